"""What an email carries beside its words. It is made when the email is made, so that nothing of it is stored.

A room says for which notices, by the first word of their keys, it has something to add.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

_makers: dict[str, Callable[[object], "Attachment | None"]] = {}


@dataclass(frozen=True)
class Attachment:
    """`kind` is the MIME type with its parameters: "text/calendar; method=REQUEST"."""

    name: str
    content: str
    kind: str


def attach_to(first_word: str, make: Callable[[object], Attachment | None]) -> None:
    """`make(notice)` gives what goes with a notice whose key begins so, as things stand by then, or None."""
    _makers[first_word] = make


def made_for(notices: Iterable) -> list[Attachment]:
    made = [_makers[word](notice) for notice in notices if (word := notice.key.partition(".")[0]) in _makers]
    return [one for one in made if one]
