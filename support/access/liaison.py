"""Who may know and keep the contacts in the police and the prosecution service."""

from django.db.models import Q

from people.access import holds
from people.models import User
from people.roles import MANAGERS, RoleKind

READERS = (
    *MANAGERS,
    RoleKind.CASE_LEAD,
    RoleKind.PREVENTION_LEAD,
    RoleKind.SEXUAL_SAFETY_LEAD,
    RoleKind.FTSU_GUARDIAN,
)


def can_see_liaison(user: User) -> bool:
    """Those whose role is to look after colleagues; whom to ask in the police is no secret among them."""
    return holds(user, *READERS)


def liaison_visible_to(user: User) -> Q:
    if can_keep_liaison(user):
        return ~Q(pk__in=[])
    return Q(retired_at=None) if can_see_liaison(user) else Q(pk__in=[])


def can_keep_liaison(user: User) -> bool:
    return holds(user, RoleKind.PREVENTION_LEAD)
