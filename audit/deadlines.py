"""Which month a time belongs to, and when a month's figures come out. Pure functions of times, Europe/London.

A month is written as its first day, a `date`.
"""

from datetime import date, datetime, time, timedelta

from people.deadlines import LONDON


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


def is_over(month: date, at: datetime) -> bool:
    return span(month)[1] <= at


def next_publication(at: datetime) -> date:
    """The day on which the next figures come out: the first of next month, for the month that is running."""
    return month_after(month_of(at))
