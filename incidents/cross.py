"""The safety cross: what each day of a month looks like, and why. Pure functions; no names, no words of a report.

Green is earned: only when every shift that has ended was answered with "none" and nothing was reported for the day
(R95). A day that nobody answered for is "not recorded".
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from incidents import kinds
from incidents.shifts import Hours, Shift, ends_at, shifts_on
from people.deadlines import LONDON

ONE_DAY = timedelta(days=1)
VERBAL, PHYSICAL = "verbal", "physical"


@dataclass(frozen=True)
class Look:
    """`sign` stands in the box, `short` under it where there is room, `words` are read out and explain it."""

    key: str
    sign: str
    short: str
    words: str


LOOKS = {
    look.key: look
    for look in [
        Look("none", "✓", "None", "No incidents"),
        Look(VERBAL, "V", "Verbal", "Verbal abuse, or something else that was not physical"),
        Look(PHYSICAL, "P", "Physical", "Physical violence"),
        Look("part", "½", "Part", "Part recorded: some handovers are missing"),
        Look("missing", "?", "No record", "Not recorded"),
        Look("waiting", "…", "Today", "Not over yet"),
        Look("closed", "–", "Closed", "No shift"),
        Look("future", "", "", "Still to come"),
    ]
}


def is_physical(keys: Iterable[str]) -> bool:
    return any(kinds.KINDS[key].is_physical for key in keys)


def worst_of(incidents: Iterable[Iterable[str]]) -> str | None:
    """The colour of the worst, each given by its kinds; None for none."""
    physical = [is_physical(keys) for keys in incidents]
    if not physical:
        return None
    return PHYSICAL if any(physical) else VERBAL


@dataclass(frozen=True)
class Day:
    """`missing` are the shifts that have ended without an answer."""

    on: date
    look: Look
    missing: tuple[Shift, ...] = ()
    incidents: int = 0

    @property
    def words(self) -> str:
        more = ""
        if self.incidents and self.missing:
            more = ", some handovers not recorded"
        return self.look.words + more


def day(
    on: date, *, hours: Hours, answered: Collection[str], incidents: Collection[Iterable[str]], at: datetime
) -> Day:
    """What a day looks like at a time. `answered` are keys of shifts; `incidents` the kinds of each one that counts."""
    shifts = shifts_on(on, hours)
    ended = [shift for shift in shifts if ends_at(on, shift) <= at]
    missing = tuple(shift for shift in ended if shift.key not in answered)
    look = LOOKS[worst_of(incidents) or _quiet(on, shifts, ended, missing, answered, at)]
    return Day(on, look, missing, len(incidents))


def _quiet(on, shifts, ended, missing, answered, at):
    """A day on which nothing is known to have happened."""
    if on > at.astimezone(LONDON).date():
        return "future"
    if not shifts:
        return "closed"
    if not ended:
        return "waiting"
    if not missing:
        return "none"
    return (
        "part" if len(missing) < len(ended) or set(answered) & {shift.key for shift in shifts} else "missing"
    )


def month_of(on: date) -> date:
    return on.replace(day=1)


def month_after(first: date) -> date:
    return month_of(first + 31 * ONE_DAY)


def month_before(first: date) -> date:
    return month_of(first - ONE_DAY)


def days_of(first: date) -> list[date]:
    return [first + n * ONE_DAY for n in range((month_after(first) - first).days)]
