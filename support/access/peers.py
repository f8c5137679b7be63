"""Who keeps the register of peer supporters, who is on it, and who may ask one to come."""

from django.db.models import Q

from people.access import holds, holds_over
from people.models import Role, User
from people.roles import MANAGERS, RoleKind


def can_keep_register(user: User) -> bool:
    return holds(user, RoleKind.PREVENTION_LEAD)


def is_supporter(user: User, supporter) -> bool:
    """What is a supporter's own: their shifts, their pause, how they are."""
    return user.is_active and supporter.user_id == user.pk and supporter.ended_at is None


def register_keepers() -> list[User]:
    """Those who hear of a supporter who needs a word; administrators while there is no prevention lead."""
    for kind in (RoleKind.PREVENTION_LEAD, RoleKind.ADMINISTRATOR):
        held = Role.objects.current().filter(kind=kind)
        if found := list(User.objects.filter(pk__in=held.values("user"), is_active=True)):
            return found
    return []


def come_now_visible_to(user: User) -> Q:
    """Whoever was asked to come, and whoever asked."""
    return (Q(to=user) | Q(asked_by=user)) if user.is_active else Q(pk__in=[])


def can_see_who_was_asked(user: User, team) -> bool:
    """Those who work in a team or manage it: to others it would tell that something happened there."""
    return user.is_active and (
        user.team_id == team.pk or holds_over(user, team, *MANAGERS, RoleKind.PREVENTION_LEAD)
    )
