"""When a message may leave, and which days are working days. Pure functions of times, Europe/London."""

from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from holidays.countries import UnitedKingdom

LONDON = ZoneInfo("Europe/London")
# The one digest of the day. It falls outside the quiet hours (21:00 to 07:00) by definition.
DIGEST_AT = time(8)
QUIET_FROM, QUIET_UNTIL = time(21), time(7)


def next_digest(at: datetime) -> datetime:
    """The next 08:00 on a London clock, strictly after `at`."""
    local = at.astimezone(LONDON)
    today = datetime.combine(local.date(), DIGEST_AT, LONDON)
    if today > local:
        return today
    return datetime.combine(local.date() + timedelta(days=1), DIGEST_AT, LONDON)


def open_digest(at: datetime) -> tuple[date, datetime]:
    """The digest that what is due at `at` goes into: its day, and when it leaves. Never at night."""
    local = at.astimezone(LONDON)
    if DIGEST_AT <= local.time() < QUIET_FROM:
        return local.date(), at
    leaves = next_digest(at)
    return leaves.date(), leaves


def by_day(at: datetime) -> datetime:
    """`at` itself by day; during the quiet hours, 07:00 when they end."""
    local = at.astimezone(LONDON)
    if QUIET_UNTIL <= local.time() < QUIET_FROM:
        return at
    day = local.date() if local.time() < QUIET_UNTIL else local.date() + timedelta(days=1)
    return datetime.combine(day, QUIET_UNTIL, LONDON)


def send_at(at: datetime, *, urgent: bool = False, soon: bool = False) -> datetime:
    """Urgent notices leave at once, at any hour; soon ones at once by day; the rest wait for the digest."""
    if urgent:
        return at
    return by_day(at) if soon else next_digest(at)


def is_working_day(day: date) -> bool:
    """Monday to Friday, but for the bank holidays of England."""
    return day.weekday() < 5 and day not in _bank_holidays()


def add_working_days(day: date, number: int) -> date:
    """The working day that is so many after `day`, which does not count itself."""
    while number:
        day += timedelta(days=1)
        number -= is_working_day(day)
    return day


@cache
def _bank_holidays():
    return UnitedKingdom(subdiv="ENG")
