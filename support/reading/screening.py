"""The door through which occupational health reads what a colleague shared with them (security.md A5)."""

from django.shortcuts import get_object_or_404

from people.models import User
from people.trail import record
from support.models import Screening


def open_screening(user: User, pk) -> Screening:
    """Noted before it is shown; 404 for what is not shared, has been taken back, or is not there."""
    wanted = ("case__person__user", "case__team__site", "licence")
    found = get_object_or_404(Screening.objects.visible_to(user).select_related(*wanted), pk=pk)
    record("screening.read", by=user, subject=found)
    return found
