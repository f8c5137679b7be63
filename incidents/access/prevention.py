"""Who keeps the log of what a team has done to prevent harassment by third parties. Nothing else decides this (R23)."""

from django.db.models import Q

from people.access import holds, over, over_teams
from people.models import Team, User
from people.roles import MANAGERS, RoleKind

KEEPERS = (*MANAGERS, RoleKind.PREVENTION_LEAD)


def prevention_visible_to(user: User) -> Q:
    return over(user, *KEEPERS)


def can_keep_prevention(user: User) -> bool:
    return holds(user, *KEEPERS)


def prevention_teams(user: User):
    """The teams whose log this user keeps."""
    return Team.objects.filter(over_teams(user, *KEEPERS)).select_related("site")
