"""Who may still hear: what is about something that its reader can open no longer is neither sent nor shown.

A notice is written when something happens and leaves later: meanwhile a role ends, or its holder turns out to be part
of it (security.md E10). A room says which of its pages are so, and which rows stand behind them.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db.models import QuerySet

from people.models import Notice, User

ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Page(NamedTuple):
    path: str
    by: str
    open_to: Callable[[User], QuerySet]
    ending: str
    row: re.Pattern


_pages: list[Page] = []


def only_while_open(
    path: str,
    open_to: Callable[[User], QuerySet],
    *,
    by: str = "pk",
    ending: str = "",
    row: re.Pattern = ID,
) -> None:
    """Beneath `path` the link has what `row` finds, which is the field `by` of what `open_to(user)` finds.

    The pages with an `ending` are asked before the others, and those beneath a longer path before those above.
    """
    _pages.append(Page(path, by, open_to, ending, row))
    _pages.sort(key=lambda page: (len(page.ending), len(page.path)), reverse=True)


def still_for(user: User, notices: Iterable[Notice]) -> list[Notice]:
    """Without those that the user may hear no longer: one question for each kind of page that is among them."""
    notices = list(notices)
    shut = _shut(user, {notice.link for notice in notices})
    return [notice for notice in notices if notice.link not in shut]


def link_for(user: User, link: str) -> str:
    """The link, or none for somebody to whom it is not open: they are to hear of it all the same."""
    return "" if _shut(user, {link}) else link


def unread(user: User) -> int:
    """How many they have not read, of those that they may still hear."""
    links = list(Notice.objects.filter(to=user, read_at=None).order_by().values_list("link", flat=True))
    shut = _shut(user, set(links))
    return sum(link not in shut for link in links)


def _shut(user, links):
    """Those of the links whose page is not open to the user."""
    asked = defaultdict(dict)
    for link in links:
        page = _page_of(link)
        if page and (found := page.row.search(link)):
            asked[page][link] = found[0]
    shut = set()
    for page, ids in asked.items():
        rows = page.open_to(user).filter(**{f"{page.by}__in": set(ids.values())}).order_by()
        opened = set(map(str, rows.values_list(page.by, flat=True)))
        shut |= {link for link, pk in ids.items() if pk not in opened}
    return shut


def _page_of(link):
    beneath = (page for page in _pages if link.startswith(page.path) and link.endswith(page.ending))
    return next(beneath, None)
