"""What is open to somebody now, by what stands in the database. Each move gives an act to carry out, or None."""

from collections.abc import Callable
from functools import partial

MOVES: dict[str, tuple[int, Callable]] = {}


def move(often: int):
    """Register a move of one case, drawn `often` as often as one that says 1."""

    def add(find):
        MOVES[find.__name__] = often, find
        return find

    return add


def draw(story, case):
    """(name, act) of something that is open to this case now; (None, None) when nothing that was thought of is."""
    names, often = list(MOVES), [weight for weight, _ in MOVES.values()]
    for name in story.random.choices(names, often, k=12):
        if act := MOVES[name][1](story, case):
            return name, act
    return None, None


def pick(story, found):
    """Any of them, or None."""
    found = list(found)
    return story.random.choice(found) if found else None


def doing(action, *args, **said):
    return partial(action, *args, **said)
