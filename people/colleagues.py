"""Finding the colleague somebody means, from a name, a work email or a staff number."""

from django.db.models import Q, Value
from django.db.models.functions import Concat

from people.models import User

MOST = 8


def exactly(words: str) -> User | None:
    """The one active colleague with this email, this staff number or exactly this full name; None when not
    just one."""
    words = " ".join(words.split())
    if not words or not _storable(words):
        return None
    same = Q(email__iexact=words) | Q(employee_number__iexact=words) | Q(whole_name__iexact=words)
    found = list(_active().filter(same)[:2])
    return found[0] if len(found) == 1 else None


def like(words: str) -> list[User]:
    """Up to eight active colleagues whose names hold every one of these words, in order of name."""
    if not words.strip() or not _storable(words):
        return []
    found = _active()
    for word in words.split()[:5]:
        found = found.filter(Q(first_name__icontains=word) | Q(last_name__icontains=word))
    return list(found[:MOST])


def _active():
    return (
        User.objects.filter(is_active=True)
        .annotate(whole_name=Concat("first_name", Value(" "), "last_name"))
        .select_related("team")
        .order_by("last_name", "first_name", "pk")
    )


def _storable(words):
    return "\x00" not in words and not any("\ud800" <= letter <= "\udfff" for letter in words)
