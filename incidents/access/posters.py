"""Who keeps the posters of which teams."""

from django.db.models import Q

from people.access import can_administer, holds, over_teams
from people.models import User
from people.roles import MANAGERS, RoleKind

KEEPERS = (*MANAGERS, RoleKind.PREVENTION_LEAD)


def can_keep_posters(user: User) -> bool:
    return can_administer(user) or holds(user, *KEEPERS)


def poster_teams(user: User) -> Q:
    """Teams whose poster this user prints and replaces: their own, or all of them for administrators."""
    if can_administer(user):
        return ~Q(pk__in=[])
    return over_teams(user, *KEEPERS)
