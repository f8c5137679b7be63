"""Whatever is promised has a time, somebody who owes it and somebody further up who hears when it is not kept (R10, R84)."""

from datetime import datetime, timedelta

import pytest

from people.chasing import OWNER, UP
from people.deadlines import LONDON, is_working_day
from support.deadlines import closes, shift_day
from support.help import TRACKS
from support.owed import KINDS, kind_of
from support.pathway import STAGES
from support.suggestions import SUGGESTIONS

KEYS = {
    "stage": [f"stage.{key}" for key in STAGES],
    "check_in": ["check_in.1", "check_in.12"],
    "do": [f"do.{key}" for key in SUGGESTIONS],
    "help": [f"help.{track.key}.1.{part}" for track in TRACKS.values() for part in track.parts],
}
ALL = [key for kind in KINDS for key in KEYS.get(kind, [f"{kind}.1"])]
NOW = datetime(2026, 11, 18, 15, 0, tzinfo=LONDON)
# Both nights when the clocks change, and the days about Christmas and Easter with their bank holidays.
NIGHTS = [datetime(2026, 3, 28, 22, 0, tzinfo=LONDON), datetime(2026, 10, 24, 22, 0, tzinfo=LONDON)]
HOLIDAYS = [datetime(2026, 12, 23, 10, 0, tzinfo=LONDON), datetime(2026, 4, 2, 10, 0, tzinfo=LONDON)]


@pytest.mark.framework("R10", "R84")
@pytest.mark.parametrize("key", ALL)
def test_it_is_told_to_its_owner_and_then_to_somebody_further_up_for_as_long_as_it_is_not_kept(key):
    clock = kind_of(key).clock(key)
    opens, due = NOW, NOW + timedelta(days=3)
    heard, at = [], NOW
    for sent in range(14):
        at = clock.next_at(opens, due, at=at, sent=sent)
        heard += clock.lines(sent)
        assert at > NOW, "never at the moment it is promised"
    assert OWNER in heard, "its owner hears of it"
    assert heard[-1] == UP, "it goes on climbing until it is kept"
    assert heard.count(UP) >= 3


@pytest.mark.claim("E5")
@pytest.mark.parametrize("key", ALL)
@pytest.mark.parametrize("night", NIGHTS)
def test_reminders_keep_their_hour_on_the_nights_when_the_clocks_change(key, night):
    clock = kind_of(key).clock(key)
    at = night
    for sent in range(6):
        following = clock.next_at(night, night + timedelta(days=2), at=at, sent=sent)
        assert following > at
        if not clock.urgent:
            assert (following.astimezone(LONDON).hour, following.astimezone(LONDON).minute) == (7, 30)
        at = following


@pytest.mark.claim("E5")
@pytest.mark.parametrize("start", [*NIGHTS, *HOLIDAYS])
@pytest.mark.parametrize("number", [1, 2, 5, 10])
def test_working_days_pass_over_weekends_and_bank_holidays_in_every_rule(start, number):
    end = closes(f"{number} working days", start)
    between = [
        shift_day(start) + timedelta(days=one) for one in range(1, (end.date() - shift_day(start)).days + 1)
    ]

    assert is_working_day(end.date())
    assert sum(map(is_working_day, between)) == number
    assert (end.astimezone(LONDON).hour, end.astimezone(LONDON).minute) == (23, 59)


def test_a_shift_past_midnight_belongs_to_the_day_it_began():
    late, early = datetime(2026, 10, 24, 23, 0, tzinfo=LONDON), datetime(2026, 10, 25, 5, 0, tzinfo=LONDON)

    for span in ("3 days", "2 working days", "1 week"):
        assert closes(span, late) == closes(span, early)
