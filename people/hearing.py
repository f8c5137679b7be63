"""Who may still hear: what is about something that its reader can open no longer is neither sent nor shown.

A notice is written when something happens and leaves later: meanwhile a role ends, or its holder turns out to be part
of it (security.md E10). A room says which of its pages are so, and which rows stand behind them.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.db.models import BooleanField, Case, Exists, F, Func, OuterRef, QuerySet, UUIDField, Value, When
from django.db.models.functions import Cast

from people.models import User

UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


class Page(NamedTuple):
    path: str
    by: str
    open_to: Callable[[User], QuerySet]
    ending: str


_pages: list[Page] = []


def only_while_open(
    path: str, open_to: Callable[[User], QuerySet], *, by: str = "pk", ending: str = ""
) -> None:
    """Beneath `path` the link has an id, which is the field `by` of what `open_to(user)` finds.

    The pages with an `ending` are asked before the others beneath the same path.
    """
    _pages.append(Page(path, by, open_to, ending))
    _pages.sort(key=lambda page: len(page.ending), reverse=True)


def still_for(user: User, notices: QuerySet) -> QuerySet:
    """Without those that the user may hear no longer. It is part of the same query."""
    id_in_link = Cast(Func(F("link"), Value(UUID), function="SUBSTRING"), UUIDField())
    whens = [
        When(
            link__startswith=page.path,
            link__endswith=page.ending,
            behind_link__isnull=False,
            then=Exists(page.open_to(user).filter(**{page.by: OuterRef("behind_link")})),
        )
        for page in _pages
    ]
    may_hear = Case(*whens, default=Value(True), output_field=BooleanField())
    return notices.alias(behind_link=id_in_link).filter(may_hear)
