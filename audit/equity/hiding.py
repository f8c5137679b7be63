"""Hiding small groups so that they cannot be worked out either (security.md C1, C2).

The groups of a characteristic are parts of one whole: everybody who was affected is in one of them, and how many that were
can be known from other figures, or from the groups of another characteristic. A single hidden group would be what is left
over. So a larger group is hidden with small ones, and another where all of them together are fewer than sixteen: those who
have not said it, or else the last in the table. Never the next smallest, for that it is no larger than the others would say
too much. The tests go through every table there is up to a size with somebody who knows the whole exactly.
"""

from collections.abc import Collection

from audit.equity.counting import AFFECTED, SHARES
from audit.suppression import HIDDEN, SMALLEST_SHOWN, Figure, suppress
from people.equality.tallying import Tally

# So many in hidden groups together that none of them can be worked out.
ENOUGH = 2 * SMALLEST_SHOWN
# The rows of a year that are about everybody.
EVERYBODY, ANSWERED = "all", "answered"


def hidden(parts: dict[str, int], *, besides: Collection[str] = ()) -> set[str]:
    """Which parts of a whole are hidden. Those `besides` are hidden already, for another reason."""
    found = {key for key, number in parts.items() if 0 < number < SMALLEST_SHOWN} | set(besides)
    left = [key for key, number in parts.items() if number and key not in found]
    while found and left and not _cover_each_other([parts[key] for key in found]):
        found.add(left.pop())
    return found


def _cover_each_other(numbers):
    return sum(numbers) >= ENOUGH and max(numbers) >= SMALLEST_SHOWN


def shown(affected: int, answered: int, numbers: Tally) -> dict[str, Figure]:
    """Everything of a year that anybody may see, by "characteristic.group.what"."""
    share = suppress(answered, affected)
    if hidden({"answered": answered, "not": affected - answered}):
        share = Figure(HIDDEN, share.of)
    figures = {EVERYBODY: suppress(affected), ANSWERED: share}
    for characteristic, groups in numbers.items():
        figures |= {f"{characteristic}.{name}": figure for name, figure in _groups(groups).items()}
    return figures


def _groups(groups):
    """What is about a hidden group is hidden whatever it is: the people are few."""
    away = hidden(_parts(groups, AFFECTED))
    found = {
        f"{group}.{AFFECTED}": Figure(HIDDEN) if group in away else suppress(numbers[AFFECTED])
        for group, numbers in groups.items()
    }
    for share in SHARES.values():
        of_away = hidden(_parts(groups, share.out_of), besides=away)
        counted_away = hidden(_parts(groups, share.key), besides=of_away)
        for group, numbers in groups.items():
            figure = suppress(numbers[share.key], numbers[share.out_of])
            if group in of_away:
                figure = Figure(HIDDEN, HIDDEN)
            elif group in counted_away:
                figure = Figure(HIDDEN, figure.of)
            found[f"{group}.{share.key}"] = figure
    return found


def _parts(groups, name):
    return {group: numbers[name] for group, numbers in groups.items()}
