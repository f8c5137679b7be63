"""Two years of Europe/London: when the clocks change nothing is skipped, repeated or sent at night."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from numbers import Number

import pytest
from celery.utils.time import remaining
from django.conf import settings

from people.chasing import morning
from people.deadlines import LONDON, by_day, is_working_day, next_digest, open_digest
from support import deadlines
from support.chases import SAME_SHIFT
from support.pathway import STAGES

pytestmark = [pytest.mark.fault, pytest.mark.claim("E5")]

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
BEGIN, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
# Half a day each side of every change: the last Sundays of March and October, at 01:00 UTC.
CHANGES = [datetime(year, month, day, 1, tzinfo=UTC) for year, month, day in
           [(2026, 3, 29), (2026, 10, 25), (2027, 3, 28), (2027, 10, 31)]]  # fmt: skip
SPANS = sorted({span for stage in STAGES.values() for span in (stage.opens, stage.closes) if span})


def moments(begin, end, step):
    while begin < end:
        yield begin
        begin += step


def every_moment():
    """Every quarter of an hour of the two years, and every minute of the nights when the clocks change."""
    yield from moments(BEGIN, END, 15 * MINUTE)
    for change in CHANGES:
        yield from moments(change - 12 * HOUR, change + 12 * HOUR, MINUTE)


def test_the_moments_hold_four_changes_of_the_clock():
    offsets = [at.astimezone(LONDON).utcoffset() for at in moments(BEGIN, END, HOUR)]

    assert sum(before != after for before, after in pairwise(offsets)) == len(CHANGES)


def test_every_day_has_one_digest_at_eight():
    digests = Counter(next_digest(at) for at in moments(BEGIN, END, 15 * MINUTE))

    days = [digest.date() for digest in sorted(digests)]
    assert days[0] == BEGIN.date()
    assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(days))
    assert {(digest.hour, digest.minute) for digest in digests} == {(8, 0)}


def test_a_notice_waits_a_day_and_an_hour_at_most_and_is_never_sent_at_night():
    for at in every_moment():
        assert timedelta(0) < next_digest(at) - at <= 25 * HOUR
        for leaves in (by_day(at), open_digest(at)[1]):
            assert at <= leaves <= at + 12 * HOUR
            assert 7 <= leaves.astimezone(LONDON).hour < 21
        assert open_digest(at)[0] == open_digest(at)[1].astimezone(LONDON).date()


def test_a_chase_is_never_in_the_past_and_in_the_morning_unless_it_is_urgent():
    for at in every_moment():
        written = morning(at)
        assert timedelta(0) <= written - at.astimezone(LONDON) <= timedelta(days=1)
        assert (written.hour, written.minute) == (7, 30)
        assert SAME_SHIFT.next_at(at, at, at=at) == at + HOUR


@pytest.mark.parametrize("span", SPANS)
def test_a_window_ends_on_the_day_it_should_at_the_end_of_a_day_by_the_clock_on_the_wall(span):
    number, unit = deadlines.parse(span)
    before = None
    for at in moments(BEGIN, END, HOUR):
        opens, closes = deadlines.opens(span, at), deadlines.closes(span, at)
        assert opens >= at
        assert closes >= opens or unit in ("minute", "hour")
        assert before is None or closes >= before
        before = closes
        local = closes.astimezone(LONDON)
        if unit == "day":
            assert local.date() - deadlines.shift_day(at) == timedelta(days=number)
            assert (local.hour, local.minute) == (23, 59)
        if unit == "shift" and number == 0:
            assert timedelta(0) < closes - at <= 13 * HOUR
            assert (local.hour, local.minute) in ((8, 0), (20, 0))


def test_hours_are_real_hours_whatever_the_clocks_do():
    for start in moments(BEGIN, END, HOUR):
        closes = deadlines.closes("72 hours", start.astimezone(LONDON))
        assert closes.astimezone(UTC) - start == 72 * HOUR


def test_beat_ticks_at_intervals_and_in_utc():
    """A crontab in Europe/London skips an hour in autumn; an interval has no time of day to skip."""
    intervals = [entry["schedule"] for entry in settings.CELERY_BEAT_SCHEDULE.values()]

    assert settings.CELERY_TIMEZONE == "UTC"
    assert intervals
    assert all(isinstance(interval, Number | timedelta) for interval in intervals)


@pytest.mark.parametrize("changes", CHANGES)
def test_after_any_minute_of_the_nights_of_change_the_next_tick_is_one_interval_away(changes):
    """Celery's own reckoning, for times of Europe/London. Nothing else in two years differs from one minute to the next."""
    for seconds in {entry["schedule"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}:
        interval = timedelta(seconds=seconds)
        for last in moments(changes - 12 * HOUR, changes + 12 * HOUR, MINUTE):
            now = (last + interval / 2).astimezone(LONDON)
            assert remaining(last.astimezone(LONDON), interval, now) == interval / 2


def test_two_years_hold_the_bank_holidays_of_england():
    """Those of England that fall on a weekday, written down by hand."""
    days = [BEGIN.date() + timedelta(days=number) for number in range((END - BEGIN).days)]
    off = [day.isoformat() for day in days if day.weekday() < 5 and not is_working_day(day)]

    assert off == [
        *("2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31"),
        *("2026-12-25", "2026-12-28"),
        *("2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30"),
        *("2027-12-27", "2027-12-28"),
    ]
