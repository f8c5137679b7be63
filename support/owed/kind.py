"""What a kind of promise is made of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from people.chasing import Clock
from people.models import User
from support.models import Case


@dataclass(frozen=True)
class Owed:
    """One thing owed now. `owner` None is whoever looks after the case.

    `about` is what else the promise points to, by field: {"help": help}.
    """

    opens_at: datetime
    due_at: datetime
    owner: User | None = None
    about: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Kind:
    """`key` is the first word of its promises' keys ("stage" of "stage.defusing").

    `owed` finds all that a case owes of this kind, by full key, from rows beside the case that planning names; None for
    what is promised and kept by hand. `words` and `link` tell whoever owes it what to do and where; `clock`
    says when who is chased. `is_open_to` says whether somebody may open where it is recorded; None means the
    case itself, which those who may open it hear about and nobody else.
    """

    key: str
    words: Callable[[object, str], str]
    link: Callable[[object], str]
    clock: Callable[[str], Clock]
    owed: Callable[[Case], dict[str, Owed]] | None = None
    is_open_to: Callable[[User, object], bool] | None = None
