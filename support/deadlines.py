"""When each promise falls due. Pure functions of times; clocks and calendars are those of England.

A span is a number and a unit: "30 minutes", "2 hours", "3 days", "2 working days", "4 weeks", "0 shifts".
Days are counted from the day the shift began, so an incident at 02:00 on a night shift belongs to the day
before (design §6).
"""

import re
from datetime import UTC, date, datetime, time, timedelta

from people.deadlines import LONDON, add_working_days

DAY_SHIFT, NIGHT_SHIFT = time(8), time(20)
LAST_MINUTE = time(23, 59)
# Whoever is told near the end of a shift gets at least this long, then until the end of the shift that runs
# by then.
LEAST_NOTICE = timedelta(hours=2)
# What is taken up again after its window has passed.
AGAIN_WITHIN = "2 working days"

_SPAN = re.compile(r"(\d{1,3}) (minute|hour|day|working day|week|shift)s?")


def parse(span: str) -> tuple[int, str]:
    """ "10 days" to (10, "day"); ValueError for what is not a span."""
    found = _SPAN.fullmatch(span)
    if not found:
        raise ValueError(f"Not a span such as '3 days': {span!r}")
    return int(found[1]), found[2]


def opens(span: str, start: datetime) -> datetime:
    """The first moment of a window that opens `span` after `start`: for days, the start of that day."""
    number, unit = parse(span)
    if unit in ("minute", "hour"):
        return _elapsed(start, number, unit)
    if unit == "shift":
        return start if number == 0 else _shift_end(start, number - 1)
    return max(start, _local(_day(number, unit, start), time(0)))


def closes(span: str, start: datetime) -> datetime:
    """The last moment of a window that closes `span` after `start`: for days, the end of that day.

    Never before `start`: at 02:00 of a night shift, the day that it belongs to is over.
    """
    number, unit = parse(span)
    if unit in ("minute", "hour"):
        return _elapsed(start, number, unit)
    if unit == "shift":
        return _shift_end(start, number)
    return max(start, _local(_day(number, unit, start), LAST_MINUTE))


def due(span: str, *, happened: datetime, reported: datetime) -> datetime:
    """When a window closes for whoever was told at `reported`: late reports still leave time to act (R47)."""
    return max(closes(span, happened), closes("0 shifts", reported.astimezone(UTC) + LEAST_NOTICE))


def start_of_day(at: datetime) -> datetime:
    return _local(london_day(at), time(0))


def end_of_day(at: datetime) -> datetime:
    return _local(london_day(at), LAST_MINUTE)


def last_minute(day: date) -> datetime:
    return _local(day, LAST_MINUTE)


def london_day(at: datetime) -> date:
    return at.astimezone(LONDON).date()


def happened_at(on: date, clock: time | None, *, reported: datetime) -> datetime:
    """When it happened, as well as it is known: with no time, midday; never after it was reported."""
    return min(_local(on, clock or time(12)), reported)


def shift_day(at: datetime) -> date:
    """The day on which the shift that runs at `at` began."""
    local = at.astimezone(LONDON)
    return local.date() if local.time() >= DAY_SHIFT else local.date() - timedelta(days=1)


def _elapsed(start, number, unit):
    """Real time, whatever the clocks do meanwhile."""
    return start.astimezone(UTC) + timedelta(**{f"{unit}s": number})


def _day(number, unit, start):
    day = shift_day(start)
    if unit == "week":
        return day + timedelta(weeks=number)
    if unit == "day":
        return day + timedelta(days=number)
    return add_working_days(day, number)


def _shift_end(start, later):
    """The end of the shift that runs at `start`, or of the one so many shifts later."""
    end, local = None, start.astimezone(LONDON)
    if local.time() < DAY_SHIFT:
        end = _local(local.date(), DAY_SHIFT)
    elif local.time() < NIGHT_SHIFT:
        end = _local(local.date(), NIGHT_SHIFT)
    else:
        end = _local(local.date() + timedelta(days=1), DAY_SHIFT)
    return end if later == 0 else _shift_end(end, later - 1)


def _local(day, clock):
    return datetime.combine(day, clock, LONDON)
