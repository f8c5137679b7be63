"""When and by whom somebody wants to be contacted: pure functions of what they said and of times (R12, R80).

What was not said stands in nobody's way. A wish holds until a day; from that day on, what was said before it holds.
"""

from datetime import UTC, date, datetime, time, timedelta

from people.models import User
from support.deadlines import LONDON, london_day
from support.models import Preference

How, OnLeave, PartOfDay = Preference.How, Preference.OnLeave, Preference.PartOfDay
HOURS = {
    PartOfDay.MORNING: (time(7), time(12)),
    PartOfDay.AFTERNOON: (time(12), time(17)),
    PartOfDay.EVENING: (time(17), time(21)),
}
DAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
_A_WEEK_AND_A_DAY = 8


def is_on_leave(wish: Preference, on: date) -> bool:
    return bool(wish.on_leave) and (wish.on_leave_until is None or on < wish.on_leave_until)


def how(wish: Preference | None, on: date) -> str:
    """One of Preference.How, or "" when nothing was said."""
    if wish is None:
        return ""
    if is_on_leave(wish, on) and wish.on_leave != OnLeave.AS_USUAL:
        return wish.on_leave
    if wish.how == How.NOT_AT_ALL and wish.not_until and wish.not_until <= on:
        return ""
    return wish.how


def who(wish: Preference | None, on: date) -> User | None:
    """Whom they would like to hear from, on that day."""
    if wish is None:
        return None
    chosen = wish.on_leave_by if is_on_leave(wish, on) and wish.on_leave_by else wish.hear_from
    return None if chosen and chosen.pk in wish.never_from else chosen


def welcome_from(wish: Preference | None, at: datetime) -> datetime | None:
    """The first moment from `at` on at which they may be written to; None while they want to hear nothing at all."""
    if wish is None:
        return at
    until = _silent_until(wish, at)
    while until:
        if until == date.max:
            return None
        at = datetime.combine(until, time(0), LONDON).astimezone(UTC)
        until = _silent_until(wish, at)
    return _in_the_hours(wish, at)


def may_be_emailed(wish: Preference | None, at: datetime) -> bool:
    """Whether a question may come by email: not to somebody who would rather be called or seen."""
    return how(wish, london_day(at)) in ("", How.EMAIL)


def has_hours(wish: Preference | None) -> bool:
    return bool(wish and (wish.best_times or wish.not_on))


def _silent_until(wish, at):
    """The day until which they want to hear nothing; date.max when they named none, None when they are not silent."""
    on = london_day(at)
    if how(wish, on) != How.NOT_AT_ALL:
        return None
    on_leave = is_on_leave(wish, on) and wish.on_leave == OnLeave.NOT_AT_ALL
    return (wish.on_leave_until if on_leave else wish.not_until) or date.max


def _in_the_hours(wish, at):
    """The first moment of their days and times, on a London clock, whatever the clocks do that night."""
    if not has_hours(wish):
        return at
    first = london_day(at)
    for day in (first + timedelta(days=n) for n in range(_A_WEEK_AND_A_DAY)):
        if day.weekday() in wish.not_on:
            continue
        if not wish.best_times:
            return max(at, _local(day, time(0)))
        for part in (one for one in PartOfDay if one in wish.best_times):
            opens, closes = (_local(day, clock) for clock in HOURS[part])
            if at < closes:
                return max(at, opens)
    return None


def _local(day, clock):
    return datetime.combine(day, clock, LONDON).astimezone(UTC)
