"""Who may change the pathway, for the whole trust or for one site, and whose cases a change is tried out against.

Administrators run the settings without seeing anybody's support: they get counts, and never of what was reported in
confidence, for a count could say that there is something (security.md I3).
"""

from django.db.models import Q

from people.models import User
from people.roles import RoleKind
from support.access.cases import _PROTECTED, visible_to

SETTERS = (RoleKind.ADMINISTRATOR, RoleKind.PREVENTION_LEAD)


def can_set_pathway(user: User, site) -> bool:
    """For one site a role over it is enough; for the whole trust (None) the role must be over all of it."""
    places = {None, site.pk if site else None}
    return user.is_active and any(
        role.kind in SETTERS and role.team_id is None and role.site_id in places
        for role in user.current_roles
    )


def can_see_settings(user: User) -> bool:
    return user.is_active and any(
        role.kind in SETTERS and role.team_id is None for role in user.current_roles
    )


def not_in_confidence() -> Q:
    return Q(person__incident__is_sealed=False) & ~_PROTECTED


def counted_for(user: User) -> Q:
    """The cases that a preview counts: those a lead may open, for an administrator all but those in confidence."""
    is_administrator = any(role.kind == RoleKind.ADMINISTRATOR for role in user.current_roles)
    return not_in_confidence() if is_administrator else visible_to(user) & not_in_confidence()
