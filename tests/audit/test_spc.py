"""Limits and signals of an XmR chart, against numbers worked out by hand."""

import pytest

from audit.spc import Limits, limits, unusual


def test_eleven_points_have_no_limits_and_twelve_have():
    assert limits([50] * 11) is None
    assert limits([50] * 12) is not None


def test_limits_are_the_mean_and_two_point_six_six_mean_moves():
    points = [50, 60] * 6

    usual = limits(points)

    assert usual.mean == 55
    assert usual.upper == pytest.approx(55 + 26.6)
    assert usual.lower == pytest.approx(55 - 26.6)


def test_limits_stay_within_what_is_possible():
    usual = limits([80, 100] * 6, ceiling=100)

    assert usual.upper == 100
    assert limits([1, 9] * 6).lower == 0


USUAL = Limits(mean=50, lower=38, upper=62)
UP_AND_DOWN = [48, 52, 51, 47]


@pytest.mark.parametrize(
    ("points", "stands_out"),
    [
        (UP_AND_DOWN, {}),
        ([*UP_AND_DOWN, 62], {}),
        ([*UP_AND_DOWN, 62.1], {4: "high"}),
        ([*UP_AND_DOWN, 37.9], {4: "low"}),
        ([44, 46, 48, 49, 51, 53, 55], dict.fromkeys(range(7), "high")),
        ([44, 46, 48, 49, 51, 53, 53], {}),
        ([55, 53, 51, 49, 48, 46, 44], dict.fromkeys(range(7), "low")),
        ([48, 59, 53, 59, 48], {1: "high", 3: "high"}),
        ([48, 59, 49, 59, 48], {}),
        ([49, 52, 51, 52, 51, 52, 51, 52, 49], dict.fromkeys(range(1, 8), "high")),
        ([49, 52, 51, 52, 51, 52, 51, 49], {}),
    ],
    ids=[
        "up and down",
        "on the limit",
        "above",
        "below",
        "seven rising",
        "six rising",
        "seven falling",
        "two in three near the top",
        "two in three on both sides",
        "seven above the mean",
        "six above the mean",
    ],
)
def test_what_stands_out(points, stands_out):
    sides = unusual(points, USUAL)

    assert {at: side for at, side in enumerate(sides) if side} == stands_out
