"""Who keeps the list of wider trends. Nothing else decides it; whoever sets the cause of a report marks it with them."""

from people.access import holds_everywhere
from people.models import User
from people.roles import RoleKind


def can_keep_trends(user: User) -> bool:
    """The list is the whole trust's."""
    return holds_everywhere(user, RoleKind.PREVENTION_LEAD)
