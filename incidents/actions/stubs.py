"""A few taps make a report that somebody completes later: from a poster, from the safety cross (R47, R92)."""

from collections.abc import Iterable
from datetime import date, time
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from incidents import access, duties, urgent
from incidents.actions.changing import locked, save
from incidents.actions.reporting import Affected, report
from incidents.deadlines import end_of_day
from incidents.models import Incident, InvolvedPerson
from people.access import require
from people.lines import in_charge
from people.models import Team, User
from people.trail import record

UNNAMED = "Colleague not named yet"


class NotNamed(Exception):
    """Somebody in the report is not named yet: say who they are, or that nobody could find out."""


@transaction.atomic
def stub(
    *,
    by: User | None,
    team: Team,
    kinds: list[str],
    occurred_on: date,
    occurred_time: time | None = None,
    channel: str,
    people: int | Iterable[Affected] = 1,
    safe: str = Incident.Answer.NOT_KNOWN,
    sentence: str = "",
    form_key: UUID | None = None,
    at=None,
) -> Incident:
    """Something happened on this team; somebody says the rest later, with `complete`.

    `people` is how many were affected when nobody is named yet, or who they were. Each has a case at once. `by` is
    None on a poster. Whoever leads the team and their deputy are told at once, and whoever leads it owes the rest by
    the end of the next day. One `form_key` makes one report. Raises NobodyResponsible when nobody is left to look
    after the team; then nothing was saved.
    """
    at = at or timezone.now()
    affected = _unnamed(people) if isinstance(people, int) else list(people)
    incident = report(
        by=by,
        affected=affected,
        form_key=form_key,
        at=at,
        is_stub=True,
        channel=channel,
        team=team,
        kinds=kinds,
        occurred_on=occurred_on,
        occurred_time=occurred_time,
        everyone_safe=safe,
        what_happened=sentence,
    )
    if incident.is_stub:
        part = User.objects.filter(pk__in=access.part_of(incident))
        lead = in_charge(None, team, without=part, on=timezone.localdate(at))
        duties.owe(
            "complete",
            subject=str(incident.pk),
            owner=lead,
            opens_at=at,
            due_at=end_of_day(at, 1),
            incident=incident,
            at=at,
        )
        urgent.needs_somebody(incident, lead, by=by, at=at)
    return incident


@transaction.atomic
def complete(incident: Incident, *, by: User, nobody_knows: bool = False, at=None) -> Incident:
    """Everything that is known has been said (R92). Raises NotNamed while somebody has no name yet, unless nobody knows.

    Saying it twice is saying it once. Their cases stay open: support ends on its own page.
    """
    incident = locked(incident, by)
    require(access.can_complete(by, incident))
    if not incident.is_stub:
        return incident
    if not nobody_knows and incident.involved.filter(is_named=False).exists():
        raise NotNamed
    return completed(incident, by, at or timezone.now())


def completed(incident: Incident, by: User | None, at) -> Incident:
    incident.completed_at = at
    save(incident, by, at)
    duties.keep("complete", subject=str(incident.pk), at=at)
    record("incident.completed", by=by, subject=incident, at=at)
    return incident


def _unnamed(number):
    part = InvolvedPerson.Part.HARMED
    names = [UNNAMED] if number == 1 else [f"{UNNAMED} ({one} of {number})" for one in range(1, number + 1)]
    return [Affected(part, name=name, is_named=False) for name in names]
