"""Who plans safety from somebody who is said to have hurt staff, and who sees evidence. Nobody said to have done it."""

from django.db.models import Q

from incidents.access.conflicts import accused
from incidents.access.reports import can_review, looked_after_by
from people.access import holds_over, over
from people.models import User
from people.roles import MANAGERS, RoleKind

PLANNERS = (*MANAGERS, RoleKind.PREVENTION_LEAD, RoleKind.PANEL_CHAIR, RoleKind.PANEL_COORDINATOR)


def evidence_of(user: User) -> Q:
    """Among reports this user may open, those whose evidence and footage they see: their own, and those they look after.

    A panel does not need them: it works with what happened, not with pictures of who was hurt (design §5).
    """
    return (Q(reporter=user) | looked_after_by(user)) & ~accused(user)


def can_add_evidence(user: User, incident) -> bool:
    return user.is_active and (user.pk == incident.reporter_id or can_review(user, incident))


def can_withdraw_evidence(user: User, incident, evidence) -> bool:
    """Whoever added it, and those who look after the report."""
    return user.is_active and (user.pk == evidence.added_by_id or can_review(user, incident))


def can_note_footage(user: User, incident) -> bool:
    return can_add_evidence(user, incident)


def can_decide_footage(user: User, incident) -> bool:
    """How long it is kept, and to whom it is given, is for those who look after the report."""
    return can_review(user, incident)


def safety_of(user: User) -> Q:
    """Among reports this user may open, those for which they plan safety."""
    return (Q(sealed_to=user) | (over(user, *PLANNERS) & Q(is_sealed=False))) & ~accused(user)


def can_plan_safety(user: User, incident) -> bool:
    """Managers of the team, the prevention lead, panel chair and coordinator; for a sealed report its recipient (R98)."""
    if user.pk == incident.sealed_to_id:
        return user.is_active
    return not incident.is_sealed and holds_over(user, incident.team, *PLANNERS)


def can_name_alleged(user: User, incident) -> bool:
    """Say who is meant: those who look after the report."""
    return can_review(user, incident)
