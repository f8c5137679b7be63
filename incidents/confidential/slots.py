"""When what was said in confidence is carried on, and when it should be answered. Pure functions, Europe/London.

Three times a day everything that waits goes at once, in shuffled order. What came within the last hour before waits for the
next time, so that nothing goes on within minutes of being written (security.md B3, B7).
"""

from datetime import datetime, time, timedelta

from people.deadlines import LONDON, add_working_days

SLOTS = (time(8), time(13), time(18))
LEAST_WAIT = timedelta(hours=1)
# A first answer, and every later one, within so many working days (domain.md, "Culture").
ANSWER_WITHIN = 2
ANSWERED_BY = time(17)


def next_slot(at: datetime) -> datetime:
    """The first slot that is at least an hour after `at`."""
    day = (at + LEAST_WAIT).astimezone(LONDON).date()
    slots = (
        datetime.combine(day + timedelta(days=later), slot, LONDON) for later in (0, 1) for slot in SLOTS
    )
    return next(slot for slot in slots if slot - at >= LEAST_WAIT)


def answer_due(at: datetime, *, days: int = ANSWER_WITHIN) -> datetime:
    """17:00 in London, so many working days after the day of `at`."""
    day = add_working_days(at.astimezone(LONDON).date(), days)
    return datetime.combine(day, ANSWERED_BY, LONDON)
