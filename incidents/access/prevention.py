"""Who keeps the log of what a team has done to prevent harassment by third parties. Nothing else decides this (R23)."""

from django.db.models import Q

from people.access import holds, over
from people.models import Team, User
from people.roles import MANAGERS, RoleKind

KEEPERS = (*MANAGERS, RoleKind.PREVENTION_LEAD)


def prevention_visible_to(user: User) -> Q:
    return over(user, *KEEPERS)


def can_keep_prevention(user: User) -> bool:
    return holds(user, *KEEPERS)


def prevention_teams(user: User):
    """The teams whose log this user keeps."""
    roles = [role for role in user.current_roles if user.is_active and role.kind in KEEPERS]
    teams = Team.objects.select_related("site")
    if any(role.team_id is None and role.site_id is None for role in roles):
        return teams
    return teams.filter(
        Q(pk__in=[role.team_id for role in roles if role.team_id])
        | Q(site__in=[role.site_id for role in roles if role.site_id])
    )
