"""Two years of Europe/London: when the clocks change nothing is skipped, repeated or sent at night."""

from datetime import UTC, datetime, time, timedelta
from itertools import groupby, pairwise
from numbers import Number

import pytest
from celery.utils.time import remaining
from django.conf import settings

from people.chasing import morning
from people.deadlines import LONDON, add_working_days, by_day, is_working_day, next_digest, open_digest
from support import deadlines
from support.chases import SAME_SHIFT
from support.pathway import STAGES

pytestmark = [pytest.mark.fault, pytest.mark.claim("E5"), pytest.mark.xdist_group("every minute")]

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
BEGIN, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
# Half a day each side of every change: the last Sundays of March and October, at 01:00 UTC.
CHANGES = [datetime(year, month, day, 1, tzinfo=UTC) for year, month, day in
           [(2026, 3, 29), (2026, 10, 25), (2027, 3, 28), (2027, 10, 31)]]  # fmt: skip
SPANS = sorted(
    {span for stage in STAGES.values() for span in (stage.opens, stage.closes) if span} | {"2 working days"}
)


def moments(begin, end, step):
    while begin < end:
        yield begin
        begin += step


def around_the_changes(reach):
    """Every minute that is no further from a change of the clocks."""
    for change in CHANGES:
        yield from moments(change - reach, change + reach, MINUTE)


def days():
    return [BEGIN.date() + timedelta(days=number) for number in range((END - BEGIN).days)]


def on_the_wall(day, hour, minute=0):
    return datetime.combine(day, time(hour, minute), LONDON)


def soon(at):
    """`by_day`, and None for "now"."""
    leaves = by_day(at)
    return None if leaves is at else leaves


def digest(at):
    """`open_digest`, and None for "now"."""
    day, leaves = open_digest(at)
    return day, None if leaves is at else leaves


@pytest.fixture(scope="module")
def runs():
    """What each says, and for how many minutes on end, over all of the 1,051,200 minutes of two years."""
    found = {of: [] for of in (next_digest, morning, soon, digest)}
    for day in days():
        begin = datetime.combine(day, time(), UTC)
        minutes = [(begin + minute * MINUTE).astimezone(LONDON) for minute in range(24 * 60)]
        for of, runs in found.items():
            for said, group in groupby(map(of, minutes)):
                if not runs or runs[-1][0] != said:
                    runs.append([said, 0])
                runs[-1][1] += len(list(group))
    return found


def between(*changes):
    """The runs there should be: (what is said, until when) in order, from the beginning; the last one is cut off."""
    begin, found = BEGIN, []
    for said, until in changes:
        found.append([said, (min(until, END) - begin) // MINUTE])
        begin = until.astimezone(UTC)
    return [run for run in found if run[1] > 0]


def through_the_days(*parts):
    """Each part is (what is said of a day, the hour and minute of it until which that holds)."""
    whole = [*days(), END.date()]
    return between(*((says(day), on_the_wall(day, *until)) for day in whole for says, until in parts))


def test_the_moments_hold_four_changes_of_the_clock():
    offsets = [at.astimezone(LONDON).utcoffset() for at in moments(BEGIN, END, HOUR)]

    assert sum(before != after for before, after in pairwise(offsets)) == len(CHANGES)


def test_in_every_minute_of_two_years_the_next_digest_is_the_next_eight_o_clock(runs):
    """And there is one each day, whether that has 23, 24 or 25 hours."""
    assert sum(minutes for _, minutes in runs[next_digest]) == 1_051_200
    assert runs[next_digest] == through_the_days((lambda day: on_the_wall(day, 8), (8,)))


def test_in_every_minute_of_two_years_a_reminder_is_written_at_the_next_half_past_seven(runs):
    """`morning` at 07:30 is that moment itself, so the minute belongs to it."""
    assert runs[morning] == through_the_days((lambda day: on_the_wall(day, 7, 30), (7, 31)))


def test_in_every_minute_of_two_years_nothing_leaves_at_night_and_by_day_all_at_once(runs):
    by_day = [(lambda day: on_the_wall(day, 7), (7,)), (lambda day: None, (21,))]
    digests = [(lambda day: (day, on_the_wall(day, 8)), (8,)), (lambda day: (day, None), (21,))]

    assert runs[soon] == through_the_days(*by_day)
    assert runs[digest] == through_the_days(*digests)


def test_what_is_urgent_is_chased_in_real_hours():
    for at in around_the_changes(12 * HOUR):
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
        if unit == "working day":
            assert local.date() == add_working_days(deadlines.shift_day(at), number)
            assert is_working_day(local.date())
            assert (local.hour, local.minute) == (23, 59)
        if unit == "shift" and number == 0:
            assert timedelta(0) < closes - at <= 13 * HOUR
            assert (local.hour, local.minute) in ((8, 0), (20, 0))


def test_hours_are_real_hours_whatever_the_clocks_do():
    """Every hour of two years, and every minute whose 72 hours hold a change."""
    for start in [*moments(BEGIN, END, HOUR), *around_the_changes(73 * HOUR)]:
        closes = deadlines.closes("72 hours", start.astimezone(LONDON))
        assert closes.astimezone(UTC) - start == 72 * HOUR


def test_beat_ticks_at_intervals_and_in_utc():
    """A crontab in Europe/London skips an hour in autumn; an interval has no time of day to skip."""
    intervals = [entry["schedule"] for entry in settings.CELERY_BEAT_SCHEDULE.values()]

    assert settings.CELERY_TIMEZONE == "UTC"
    assert intervals
    assert all(isinstance(interval, Number | timedelta) for interval in intervals)


def test_after_any_tick_the_next_is_one_interval_away():
    """Celery's own reckoning, for times of Europe/London: every tick of an hour in two years, and for each of our
    intervals every minute of the nights when the clocks change."""
    ticks = [at.astimezone(LONDON) for at in moments(BEGIN, END, HOUR)]
    assert all(remaining(last, HOUR, now) == timedelta(0) for last, now in pairwise(ticks))
    nights = [at.astimezone(LONDON) for at in around_the_changes(12 * HOUR)]
    for seconds in {entry["schedule"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}:
        interval = timedelta(seconds=seconds)
        for last in nights:
            now = (last.astimezone(UTC) + interval / 2).astimezone(LONDON)
            assert remaining(last, interval, now) == interval / 2


def test_two_years_hold_the_bank_holidays_of_england():
    """Those of England that fall on a weekday, written down by hand."""
    off = [day.isoformat() for day in days() if day.weekday() < 5 and not is_working_day(day)]

    assert off == [
        *("2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31"),
        *("2026-12-25", "2026-12-28"),
        *("2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30"),
        *("2027-12-27", "2027-12-28"),
    ]
