"""The shifts of a team, and which shift of which day a moment belongs to. Pure functions, Europe/London.

A shift past midnight belongs to the day it started. Hours are what the clock on the wall shows, so the night when clocks
change is an hour shorter or longer. A new pattern is one row.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from people.deadlines import LONDON

ONE_DAY = timedelta(days=1)
EVERY_DAY, MONDAY_TO_FRIDAY = frozenset(range(7)), frozenset(range(5))


@dataclass(frozen=True)
class Shift:
    """One that ends no later than it starts ends on the next day."""

    key: str
    name: str
    starts: time
    ends: time

    @property
    def is_overnight(self) -> bool:
        return self.ends <= self.starts

    @property
    def hours(self) -> str:
        return f"{self.starts:%H:%M} to {self.ends:%H:%M}"

    def holds(self, at: time) -> bool:
        if self.is_overnight:
            return at >= self.starts or at < self.ends
        return self.starts <= at < self.ends


@dataclass(frozen=True)
class Pattern:
    key: str
    name: str
    shifts: tuple[Shift, ...]
    weekdays: frozenset[int] = EVERY_DAY

    def shift(self, key: str) -> Shift | None:
        return next((shift for shift in self.shifts if shift.key == key), None)


NIGHT = Shift("night", "Night", time(21), time(7))
PATTERNS = {
    pattern.key: pattern
    for pattern in [
        Pattern(
            "three",
            "Early, late and night",
            (Shift("early", "Early", time(7), time(14)), Shift("late", "Late", time(14), time(21)), NIGHT),
        ),
        Pattern(
            "long",
            "Two long shifts",
            (
                Shift("long_day", "Long day", time(7, 30), time(19, 30)),
                Shift("long_night", "Long night", time(19, 30), time(7, 30)),
            ),
        ),
        Pattern("day", "One shift a day", (Shift("day", "Day", time(8), time(20)),)),
        Pattern(
            "weekday",
            "One shift, Monday to Friday",
            (Shift("weekday", "Day", time(8), time(18)),),
            MONDAY_TO_FRIDAY,
        ),
    ]
}
USUAL = PATTERNS["three"]
CHOICES = [(pattern.key, pattern.name) for pattern in PATTERNS.values()]

# A team's pattern on a day.
Hours = Callable[[date], Pattern]


def hours_of(changes: list[tuple[date, str]]) -> Hours:
    """`changes` are (first day, pattern) in any order; before the first of them the usual pattern holds."""
    ordered = sorted(changes, reverse=True)

    def on(day: date) -> Pattern:
        return next((PATTERNS[key] for since, key in ordered if since <= day), USUAL)

    return on


def shifts_on(day: date, hours: Hours) -> tuple[Shift, ...]:
    pattern = hours(day)
    return pattern.shifts if day.weekday() in pattern.weekdays else ()


def starts_at(day: date, shift: Shift) -> datetime:
    return datetime.combine(day, shift.starts, LONDON).astimezone(UTC)


def ends_at(day: date, shift: Shift) -> datetime:
    last = day + ONE_DAY if shift.is_overnight else day
    return datetime.combine(last, shift.ends, LONDON).astimezone(UTC)


def belongs_to(on: date, at: time | None, hours: Hours) -> tuple[date, Shift | None]:
    """The day and shift of something that happened then. Without a time it has no shift; between shifts neither."""
    if at is None:
        return on, None
    yesterday = on - ONE_DAY
    for shift in shifts_on(yesterday, hours):
        if shift.is_overnight and at < shift.ends:
            return yesterday, shift
    begun = [shift for shift in shifts_on(on, hours) if shift.holds(at) and at >= shift.starts]
    return on, begun[0] if begun else None


def day_of(at: datetime, hours: Hours) -> date:
    """The day a team would say it is: at 3 in the morning, the one on which the night began."""
    local = at.astimezone(LONDON)
    return belongs_to(local.date(), local.time(), hours)[0]


def to_hand_over(hours: Hours, answered: set[tuple[date, str]], at: datetime) -> tuple[date, Shift] | None:
    """The shift that somebody opening the page means: of those that have begun and are not answered, the one whose end
    is nearest."""
    today = at.astimezone(LONDON).date()
    begun = [
        (day, shift)
        for day in (today - 2 * ONE_DAY, today - ONE_DAY, today)
        for shift in shifts_on(day, hours)
        if starts_at(day, shift) <= at
    ]
    waiting = [(day, shift) for day, shift in begun if (day, shift.key) not in answered] or begun
    return min(waiting, key=lambda one: abs(ends_at(*one) - at), default=None)
