"""Times in this room: whether something can have happened yet, and when what follows a report is due. Pure functions,
Europe/London."""

from datetime import UTC, date, datetime, time, timedelta

from people.deadlines import LONDON

# Days after which each is due (domain.md, "Default clocks"). A new report is looked at by the end of the next day.
LOOK_AT, APPROVE, FEEDBACK, INVESTIGATION, UPDATE = 1, 7, 14, 28, 28
# Half-way to the feedback it begins to stand on the list of whoever owes it.
FEEDBACK_OPENS = 7
# An investigation of this age is looked at by the next senior manager, within a week (R105).
SENIOR_REVIEW, SENIOR_REVIEW_WITHIN = 60, 7
# Whether an injury goes to the safety regulator is decided by the end of the next day (R40). The regulator is told
# of a death or a specified injury within 10 days of the accident, of more than 7 days away within 15 (RIDDOR 2013,
# regulations 4, 5 and 6 and schedule 1; domain.md B10).
RIDDOR_DECIDE = 1
RIDDOR_REPORT = {"specified": 10, "over_seven": 15}


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


def london_end(day: date) -> datetime:
    """23:59 of that day in London."""
    return datetime.combine(day, time(23, 59), LONDON)


def end_of_day(at: datetime, days: int = 0) -> datetime:
    """The end of the day of `at` in London, or of one so many days later."""
    return london_end(at.astimezone(LONDON).date() + timedelta(days=days))


def days_unable(accident_on: date, last_day: date) -> int:
    """Consecutive days somebody could not do their normal work, weekends and rest days too, without the day itself."""
    return max(0, (last_day - accident_on).days)


def riddor_report_by(found: str, accident_on: date) -> datetime | None:
    """Until when the regulator must be told; None when it need not be."""
    if found not in RIDDOR_REPORT:
        return None
    day = accident_on + timedelta(days=RIDDOR_REPORT[found])
    return datetime.combine(day, time(23, 59), LONDON)


def before_last_day(last: date, at: datetime) -> tuple[datetime, datetime]:
    """When something to be decided by this day stands on somebody's list, a week before, and when it is due: the end of
    the day before, so that the last day is left to act on it. Never in the past."""
    opens = datetime.combine(last - timedelta(days=7), time(7), LONDON)
    due = datetime.combine(last - timedelta(days=1), time(23, 59), LONDON)
    return max(opens, at), max(due, at)
