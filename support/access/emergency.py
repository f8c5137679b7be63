"""Who may open in an emergency what they do not see otherwise, for how long, and who looks at it afterwards (A6)."""

from datetime import datetime

from django.db.models import Q

from people.access import can_administer, holds
from people.models import User
from people.roles import MANAGERS, RoleKind
from support.access.cases import _part_of_it
from support.access.pathway import not_in_confidence

# Managers on call, their deputies, and those who lead on preventing violence.
BREAK_GLASS = (*MANAGERS, RoleKind.PREVENTION_LEAD)


def can_break_glass(user: User) -> bool:
    """Never an administrator, whatever else they are: who gives roles does not use one to read."""
    return holds(user, *BREAK_GLASS) and not can_administer(user)


def within_emergency_reach(user: User) -> Q:
    """Cases that can be opened in an emergency: nothing said in confidence, nothing the user is part of."""
    if not can_break_glass(user):
        return Q(pk__in=[])
    return not_in_confidence() & ~_part_of_it(user)


def open_in_emergency(user: User, at: datetime) -> Q:
    """Those this user has opened, for as long as that lasts. It opens the page of the case, and stands on no list."""
    open_now = Q(emergencies__by=user, emergencies__opened_at__lte=at, emergencies__until__gt=at)
    return open_now & within_emergency_reach(user)


def can_look_at_emergencies(user: User) -> bool:
    return holds(user, RoleKind.INFORMATION_GOVERNANCE)


def emergencies_visible_to(user: User) -> Q:
    """That a case was opened, by whom and why: for information governance, and never their own. Not the case itself."""
    return ~Q(by=user) if can_look_at_emergencies(user) else Q(pk__in=[])
