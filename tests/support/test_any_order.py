"""Whatever people do, in whatever order, over many cases at once: nobody is dropped and nothing impossible happens.

`make test` tells a few stories of a hundred cases each; `./dev test tests/support/test_any_order.py --cases 5000` as many
as you say. A story that fails is told again with `--story` and the number that the failure names.
"""

from collections import Counter
from random import Random
from unittest import mock

import pytest
import time_machine
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.support.any_order.place import START, Place
from tests.support.any_order.story import Story

A_STORY = 100  # cases in one
FEW = 200


@pytest.fixture
def place(trust):
    with time_machine.travel(START, tick=False):
        yield Place(trust)


@pytest.mark.claim("D4")
@pytest.mark.framework("R10", "R18", "R36")
def test_nobody_is_dropped_and_nothing_impossible_happens(place, pytestconfig):
    tally, again = Counter(), pytestconfig.getoption("--story")

    @settings(
        max_examples=max(1, pytestconfig.getoption("--cases") // A_STORY),
        deadline=None,
        database=None,
        derandomize=pytestconfig.getoption("--cases")
        == FEW,  # the same few stories each time, but for who asks for more
        phases=[Phase.generate],  # a shorter story is another story
        suppress_health_check=list(HealthCheck),
    )
    @given(number=st.integers(0, 2**32) if again is None else st.just(again))
    def tell(number):
        with transaction.atomic():
            _tell(place, number, tally)
            transaction.set_rollback(True)

    tell()
    print(dict(sorted(tally.items())))
    done, refused = _counted(tally)
    assert done > tally["cases"] * 2, "several things are done about each case, or it proves little"
    assert refused < done / 20, f"what is open to somebody is allowed: {tally}"


def _tell(place, number, tally):
    ids = Random(number).randbytes  # the same story has the same ids, so that it can be told again
    with time_machine.travel(START, tick=False) as clock, mock.patch("os.urandom", ids):
        story = Story(place, Random(number), tally, clock)
        with connection.execute_wrapper(story.writes):
            story.tell()
    tally["cases"] += len(story.cases)
    done, refused = _counted(tally)
    print(f"story {number}: {tally['cases']} cases, {done} acts done, {refused} refused", flush=True)


def _counted(tally):
    """How much was done, and how much that seemed open to somebody was refused."""
    refused = sum(
        count for name, count in tally.items() if name.startswith("refused ") and "wrong:" not in name
    )
    done = sum(count for name, count in tally.items() if not name.startswith("refused ") and name != "cases")
    return done, refused
