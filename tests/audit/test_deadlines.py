"""Months begin and end on a London clock."""

from datetime import UTC, date, datetime, timedelta

import pytest

from audit.deadlines import is_over, month_after, month_before, month_of, months_until, next_publication, span
from tests.audit.conftest import london


@pytest.mark.parametrize(
    ("at", "month"),
    [
        (datetime(2026, 6, 30, 22, 59, 59, tzinfo=UTC), date(2026, 6, 1)),
        (datetime(2026, 6, 30, 23, 0, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 10, 31, 23, 59, 59, tzinfo=UTC), date(2026, 10, 1)),
        (datetime(2026, 11, 1, 0, 0, tzinfo=UTC), date(2026, 11, 1)),
    ],
    ids=["summer, before midnight", "summer, midnight", "winter, before midnight", "winter, midnight"],
)
def test_a_time_belongs_to_its_month_in_london(at, month):
    assert month_of(at) == month
    start, end = span(month)
    assert start <= at < end


@pytest.mark.parametrize(
    ("month", "longer"), [(date(2026, 10, 1), timedelta(hours=1)), (date(2026, 3, 1), -timedelta(hours=1))]
)
def test_a_month_with_a_clock_change_is_an_hour_longer_or_shorter(month, longer):
    start, end = span(month)

    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(days=31) + longer


def test_a_month_is_over_at_its_last_midnight():
    assert not is_over(date(2026, 10, 1), london(2026, 10, 31, 23, 59, 59))
    assert is_over(date(2026, 10, 1), london(2026, 11, 1))


def test_months_go_on_over_the_new_year():
    assert month_after(date(2026, 12, 1)) == date(2027, 1, 1)
    assert month_before(date(2027, 1, 1)) == date(2026, 12, 1)
    assert months_until(date(2026, 11, 1), date(2027, 1, 1)) == [
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
    ]
    assert next_publication(london(2026, 12, 31, 23, 59)) == date(2027, 1, 1)
