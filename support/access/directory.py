"""Who may read the directory of help and who keeps it."""

from django.db.models import Q

from people.access import first_holders, holds
from people.models import Role, User
from people.roles import RoleKind

KEEPERS = (RoleKind.PREVENTION_LEAD, RoleKind.OCCUPATIONAL_HEALTH, RoleKind.ADMINISTRATOR)
# Who hears of an entry when its keeper does not check it, and takes it over when they leave.
ANSWER_FOR_IT = (RoleKind.PREVENTION_LEAD, RoleKind.ADMINISTRATOR)


def service_visible_to(user: User) -> Q:
    """Everybody finds what has been checked; its keepers see all of it, retired entries too."""
    if not user.is_active:
        return Q(pk__in=[])
    return ~Q(pk__in=[]) if can_keep_directory(user) else Q(verified_at__isnull=False, retired_at=None)


def can_keep_directory(user: User) -> bool:
    """Add, change, check and retire entries, and say how long the wait is."""
    return holds(user, *KEEPERS)


def keepers():
    """Active colleagues an entry can be given to."""
    return User.objects.filter(
        pk__in=Role.objects.current().filter(kind__in=KEEPERS).values("user"), is_active=True
    )


def answer_for_directory(*, but: User | None = None) -> list[User]:
    """Those who answer for the directory as a whole: prevention leads, and administrators where there are none."""
    return first_holders(*ANSWER_FOR_IT, but=but)
