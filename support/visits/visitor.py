"""Somebody who acts on their own case without an account."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Visitor:
    """Whoever came in by a door (support/visits/door.py): the person of this case, for this purpose and nothing else.

    It stands where an account stands in `by=`; rows and the trail then name nobody (`account_of`). `by_hand` says that
    the link was not sent to their own address but handed over by somebody: what is theirs alone stays shut.
    `address` is the keyed hash of the address that it was sent to.
    """

    case: object
    purpose: str = "own"
    by_hand: bool = False
    address: str = ""

    pk: ClassVar[None] = None
    id: ClassVar[None] = None
    is_active: ClassVar[bool] = True
    is_authenticated: ClassVar[bool] = False
    is_anonymous: ClassVar[bool] = True
    is_visitor: ClassVar[bool] = True

    def __str__(self):
        return "The person themselves, by a link"

    @property
    def asks_only(self) -> bool:
        """Come to answer one question, on a page that shows nothing: somebody with an account may do that too (R12)."""
        return self.purpose.startswith("check_in.")

    def may(self, purpose: str) -> bool:
        """The door to everything of their own opens each part of it; any other opens what it was made for."""
        return self.purpose in ("own", purpose)


def account_of(by):
    """What goes into a column of accounts: nobody for a visitor."""
    return None if by is None or getattr(by, "is_visitor", False) else by
