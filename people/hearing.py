"""Who may still hear: what is about something that its reader can open no longer is neither sent nor shown.

A notice is written when something happens and leaves later: meanwhile a role ends, or its holder turns out to be part
of it (security.md E10). A room says which of its pages are so, and which rows stand behind them.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from people.models import Notice, User

ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


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


def still_for(user: User, notices: Iterable[Notice]) -> list[Notice]:
    """Without those that the user may hear no longer: one question for each kind of page that is among them."""
    notices = list(notices)
    shut = _shut(user, {notice.link for notice in notices})
    return [notice for notice in notices if notice.link not in shut]


def unread(user: User) -> int:
    """How many they have not read, of those that they may still hear."""
    links = list(Notice.objects.filter(to=user, read_at=None).order_by().values_list("link", flat=True))
    shut = _shut(user, set(links))
    return sum(link not in shut for link in links)


def _shut(user, links):
    """Those of the links whose page is not open to the user."""
    asked = defaultdict(dict)
    for link in links:
        page, found = _page_of(link), ID.search(link)
        if page and found:
            asked[page][link] = UUID(found[0])
    shut = set()
    for page, ids in asked.items():
        rows = page.open_to(user).filter(**{f"{page.by}__in": set(ids.values())}).order_by()
        opened = set(rows.values_list(page.by, flat=True))
        shut |= {link for link, pk in ids.items() if pk not in opened}
    return shut


def _page_of(link):
    beneath = (page for page in _pages if link.startswith(page.path) and link.endswith(page.ending))
    return next(beneath, None)
