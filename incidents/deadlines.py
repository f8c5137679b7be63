"""Times in this room: whether something can have happened yet, and when what follows a report is due. Pure functions,
Europe/London."""

from datetime import UTC, date, datetime, time, timedelta

from people.deadlines import LONDON

# Days after which each is due (domain.md, "Default clocks"). A new report is looked at by the end of the next day.
LOOK_AT, FEEDBACK, INVESTIGATION, UPDATE = 1, 14, 28, 28
# Half-way to the feedback it begins to stand on the list of whoever owes it.
FEEDBACK_OPENS = 7
# An investigation of this age is looked at by the next senior manager, within a week (R105).
SENIOR_REVIEW, SENIOR_REVIEW_WITHIN = 60, 7


def has_happened(on: date, at: time | None, now: datetime) -> bool:
    """Whether a clock on the wall can have shown this before `now`.

    01:30 on the autumn night comes twice, so the first counts; 01:30 on the spring night never comes, and
    is read as
    the clock would have shown it an hour either way. Without a time the whole day counts.
    """
    if at is None:
        return on <= now.astimezone(LONDON).date()
    instants = [datetime.combine(on, at.replace(fold=fold), LONDON).astimezone(UTC) for fold in (0, 1)]
    return min(instants) <= now


def end_of_day(at: datetime, days: int = 0) -> datetime:
    """23:59 in London, so many days after the day of `at`."""
    day = at.astimezone(LONDON).date() + timedelta(days=days)
    return datetime.combine(day, time(23, 59), LONDON)
