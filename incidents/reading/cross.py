"""How a safety cross is read: the teams somebody may open, a month, a day, and how long ago the last incident was.

What colours a cross is the same for every reader: marks made at handovers, and reports that are neither sealed nor
confidential and name no colleague. A cross hangs on a wall, so nothing may be read from it that is not for everybody in
the team (security.md A3, I3).
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.shortcuts import get_object_or_404

from incidents import cross, shifts
from incidents.access import teams as access
from incidents.models import AllegedPerpetrator, HandoverCheck, Incident, Mark, SafetyCross, ShiftPattern
from people.encryption import keyed_hash
from people.models import Team

ONE_DAY = cross.ONE_DAY
# How far back days without an answer are counted.
YEAR = 366 * ONE_DAY


@dataclass(frozen=True)
class Happened:
    """One incident that counts: its day and shift as the team sees them, its kinds, and its mark if it has one."""

    day: date
    shift: shifts.Shift | None
    kinds: tuple[str, ...]
    is_marked: bool = False


def teams(user):
    """Teams whose cross this user may open, by site and name."""
    return Team.objects.filter(access.crosses_seen_by(user)).select_related("site")


def open_team(user, pk):
    """The team, or 404 for one that does not exist and one whose cross the user may not see alike."""
    return get_object_or_404(teams(user), pk=pk)


def team_of_wall(code):
    """The team whose wall page has this secret, or 404."""
    wall = Q(safety_cross__wall_hash=keyed_hash("wall", code))
    return get_object_or_404(Team.objects.filter(wall).select_related("site"))


def kept(team) -> SafetyCross | None:
    return SafetyCross.objects.filter(team=team).first()


def hours_of(team) -> shifts.Hours:
    changes = ShiftPattern.objects.filter(team=team).values_list("starts_on", "pattern")
    return shifts.hours_of(list(changes))


def counted(team):
    """Reports of this team that may colour what everybody sees."""
    by_a_colleague = AllegedPerpetrator.objects.filter(
        incident__team=team, kind=AllegedPerpetrator.Kind.COLLEAGUE
    )
    rows = Incident.objects.filter(team=team, is_sealed=False, merge=None, quick__mistake_at=None)
    return rows.exclude(channel=Incident.Channel.CONFIDENTIAL).exclude(
        pk__in=by_a_colleague.values("incident")
    )


def happened(team, hours, first: date, last: date) -> list[Happened]:
    """Everything that counts from the first to the last day, once each."""
    marks = Mark.objects.standing().filter(team=team, day__range=(first, last))
    marks = list(
        marks.values_list("kind", "day", "check_of__shift", "incident", "incident__merge__into", named=True)
    )
    marked = {mark.incident__merge__into or mark.incident for mark in marks} - {None}
    rows = counted(team).filter(occurred_on__range=(first, last + ONE_DAY))
    rows = list(rows.values_list("pk", "kinds", "occurred_on", "occurred_time"))
    found = [
        Happened(mark.day, hours(mark.day).shift(mark.check_of__shift), (mark.kind,), is_marked=True)
        for mark in marks
    ]
    for pk, keys, on, at in rows:
        day, shift = shifts.belongs_to(on, at, hours)
        if first <= day <= last and pk not in marked:
            found.append(Happened(day, shift, tuple(keys)))
    return found


def days(team, hours, first: date, last: date, *, at: datetime) -> list[cross.Day]:
    """What each day looks like, from the first to the last."""
    incidents, answered = defaultdict(list), defaultdict(set)
    for one in happened(team, hours, first, last):
        incidents[one.day].append(one.kinds)
    checks = HandoverCheck.objects.filter(team=team, day__range=(first, last))
    for day, shift in checks.values_list("day", "shift"):
        answered[day].add(shift)
    number = (last - first).days + 1
    return [
        cross.day(on, hours=hours, answered=answered[on], incidents=incidents[on], at=at)
        for on in (first + n * ONE_DAY for n in range(number))
    ]


def month(team, hours, first: date, *, at: datetime) -> list[cross.Day]:
    return days(team, hours, first, cross.month_after(first) - ONE_DAY, at=at)


@dataclass(frozen=True)
class Since:
    """Days since the last incident; None where none is known. `not_recorded` of them were not answered for in full."""

    days: int | None
    not_recorded: int = 0


def since_last(team, hours, *, at: datetime) -> Since:
    today = shifts.day_of(at, hours)
    last = _last_day(team, hours)
    if last is None:
        return Since(None)
    first = max(last + ONE_DAY, today - YEAR)
    quiet = days(team, hours, first, today, at=at) if first <= today else []
    return Since(max(0, (today - last).days), sum(day.look.key in ("missing", "part") for day in quiet))


def _last_day(team, hours):
    mark = Mark.objects.standing().filter(team=team).order_by("-day").values_list("day", flat=True).first()
    newest = counted(team).order_by("-occurred_on").values("occurred_on")[:1]
    times = counted(team).filter(occurred_on=newest).values_list("occurred_on", "occurred_time")
    found = [shifts.belongs_to(on, at, hours)[0] for on, at in times.order_by("occurred_time")[:200]]
    return max([*found, *([mark] if mark else [])], default=None)


@dataclass(frozen=True)
class ShiftOfDay:
    shift: shifts.Shift
    state: str
    kinds: list[str]
    is_answered: bool


def shifts_of_day(team, hours, on: date, *, at: datetime) -> tuple[list[ShiftOfDay], list[str]]:
    """Each shift of a day with what was marked and reported for it; and what belongs to no shift. No names."""
    answers = dict(HandoverCheck.objects.filter(team=team, day=on).values_list("shift", "had_incidents"))
    by_shift = defaultdict(Counter)
    for one in happened(team, hours, on, on):
        name = "Physical" if cross.is_physical(one.kinds) else "Verbal or other"
        by_shift[one.shift.key if one.shift else ""][name] += 1
    rows = []
    for shift in shifts.shifts_on(on, hours):
        what = _counts(by_shift.pop(shift.key, {}))
        rows.append(ShiftOfDay(shift, _state(shift, on, answers, what, at), what, shift.key in answers))
    rest = sum(by_shift.values(), Counter())
    return rows, _counts(rest)


def _state(shift, on, answers, what, at):
    if shift.key in answers:
        return "Recorded" if what or answers[shift.key] else "No incidents"
    if shifts.starts_at(on, shift) > at:
        return "Still to come"
    return "Not over yet" if shifts.ends_at(on, shift) > at else "Not recorded"


def _counts(counter):
    return [f"{name}: {number}" for name, number in sorted(counter.items())]
