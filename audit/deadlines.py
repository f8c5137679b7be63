"""Which month a time belongs to, when a month's figures come out, and when what is owed in this room falls due. Pure
functions of times, Europe/London.

A month is written as its first day, a `date`.
"""

from datetime import date, datetime, time, timedelta

from people.deadlines import LONDON, add_working_days

# Ours, for the framework names no times. Working days, but for the days before a review.
REMIND_BEFORE = timedelta(days=30)
COMMENT_WITHIN = 10
END_WITHIN = 10
DUE_AT = time(17)

# The month in which a year of figures begins.
FIRST_MONTH = 4


def month_of(at: datetime) -> date:
    """The month on a London clock: 31 October 23:30 UTC is October, 31 July 23:30 UTC is August."""
    return at.astimezone(LONDON).date().replace(day=1)


def month_after(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)


def month_before(month: date) -> date:
    return (month - timedelta(days=1)).replace(day=1)


def months_until(first: date, last: date) -> list[date]:
    """Every month from `first` to `last`, both counted, oldest first."""
    months = []
    while first <= last:
        months.append(first)
        first = month_after(first)
    return months


def span(month: date) -> tuple[datetime, datetime]:
    """The first instant of the month and the first instant after it."""
    start = datetime.combine(month, time(), LONDON)
    return start, datetime.combine(month_after(month), time(), LONDON)


def year_of(month: date) -> date:
    """The year that a month is in, written as its first day: it runs from 1 April to 31 March."""
    return date(month.year if month.month >= FIRST_MONTH else month.year - 1, FIRST_MONTH, 1)


def year_over_by(month: date) -> date:
    """The newest year that is over at the end of this month."""
    return year_of(month) if month.month == FIRST_MONTH - 1 else year_before(year_of(month))


def year_before(year: date) -> date:
    return year.replace(year=year.year - 1)


def span_of_year(year: date) -> tuple[datetime, datetime]:
    """The first instant of the year and the first instant after it."""
    start = datetime.combine(year, time(), LONDON)
    return start, datetime.combine(year.replace(year=year.year + 1), time(), LONDON)


def is_over(month: date, at: datetime) -> bool:
    return span(month)[1] <= at


def next_publication(at: datetime) -> date:
    """The day on which the next figures come out: the first of next month, for the month that is running."""
    return month_after(month_of(at))


def review_due(next_on: date) -> datetime:
    """17:00 on the day by which a policy is to be reviewed."""
    return datetime.combine(next_on, DUE_AT, LONDON)


def comment_due(at: datetime) -> datetime:
    """When a comment made at this time should have been answered."""
    day = at.astimezone(LONDON).date()
    return datetime.combine(add_working_days(day, COMMENT_WITHIN), DUE_AT, LONDON)


def end_of(day: date) -> datetime:
    """The first instant after it."""
    return datetime.combine(day + timedelta(days=1), time(), LONDON)


def end_due(closes_on: date) -> datetime:
    """When everybody should know what a consultation changed."""
    return datetime.combine(add_working_days(closes_on, END_WITHIN), DUE_AT, LONDON)
