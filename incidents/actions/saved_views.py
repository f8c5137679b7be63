"""Keeping a way of looking at the list, calling it something else, and throwing it away."""

from django.db import transaction

from incidents import access
from incidents.forms.lists import tidied
from incidents.models import SavedView
from people.access import require
from people.models import User
from people.trail import record

MOST = 20


class TooManyViews(Exception):
    """Nobody needs more than twenty, and a page has to show them."""


class NameTaken(Exception):
    """Another of one's own views is called that."""


@transaction.atomic
def save_view(*, by: User, name: str, query: str, is_first: bool = False) -> SavedView:
    """Keep these filters. A name used before gets the new ones."""
    require(access.can_browse(by))
    mine = _locked(by)
    view = _called(name, mine)
    if view is None and len(mine) >= MOST:
        raise TooManyViews
    view = view or SavedView(by=by, name=name)
    view.query = tidied(query)
    _save(view, is_first)
    record("view.saved", by=by, subject=view)
    return view


@transaction.atomic
def change_view(view: SavedView, *, by: User, name: str, is_first: bool) -> SavedView:
    mine = _locked(by)
    view = next((one for one in mine if one.pk == view.pk), None)
    require(view is not None)
    if _called(name, mine) not in (None, view):
        raise NameTaken
    view.name = name
    _save(view, is_first)
    record("view.changed", by=by, subject=view)
    return view


@transaction.atomic
def delete_view(view: SavedView, *, by: User) -> None:
    view = next((one for one in _locked(by) if one.pk == view.pk), None)
    require(view is not None)
    record("view.deleted", by=by, subject=view)
    view.delete()


def _locked(by) -> list[SavedView]:
    """One's own views. Two tabs of one person wait for each other."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    return list(SavedView.objects.visible_to(by))


def _called(name, views):
    return next((view for view in views if view.name.casefold() == name.casefold()), None)


def _save(view, is_first):
    if is_first:
        SavedView.objects.filter(by=view.by, is_first=True).exclude(pk=view.pk).update(is_first=False)
    view.is_first = is_first
    view.save()
