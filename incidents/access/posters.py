"""Who keeps the posters of which teams."""

from django.db.models import Q

from people.access import can_administer, holds
from people.models import User
from people.roles import MANAGERS, RoleKind

KEEPERS = (*MANAGERS, RoleKind.PREVENTION_LEAD)


def can_keep_posters(user: User) -> bool:
    return can_administer(user) or holds(user, *KEEPERS)


def poster_teams(user: User) -> Q:
    """Teams whose poster this user prints and replaces: their own, or all of them for administrators."""
    if can_administer(user):
        return ~Q(pk__in=[])
    roles = [role for role in user.current_roles if user.is_active and role.kind in KEEPERS]
    if any(role.team_id is None and role.site_id is None for role in roles):
        return ~Q(pk__in=[])
    return Q(pk__in=[role.team_id for role in roles if role.team_id]) | Q(
        site__in=[role.site_id for role in roles if role.site_id]
    )
