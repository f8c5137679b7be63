"""Who may see and do what with incidents. Nothing else decides this.

Design §5. Sealed reports are seen by the one they were sent to and their reporter; somebody said to have done it sees
nothing of it whatever their role (security.md A3).
"""

from django.db.models import Q

from people.access import holds, over
from people.models import User
from people.roles import MANAGERS, PANEL, RoleKind


def visible_to(user: User) -> Q:
    if not user.is_active:
        return Q(pk__in=[])
    own = Q(reporter=user) | Q(sealed_to=user)
    by_role = over(user, *MANAGERS, *PANEL, RoleKind.PREVENTION_LEAD)
    return (own | (by_role & Q(is_sealed=False))) & ~Q(alleged__user=user)


def can_report(user: User) -> bool:
    """Anybody who works here (R26)."""
    return user.is_active


def can_import(user: User) -> bool:
    """The old system's export holds what happened to people, so it is not the administrator's to bring in."""
    return holds(user, RoleKind.PREVENTION_LEAD)


def can_see_who_reported(user: User, incident) -> bool:
    return user.pk == incident.reporter_id or holds(user, RoleKind.PREVENTION_LEAD, *MANAGERS) or user.pk == incident.sealed_to_id
