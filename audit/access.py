"""Who may see figures. Nothing else decides this. They all see the same."""

from django.db.models import Q

from incidents.access import too_close
from people.access import holds
from people.models import User
from people.roles import RoleKind
from support.access import not_in_confidence

# Boards, auditors and union representatives see hidden and rounded figures only (design §5, R70); so does the
# lead.
READERS = (RoleKind.BOARD, RoleKind.AUDITOR, RoleKind.UNION_REP, RoleKind.PREVENTION_LEAD)

# Whether there is enough help for those who need it is for those who pay for it and check it (R118).
RESOURCE_READERS = (RoleKind.BOARD, RoleKind.AUDITOR, RoleKind.PREVENTION_LEAD)


def can_see_resources(user: User) -> bool:
    return holds(user, *RESOURCE_READERS)


def can_see_measure(user: User, measure) -> bool:
    return holds(user, *measure.seen_by)


def can_see_board(user: User) -> bool:
    return holds(user, *READERS)


def can_publish(user: User) -> bool:
    """Bring a month's figures out before the clock does."""
    return holds(user, RoleKind.PREVENTION_LEAD)


def can_sample(user: User) -> bool:
    """Auditors look at single cases, with the names masked (design §5)."""
    return holds(user, RoleKind.AUDITOR)


def sampled(user: User) -> Q:
    """Cases a sample is taken from: nothing said in confidence, and nothing the auditor is part of or looks after."""
    return not_in_confidence() & ~too_close(user, "person__incident__") & ~Q(lead=user)
