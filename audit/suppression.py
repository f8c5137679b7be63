"""Small numbers are hidden before anything is stored, drawn, said or sent (R70; security.md C1, C2).

The rule of NHS England's hospital statistics (B15): 0 is shown, 1 to 7 is hidden, the rest is rounded to the
nearest 5. A figure about 1 to 7 people is hidden whatever it is.

Totals are worked out from figures already hidden and rounded, never from the true ones. True totals leak even
when they are rounded: parts of 12 and 7 with a total of 19 would be shown as 10, hidden and 20, so the hidden
one is 6 or 7.
"""

from dataclasses import dataclass
from typing import Literal

HIDDEN: Literal["*"] = "*"
SMALLEST_SHOWN = 8
# What a hidden figure counts as in a total: the middle of 1 to 7.
MIDDLE = 4

Shown = int | Literal["*"]


@dataclass(frozen=True)
class Figure:
    """A figure anybody may see: so many `counted`, `of` so many (None for a plain count)."""

    counted: Shown
    of: Shown | None = None

    @property
    def is_hidden(self) -> bool:
        return self.counted == HIDDEN

    @property
    def percent(self) -> Shown | None:
        """Whole percent, made from the rounded numbers. None when there is nothing to divide by."""
        if not self.of:
            return None
        if self.counted == HIDDEN or self.of == HIDDEN:
            return HIDDEN
        return round(100 * self.counted / self.of)

    @property
    def value(self) -> Shown | None:
        """What a chart draws: the percent where there is one, else the count."""
        return self.counted if self.of is None else self.percent


def suppress(counted: int, of: int | None = None) -> Figure:
    """The only way from a true number to one that is shown."""
    if of is None:
        return Figure(_shown(counted))
    if 0 < of < SMALLEST_SHOWN:
        return Figure(HIDDEN, HIDDEN)
    return Figure(_shown(counted), _shown(of))


def total(figures: list[Figure]) -> Figure:
    """All parts together, from what is shown of them.

    In a count each hidden part counts as 4, so the total is about right. In a share the parts with something
    hidden are left out. Hidden when nothing but small numbers is there.
    """
    if all(figure.of is None for figure in figures):
        return _total_count([figure.counted for figure in figures])
    whole = [figure for figure in figures if HIDDEN not in (figure.counted, figure.of)]
    of = sum(figure.of for figure in whole)
    if not of and len(whole) < len(figures):
        return Figure(HIDDEN, HIDDEN)
    return Figure(sum(figure.counted for figure in whole), of)


def _total_count(parts):
    known = sum(part for part in parts if part != HIDDEN)
    hidden = sum(part == HIDDEN for part in parts)
    if hidden and not known:
        return Figure(HIDDEN)
    return Figure(_nearest_five(known + MIDDLE * hidden))


def _shown(number):
    if number == 0:
        return 0
    return HIDDEN if number < SMALLEST_SHOWN else _nearest_five(number)


def _nearest_five(number):
    return 5 * ((number + 2) // 5)
