"""What is said at a handover, and what follows from it: marks, their reports, and the review of the day (R92–R96)."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q

from incidents import duties, kinds, notices, shifts
from incidents.access import teams as access
from incidents.actions.stubs import stub
from incidents.models import HandoverCheck, Incident, Mark, SafetyCross, ShiftPattern
from people import clock
from people.access import require
from people.deadlines import LONDON
from people.encryption import keyed_hash
from people.lines import in_charge
from people.models import Team, User
from people.trail import record

ONE_DAY = timedelta(days=1)
# Further back than this nobody remembers a shift well enough to answer for it.
ANSWERED_FOR = 31 * ONE_DAY
MOST_OF_A_KIND = 9


class CannotAnswer(Exception):
    """The shift is not one of the team's, has not begun, or is too long ago."""


class AnsweredMeanwhile(Exception):
    """A colleague answered for the same shift while this was being filled in."""


@transaction.atomic
def hand_over(
    team: Team,
    *,
    by: User,
    day: date,
    shift: str,
    counts: Mapping[str, int],
    all_right: bool,
    all_reported: bool | None = None,
    version: str = "",
    at: datetime | None = None,
) -> HandoverCheck:
    """The three answers of one shift (R94); said again, they correct what was said, and it is kept.

    `counts` are how many of each kind; none for a quiet shift. `version` is what the writer saw (`version_of`). Each
    incident that is not reported yet makes a report of a few taps (R92), once however often this is sent.
    """
    at = at or clock.now()
    counts = Counter({kind: min(n, MOST_OF_A_KIND) for kind, n in counts.items() if n > 0})
    team = locked(team)
    require(access.can_hand_over(by, team))
    _must_be_answerable(team, day, shift, at)
    check = HandoverCheck.objects.filter(team=team, day=day, shift=shift).first()
    before = version_of(check)
    said = {
        "had_incidents": bool(counts),
        "all_reported": ("yes" if all_reported else "no") if counts else "",
        "all_right": all_right,
    }
    wanted = _version(said, counts)
    if before == wanted:
        return check
    if before != version:
        raise AnsweredMeanwhile("Look at what your colleague said, then save again")
    first, was_all_right = check is None, check.all_right if check else True
    check = check or HandoverCheck(team=team, day=day, shift=shift)
    for name, value in {**said, "by": by, "at": at}.items():
        setattr(check, name, value)
    check._history_user, check._history_date = by, at
    check.save()
    SafetyCross.objects.get_or_create(team=team)
    _set_marks(check, counts, by=by, at=at)
    record("handover.answered" if first else "handover.corrected", by=by, subject=check, at=at)
    owe_review(team, day, at=at)
    if was_all_right and not all_right:
        notices.not_all_right(check, to=in_charge(None, team, on=_today(at)), at=at)
    return check


@transaction.atomic
def match(
    check: HandoverCheck, *, by: User, reports: Mapping[Mark, Incident | None], at: datetime | None = None
) -> None:
    """Say of each mark which report it is; None for one that was reported in another way."""
    at = at or clock.now()
    team = locked(check.team)
    require(access.can_hand_over(by, team))
    for mark, incident in reports.items():
        mark = Mark.objects.standing().filter(pk=mark.pk, team=team, check_of=check).first()
        if mark is None or mark.incident_id:
            continue
        point(mark, incident, by=by, team=team)
        record("mark.matched", by=by, subject=mark, at=at)


def point(mark: Mark, incident: Incident | None, *, by: User, team: Team) -> None:
    """This mark is that report, one that `by` may see and the team's own; or it was reported in another way."""
    if incident is not None:
        require(Incident.objects.visible_to(by).filter(pk=incident.pk, team=team, is_sealed=False).exists())
    mark.incident, mark.is_elsewhere = incident, incident is None
    mark.save()


def begin_report(mark: Mark, *, by: User, at: datetime) -> Incident:
    """A report of a few taps for a mark; it belongs to the evening on which the night began."""
    mark.incident = stub(
        by=by,
        channel=Incident.Channel.CROSS,
        team=mark.team,
        kinds=[mark.kind],
        occurred_on=mark.day,
        safe=Incident.Answer.NOT_KNOWN if mark.check_of.all_right else Incident.Answer.NO,
        at=at,
    )
    mark.is_elsewhere = False
    mark.save()
    return mark.incident


def owe_review(team: Team, day: date, *, at: datetime) -> None:
    """A day with a mark is to be reviewed by the end of the next calendar day (R96).

    It is reviewed when each mark has a report, if only of a few taps, and everyone in it was seen to.
    """
    subject = f"{team.pk}:{day.isoformat()}"
    marks = Mark.objects.standing().filter(team=team, day=day)
    if not marks.filter(Q(checked_at=None) | Q(incident=None, is_elsewhere=False)).exists():
        duties.keep(access.DAY_REVIEW, subject=subject, at=at)
        return
    duties.owe(
        access.DAY_REVIEW,
        subject=subject,
        owner=in_charge(None, team, on=_today(at)),
        opens_at=at,
        due_at=review_due(day, at),
        at=at,
        team=team,
    )


def review_due(day: date, at: datetime) -> datetime:
    """The end of the day after; for a mark made late, of the day after it was made."""
    following = max(day, _today(at)) + 2 * ONE_DAY
    return datetime.combine(following, time(), LONDON)


def version_of(check: HandoverCheck | None) -> str:
    """A token for what was said of a shift; empty when nothing was."""
    if check is None:
        return ""
    counts = Counter(check.marks.standing().values_list("kind", flat=True))
    said = {name: getattr(check, name) for name in ("had_incidents", "all_reported", "all_right")}
    return _version(said, counts)


def _version(said, counts):
    words = [
        *(str(said[name]) for name in sorted(said)),
        *(f"{kind}{n}" for kind, n in sorted(counts.items())),
    ]
    return keyed_hash("handover", " ".join(words))[:24]


def _must_be_answerable(team, day, shift, at):
    changes = ShiftPattern.objects.filter(team=team).values_list("starts_on", "pattern")
    hours = shifts.hours_of(list(changes))
    found = next((one for one in shifts.shifts_on(day, hours) if one.key == shift), None)
    if found is None:
        raise CannotAnswer("The team has no such shift on that day")
    if shifts.starts_at(day, found) > at:
        raise CannotAnswer("This shift has not begun yet")
    if _today(at) - day > ANSWERED_FOR:
        raise CannotAnswer("This shift is more than a month ago. Report what happened instead")


def _set_marks(check, counts, *, by, at):
    """As many marks of each kind as were counted. One taken back keeps its report: that is closed with a reason."""
    standing = list(Mark.objects.standing().filter(check_of=check))
    for kind in kinds.KINDS:
        of_kind = sorted(
            (mark for mark in standing if mark.kind == kind), key=lambda mark: bool(mark.incident_id)
        )
        for mark in of_kind[: max(0, len(of_kind) - counts[kind])]:
            mark.withdrawn_at = at
            mark.save()
        for _ in range(counts[kind] - len(of_kind)):
            Mark.objects.create(check_of=check, team=check.team, day=check.day, kind=kind, made_at=at)
    if check.all_reported == "no":
        waiting = Mark.objects.standing().filter(check_of=check, incident=None, is_elsewhere=False)
        for mark in waiting.select_related("check_of", "team__site"):
            begin_report(mark, by=by, at=at)


def locked(team: Team) -> Team:
    """Handovers of one team wait for each other here, and for nobody else."""
    return Team.objects.select_for_update(no_key=True, of=("self",)).select_related("site").get(pk=team.pk)


def _today(at):
    return at.astimezone(LONDON).date()
