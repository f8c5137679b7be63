"""From whom somebody never wants to hear: they neither lead, ask nor sit with them while there is
anybody else (R12, R80)."""

from collections.abc import Iterable
from datetime import datetime

from people.models import User
from support.models import Case, Preference


def avoided_by(cases: Iterable[Case]) -> set[int]:
    """The accounts that any of these would rather not hear from."""
    said = Preference.objects.filter(case__in=cases).exclude(never_from=[])
    return {pk for never in said.values_list("never_from", flat=True) for pk in never}


def avoided(case: Case) -> set[User]:
    never = avoided_by([case])
    return set(User.objects.filter(pk__in=never)) if never else set()


def named_in(wishes: Iterable[Preference]) -> dict[int, User]:
    """Account id to account, of all that any of these name."""
    never = {pk for wish in wishes for pk in wish.never_from}
    return User.objects.in_bulk(never) if never else {}


def names(wish: Preference | None) -> list[User]:
    """In order of name. No question where nobody is named."""
    return list(User.objects.filter(pk__in=wish.never_from)) if wish and wish.never_from else []


def carry(ended: Case, kept: Case, at: datetime) -> None:
    """Two reports of one thing: whom they named in the one that ends holds in the one that goes on."""
    never = avoided_by([ended])
    if never - avoided_by([kept]):
        wish = Preference.objects.filter(case=kept).first() or Preference(case=kept, set_at=at)
        wish.never_from = sorted({*wish.never_from, *never})
        wish._history_date = at
        wish.save()
