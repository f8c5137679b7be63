"""What somebody owed about reports, and what only they could open, passes on when they leave (R10, security.md G8).

A report that was sent to one person in confidence goes to somebody of a role that hears in confidence, never to a line
of managers, and to nobody who is part of it.
"""

from datetime import datetime

from incidents import access, notices
from incidents.actions.changing import save
from incidents.actions.delivering import pass_on_ownerless
from incidents.chasing import IN_CONFIDENCE, OWN_LINES, ladder_of
from incidents.models import Duty, Incident, Investigation
from incidents.workflow import Status
from people.access import holds_over
from people.deadlines import LONDON
from people.lines import line_above
from people.models import User
from people.roles import MANAGERS
from people.trail import record

OVER = (Status.CLOSED, Status.MERGED)

# What still needs somebody, and whose owner has left (people/owning.py).
OF_NOBODY = {
    "sealed reports": lambda: Incident.objects.exclude(status__in=OVER).filter(sealed_to__is_active=False),
    "protected reports": lambda: Incident.objects.exclude(status__in=OVER).filter(
        protected_to__is_active=False
    ),
    "investigations": lambda: Investigation.objects.open().filter(lead__is_active=False),
    "duties": lambda: Duty.objects.open().filter(owner__is_active=False),
}


def when_left(sender, *, user: User, by: User | None, at: datetime, **kwargs) -> None:
    """Somebody has left."""
    for field in ("sealed_to", "protected_to"):
        for incident in _held(**{field: user}):
            _confide_anew(incident, field, by, at)
    for found in Investigation.objects.open().filter(lead=user).select_related("incident__team__site"):
        _lead_anew(found, by, at)
    _pass_on_duties(Duty.objects.open().filter(owner=user), user, at)
    pass_on_ownerless(at=at)


def when_role_ended(sender, *, user: User, by: User | None, at: datetime, **kwargs) -> None:
    """A role has ended: what they owe about reports that they look after no longer."""
    seen = Incident.objects.filter(access.seen_by_role(user)).values("pk")
    theirs = Duty.objects.open().filter(owner=user).select_related("team__site")
    lost = theirs.exclude(incident=None).exclude(incident__in=seen)
    lost = lost.exclude(
        incident__in=[duty.incident_id for duty in lost if access.can_decide_riddor(user, duty.incident)]
    )
    of_teams = [duty.pk for duty in theirs.exclude(team=None) if not holds_over(user, duty.team, *MANAGERS)]
    investigations = Investigation.objects.open().filter(lead=user).exclude(incident__in=seen)
    for found in investigations.select_related("incident__team__site"):
        _lead_anew(found, by, at)
    _pass_on_duties(lost | theirs.filter(pk__in=of_teams), user, at)


def _held(**of):
    return (
        Incident.objects.select_for_update(of=("self",)).filter(**of).select_related("team__site", "reporter")
    )


def _confide_anew(incident, field, by, at):
    part = access.part_of(incident) | {incident.reporter_id}
    able = access.confidential_recipients(at, kinds=IN_CONFIDENCE)
    able = sorted(
        (one for one in able if one.user.pk not in part), key=lambda one: one.away_until is not None
    )
    if not able:
        return
    setattr(incident, field, able[0].user)
    save(incident, by, at)
    if field == "sealed_to":
        Duty.objects.open().filter(incident=incident).update(owner=able[0].user)
    record("incident.passed_on", by=by, subject=incident, at=at)
    if incident.status not in OVER:
        notices.confided_anew(incident, able[0].user, at=at)


def _lead_anew(found, by, at):
    """The first of the line who looks after reports like it."""
    able = set(access.reviewers(found.incident).exclude(pk=found.lead_id).values_list("pk", flat=True))
    line = [] if found.incident.is_sealed else line_above(None, found.incident.team, on=_day(at))
    line = [one for one in line if one.pk in able] or list(User.objects.filter(pk__in=able))
    if not line:
        return
    found.lead = line[0]
    found._history_user, found._history_date = by, at
    found.save()
    record("investigation.passed_on", by=by, subject=found.incident, at=at)


def _pass_on_duties(rows, user, at):
    """Each to the first of those who would hear of it next, and one message to everybody who gets some."""
    told = set()
    for duty in rows.select_related("incident__team__site", "team__site", "owner"):
        own_line, passes = OWN_LINES.get(duty.key, (None, None))
        ladder = own_line(duty, at) if own_line else ladder_of(duty, at)
        to = next((one for one in ladder if one != user), None)
        if to is None:
            continue
        duty.owner = to
        duty.save()
        if passes:
            passes(duty, to=to, at=at)
        told.add(to)
    notices.owed_anew(told, user, at=at)


def _day(at):
    return at.astimezone(LONDON).date()
