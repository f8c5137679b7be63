"""Who may see figures, the register of policies, consultations and comments, and who keeps them. Nothing else decides
this. Whoever sees a figure sees the same as everybody else who does.
"""

from django.db.models import Q

from incidents.access import too_close
from people.access import covered_by, holds
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


# Policies are kept, and consultations are held, by those who answer for the prevention of violence (R14, R15).
KEEPERS = (RoleKind.PREVENTION_LEAD, RoleKind.ADMINISTRATOR)
POLICY_READERS = (*KEEPERS, RoleKind.HR, RoleKind.BOARD, RoleKind.AUDITOR, RoleKind.UNION_REP)

# What unions say of the figures is for them, the board and the lead: no manager, administrator or auditor reads it.
COMMENT_READERS = (RoleKind.UNION_REP, RoleKind.BOARD, RoleKind.PREVENTION_LEAD)
# In this order it is answered: the lead first, and the board when nobody else does.
ANSWERERS = (RoleKind.PREVENTION_LEAD, RoleKind.BOARD)


def can_keep_registers(user: User) -> bool:
    return holds(user, *KEEPERS)


def can_read_policies(user: User) -> bool:
    return holds(user, *POLICY_READERS)


def policy_visible_to(user: User) -> Q:
    """Readers see all of the register; whoever owns a policy, or stands in for its owner, sees that one."""
    if not user.is_active:
        return Q(pk__in=[])
    return ~Q(pk__in=[]) if can_read_policies(user) else _theirs(user)


def can_review(user: User, policy) -> bool:
    return can_keep_registers(user) or _is_theirs(user, policy)


def consultation_visible_to(user: User) -> Q:
    """Everybody who works here: they are asked."""
    return ~Q(pk__in=[]) if user.is_active else Q(pk__in=[])


def can_run(user: User, consultation) -> bool:
    """Whoever owns it, or stands in for them, and those who keep the registers."""
    return can_keep_registers(user) or _is_theirs(user, consultation)


def can_comment(user: User) -> bool:
    return holds(user, RoleKind.UNION_REP)


def can_read_comments(user: User) -> bool:
    return holds(user, *COMMENT_READERS)


def comment_visible_to(user: User) -> Q:
    return ~Q(pk__in=[]) if can_read_comments(user) else Q(pk__in=[])


def can_answer(user: User, comment) -> bool:
    """Whoever owes the answer, and the lead; nobody answers themselves."""
    answers = holds(user, RoleKind.PREVENTION_LEAD) or (holds(user, *ANSWERERS) and _is_theirs(user, comment))
    return answers and user.pk != comment.by_id


def can_give(user: User) -> bool:
    """Say who answers a comment."""
    return holds(user, RoleKind.PREVENTION_LEAD)


def _theirs(user):
    return Q(owner=user) | Q(owner__in=covered_by(user).values("user"))


def _is_theirs(user, one):
    return user.is_active and (user.pk == one.owner_id or covered_by(user).filter(user=one.owner_id).exists())
