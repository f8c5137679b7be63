"""What can be learnt from where and when things happened to one team (R98). Never one team beside another."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from incidents import cross, shifts
from incidents.access import teams as access
from incidents.models import AllegedPerpetrator, Incident, Mark
from people.trail import record

# Places are encrypted and counted here, so there is an end to it.
MOST = 2000
MONTHS = (3, 6, 12)
LONGEST_LIST = 10
# With fewer, a pattern is chance.
ENOUGH = 5
PERSONS = (
    AllegedPerpetrator.Kind.PATIENT,
    AllegedPerpetrator.Kind.RELATIVE,
    AllegedPerpetrator.Kind.PUBLIC,
)


@dataclass(frozen=True)
class Bar:
    name: str
    count: int
    share: int


@dataclass(frozen=True)
class Table:
    """One way of counting: its title, the heading of its rows, and a sentence that says what it shows."""

    key: str
    title: str
    column: str
    bars: list[Bar]
    says: str


@dataclass(frozen=True)
class Person:
    """Somebody named in more than one report. The identifier is there only for those who look after the reports."""

    name: str
    kind: str
    identifier: str
    reports: list[Incident]


@dataclass(frozen=True)
class Patterns:
    total: int
    tables: list[Table]
    is_cut: bool
    persons: list[Person]


def patterns(user, team, hours, *, since: date, until: date) -> Patterns:
    """Counts over the reports this user may see, and marks without one. Reading it writes the trail."""
    rows = Incident.objects.visible_to(user).filter(
        team=team, is_sealed=False, merge=None, occurred_on__range=(since, until)
    )
    wanted = rows.order_by("-occurred_on", "-pk").only(
        "kinds", "occurred_on", "occurred_time", "place", "reference"
    )
    reports = list(wanted.distinct()[: MOST + 1])
    is_cut, reports = len(reports) > MOST, reports[:MOST]
    marks = Mark.objects.standing().filter(team=team, day__range=(since, until)).order_by("-day", "pk")
    marks = list(marks.values_list("incident", "day", "check_of__shift", "kind")[:MOST])
    marked = {pk: (day, hours(day).shift(shift)) for pk, day, shift, _ in marks if pk}
    marks = [(day, shift, kind) for pk, day, shift, kind in marks if not pk]
    record("patterns.read", by=user, subject=team)
    when = [_when(one, marked, hours) for one in reports]
    when += [(day, hours(day).shift(shift)) for day, shift, _ in marks]
    kinds = [one.kinds for one in reports] + [[kind] for _, _, kind in marks]
    total = len(when)
    tables = [
        _weekdays(when, total),
        _table("shift", "By shift", "Shift", _by_shift(when), total),
        _table("place", "By place", "Place", _by_place(reports, len(marks)), total),
        _table("kind", "By kind", "Kind", _by_kind(kinds), total),
    ]
    return Patterns(total, tables, is_cut, _persons(user, team, reports))


def _when(report, marked, hours):
    """The day and shift of a report; one that says no time has those of its mark."""
    if report.occurred_time is None and report.pk in marked:
        return marked[report.pk]
    return shifts.belongs_to(report.occurred_on, report.occurred_time, hours)


def _weekdays(when, total):
    names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    counts = Counter(names[day.weekday()] for day, _ in when)
    return _table("weekday", "By day of the week", "Day", [(name, counts[name]) for name in names], total)


def _by_shift(when):
    counts = Counter(shift.name if shift else "Time not known" for _, shift in when)
    return counts.most_common()


def _by_kind(kinds):
    return Counter(name for keys in kinds for name in cross.kinds.names(keys)).most_common()


def _by_place(reports, more_without):
    """Places as people wrote them, however they were spaced and capitalised."""
    counts, as_written = Counter(), {}
    for one in reports:
        key = " ".join(one.place.casefold().split())
        counts[key] += 1
        as_written.setdefault(key, " ".join(one.place.split()))
    not_said = counts.pop("", 0) + more_without
    found = [(as_written[key], number) for key, number in counts.most_common()]
    rest = sum(number for _, number in found[LONGEST_LIST:])
    found = found[:LONGEST_LIST]
    return found + [(name, n) for name, n in (("Other places", rest), ("Not said", not_said)) if n]


def _table(key, title, column, counts, total):
    most = max((number for _, number in counts), default=0)
    bars = [Bar(name, number, round(100 * number / most) if most else 0) for name, number in counts]
    top = [bar.name for bar in bars if bar.count == most]
    if total < ENOUGH:
        return Table(
            key, title, column, bars if total else [], "Too few yet to show a pattern." if total else ""
        )
    says = f"Nothing stands out: {' and '.join(top[:3])} have {most} each." if len(top) > 1 else ""
    if len(top) > 3:
        says = "Nothing stands out."
    if len(top) == 1:
        says = f"The most: {top[0]}, {most} of {total}."
    return Table(key, title, column, bars, says)


def _persons(user, team, reports):
    """Those named in two reports or more, without saying who to readers who do not look after the reports."""
    by_pk = {one.pk: one for one in reports}
    named = AllegedPerpetrator.objects.filter(incident__in=by_pk, kind__in=PERSONS).exclude(fingerprint="")
    found = defaultdict(list)
    for one in named.order_by("pk"):
        found[one.fingerprint].append(one)
    may_name = access.can_look_after(user, team)
    rows = []
    for group in found.values():
        incidents = {one.incident_id: by_pk[one.incident_id] for one in group}
        if len(incidents) > 1:
            newest = sorted(incidents.values(), key=lambda one: one.occurred_on, reverse=True)
            rows.append((newest, group[0]))
    rows.sort(key=lambda row: (-len(row[0]), row[0][0].reference))
    return [
        Person(f"Person {number}", one.get_kind_display(), one.identifier if may_name else "", newest)
        for number, (newest, one) in enumerate(rows[:LONGEST_LIST], 1)
    ]
