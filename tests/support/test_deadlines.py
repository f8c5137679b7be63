"""Windows on English clocks and calendars."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.deadlines import is_working_day
from support.deadlines import (
    LONDON,
    closes,
    due,
    happened_at,
    opens,
    parse,
    shift_day,
    start_of_day,
)


def london(*moment):
    return datetime(*moment, tzinfo=LONDON)


@pytest.mark.framework("R48", "R54", "R59")
@pytest.mark.parametrize(
    ("span", "start", "end"),
    [
        ("30 minutes", london(2026, 11, 2, 10, 0), london(2026, 11, 2, 10, 30)),
        ("2 hours", london(2026, 11, 2, 23, 0), london(2026, 11, 3, 1, 0)),
        ("0 shifts", london(2026, 11, 2, 10, 0), london(2026, 11, 2, 20, 0)),
        ("0 shifts", london(2026, 11, 2, 20, 0), london(2026, 11, 3, 8, 0)),
        ("0 shifts", london(2026, 11, 3, 2, 0), london(2026, 11, 3, 8, 0)),
        ("1 shift", london(2026, 11, 2, 10, 0), london(2026, 11, 3, 8, 0)),
        ("3 days", london(2026, 11, 2, 10, 0), london(2026, 11, 5, 23, 59)),
        ("3 days", london(2026, 11, 3, 2, 0), london(2026, 11, 5, 23, 59)),
        ("2 weeks", london(2026, 11, 2, 10, 0), london(2026, 11, 16, 23, 59)),
        ("2 working days", london(2026, 11, 6, 10, 0), london(2026, 11, 10, 23, 59)),
        ("2 working days", london(2026, 12, 24, 10, 0), london(2026, 12, 30, 23, 59)),
        ("1 working day", london(2026, 4, 2, 10, 0), london(2026, 4, 7, 23, 59)),
    ],
)
def test_when_a_window_closes(span, start, end):
    assert closes(span, start) == end


def test_a_window_of_days_opens_with_the_day():
    assert opens("3 days", london(2026, 11, 2, 10, 0)) == london(2026, 11, 5, 0, 0)
    assert opens("0 shifts", london(2026, 11, 2, 10, 0)) == london(2026, 11, 2, 10, 0)


@pytest.mark.claim("E5")
def test_hours_are_real_hours_when_the_clocks_change():
    night = london(2026, 10, 25, 0, 30)
    assert closes("2 hours", night).timestamp() - night.timestamp() == 2 * 3600
    spring = london(2026, 3, 29, 0, 30)
    assert closes("2 hours", spring).timestamp() - spring.timestamp() == 2 * 3600


@pytest.mark.claim("E5")
def test_days_are_calendar_days_when_the_clocks_change():
    assert closes("3 days", london(2026, 10, 23, 10, 0)).isoformat() == "2026-10-26T23:59:00+00:00"
    assert closes("3 days", london(2026, 3, 27, 10, 0)).isoformat() == "2026-03-30T23:59:00+01:00"


def test_a_shift_past_midnight_belongs_to_the_day_it_started():
    assert shift_day(london(2026, 11, 3, 2, 0)) == date(2026, 11, 2)
    assert shift_day(london(2026, 11, 3, 8, 0)) == date(2026, 11, 3)


def test_bank_holidays_and_weekends_are_no_working_days():
    assert not is_working_day(date(2026, 12, 25))
    assert not is_working_day(date(2026, 12, 28))
    assert not is_working_day(date(2026, 11, 1))
    assert is_working_day(date(2026, 11, 30))  # a holiday in Scotland alone


@pytest.mark.framework("R47")
def test_a_report_near_the_end_of_a_shift_leaves_time_to_act():
    happened = london(2026, 11, 2, 19, 0)
    assert due("0 shifts", happened=happened, reported=london(2026, 11, 2, 19, 50)) == london(
        2026, 11, 3, 8, 0
    )
    assert due("10 days", happened=happened, reported=happened) == london(2026, 11, 12, 23, 59)


def test_when_it_happened_is_never_after_it_was_reported():
    reported = london(2026, 11, 2, 9, 0)
    assert happened_at(date(2026, 11, 2), time(9, 30), reported=reported) == reported
    assert happened_at(date(2026, 11, 1), None, reported=reported) == london(2026, 11, 1, 12, 0)


@pytest.mark.parametrize("nonsense", ["", "soon", "3", "-1 days", "3 fortnights", "3 days "])
def test_what_is_not_a_span_is_refused(nonsense):
    with pytest.raises(ValueError, match="Not a span"):
        parse(nonsense)


@given(
    start=st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(LONDON)),
    number=st.integers(0, 60),
    unit=st.sampled_from(["minute", "hour", "day", "working day", "week", "shift"]),
)
def test_windows_never_close_before_they_open(start, number, unit):
    span = f"{number} {unit}s"
    assert start <= opens(span, start) <= closes(span, start)
    assert closes(span, start) <= closes(f"{number + 1} {unit}s", start)


def test_a_day_begins_at_midnight_in_london_whatever_the_season():
    for month, utc in ((1, datetime(2026, 1, 9, 0, tzinfo=UTC)), (7, datetime(2026, 7, 8, 23, tzinfo=UTC))):
        assert start_of_day(london(2026, month, 9, 23, 59)) == start_of_day(utc) == utc
