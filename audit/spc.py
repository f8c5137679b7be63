"""What is usual and what is not: an XmR chart's limits and its four signals (domain.md B14). Pure functions.

Limits use every point and no point is screened out first, as in NHS England's own workbook.
"""

from collections.abc import Sequence
from dataclasses import dataclass

POINTS_NEEDED = 12
RUN = 7


@dataclass(frozen=True)
class Limits:
    mean: float
    lower: float
    upper: float


def limits(points: Sequence[float], *, floor: float = 0, ceiling: float | None = None) -> Limits | None:
    """Mean ± 2.66 × the mean moving range, kept within what is possible. None under twelve points."""
    if len(points) < POINTS_NEEDED:
        return None
    mean = sum(points) / len(points)
    moves = [abs(later - earlier) for earlier, later in zip(points, points[1:], strict=False)]
    reach = 2.66 * sum(moves) / len(moves)
    upper = mean + reach if ceiling is None else min(ceiling, mean + reach)
    return Limits(mean, max(floor, mean - reach), upper)


def unusual(points: Sequence[float], usual: Limits) -> list[str]:
    """For each point "high", "low" or "" (nothing but the usual up and down).

    A point is unusual when it is outside the limits, or in a trend of 7, or one of 2 in 3 near the same limit
    (with all three on that side of the mean), or in a run of 7 on one side of the mean. The first of these
    that holds decides.
    """
    found = [""] * len(points)
    for signal in (_outside, _trends, _near_a_limit, _runs):
        for at, side in signal(points, usual):
            found[at] = found[at] or side
    return found


def _outside(points, usual):
    for at, point in enumerate(points):
        if point > usual.upper:
            yield at, "high"
        elif point < usual.lower:
            yield at, "low"


def _trends(points, usual):
    for at in range(len(points) - RUN + 1):
        steps = [points[i + 1] - points[i] for i in range(at, at + RUN - 1)]
        if all(step > 0 for step in steps):
            yield from ((i, "high") for i in range(at, at + RUN))
        elif all(step < 0 for step in steps):
            yield from ((i, "low") for i in range(at, at + RUN))


def _near_a_limit(points, usual):
    near_top = usual.mean + (usual.upper - usual.mean) * 2 / 3
    near_bottom = usual.mean - (usual.mean - usual.lower) * 2 / 3
    for at in range(len(points) - 2):
        three = range(at, at + 3)
        high = [i for i in three if points[i] > near_top]
        low = [i for i in three if points[i] < near_bottom]
        if len(high) >= 2 and all(points[i] > usual.mean for i in three):
            yield from ((i, "high") for i in high)
        elif len(low) >= 2 and all(points[i] < usual.mean for i in three):
            yield from ((i, "low") for i in low)


def _runs(points, usual):
    for at in range(len(points) - RUN + 1):
        run = range(at, at + RUN)
        if all(points[i] > usual.mean for i in run):
            yield from ((i, "high") for i in run)
        elif all(points[i] < usual.mean for i in run):
            yield from ((i, "low") for i in run)
