"""The clock over duties: it finds those to chase, writes the notices and sets the next time.

Any number of workers can do it at once: each takes a batch that no other has, and the notices and the next time are
written in one transaction.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import OperationalError, transaction

from incidents import access
from incidents.actions.concerns import OWED, line_of_concern, pass_concern
from incidents.duties import DUTIES, Owed
from incidents.models import Duty
from people import hearing
from people.chasing import OWNER
from people.deadlines import LONDON
from people.lines import line_above
from people.models import Cover, Role, User
from people.notices import tell
from people.roles import RoleKind

log = logging.getLogger(__name__)
BATCH = 200
AFTER_A_FAULT = timedelta(hours=1)
# Who hears of it when what was said in confidence waits too long: nobody by their team.
IN_CONFIDENCE = (RoleKind.SEXUAL_SAFETY_LEAD, RoleKind.FTSU_GUARDIAN, RoleKind.PREVENTION_LEAD)

# What climbs a line of its own, and what else changes when it passes to somebody on it.
OWN_LINES = {OWED: (line_of_concern, pass_concern)}


def register(owed: Owed, *, line: Callable, passes: Callable) -> None:
    """What a room to the left owes: `line` says who hears of it, `passes` hands on what it is about."""
    DUTIES[owed.key] = owed
    OWN_LINES[owed.key] = (line, passes)


def chase_batch(at: datetime) -> int:
    """How many were taken. One that cannot be chased waits an hour and holds up no other (security.md E8)."""
    with transaction.atomic():
        due = Duty.objects.open().filter(chase_at__lte=at).order_by("chase_at")
        due = list(
            due.select_for_update(skip_locked=True, of=("self",)).select_related(
                "incident__team", "team", "owner"
            )[:BATCH]
        )
        for duty in due:
            try:
                with transaction.atomic():
                    _chase(duty, at)
            except OperationalError:
                raise
            except Exception:
                log.exception("Duty %s could not be chased; it is tried again in an hour", duty.pk)
                Duty.objects.filter(pk=duty.pk).update(chase_at=at + AFTER_A_FAULT)
        return len(due)


def _chase(duty, at):
    clock = DUTIES[duty.key].clock
    step = clock.step_at(duty.chase, duty.opens_at, duty.due_at, at)
    own_line, passes = OWN_LINES.get(duty.key, (None, None))
    ladder = own_line(duty, at) if own_line else ladder_of(duty, at)
    if not ladder:
        raise LookupError("Nobody is left to tell")
    if not duty.owner.is_active or (own_line and duty.owner not in ladder):
        duty.owner = ladder[0]
        if passes:
            passes(duty, to=duty.owner, at=at)
    for who, line in clock.lines(step).items():
        rung = 0 if who == OWNER else clock.rung(step) + 1
        to = ladder[min(rung, len(ladder) - 1)]
        key = f"duty.{duty.pk}.{step}.{duty.due_at:%Y%m%dT%H%M}.{to.pk}"
        link = DUTIES[duty.key].address(duty) if to == duty.owner or not _in_confidence(duty) else ""
        link = hearing.link_for(to, link)
        tell(to, key=key, line=line, link=link, urgent=clock.is_urgent(step), at=at)
    duty.chase = step + 1
    duty.chase_at = clock.next_at(duty.opens_at, duty.due_at, at=at, sent=duty.chase)
    duty.save()


def ladder_of(duty: Duty, at: datetime) -> list[User]:
    """The owner, then those above them; somebody away passes it to their stand-in, and nobody who is part of the report
    hears of it."""
    on = at.astimezone(LONDON).date()
    team = duty.team or (duty.incident.team if duty.incident and not duty.incident.is_sealed else None)
    above = line_above(None, team, on=on) if team else _in_confidence_line(on)
    covers = Cover.objects.filter(starts_on__lte=on, ends_on__gte=on).select_related("covered_by")
    away = {cover.user_id: cover.covered_by for cover in covers.filter(user__in=[duty.owner, *above])}
    there = dict.fromkeys(away.get(one.pk, one) for one in (duty.owner, *above))
    part = access.part_of(duty.incident) if duty.incident else set()
    return [one for one in there if one and one.is_active and one.pk not in away and one.pk not in part]


def _in_confidence(duty):
    about_nobody = duty.team is None and (duty.incident is None or duty.incident.is_sealed)
    return about_nobody and DUTIES[duty.key].hidden


def _in_confidence_line(on):
    roles = (
        Role.objects.current(on).filter(kind__in=IN_CONFIDENCE, user__is_active=True).select_related("user")
    )
    return [role.user for role in sorted(roles, key=lambda role: (IN_CONFIDENCE.index(role.kind), role.pk))]
