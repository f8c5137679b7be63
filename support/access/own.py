"""Who may see and do what with what a person has for themselves: asking for another, and their impact statement."""

from django.db.models import Q

from incidents.access import accused, part_of_it, too_close
from people.access import over
from people.models import User
from people.roles import RoleKind
from support.access.cases import can_answer_for_self, may_see_all
from support.visits.visitor import Visitor, account_of

PANEL = (RoleKind.PANEL_CHAIR, RoleKind.PANEL_COORDINATOR, RoleKind.PANEL_MEMBER)


def somebody_else_visible_to(user: User, cases) -> Q:
    """Whoever decides it, and those who may open the case anyway."""
    if account_of(user) is None or not user.is_active:
        return Q(pk__in=[])
    return (Q(owner=user) | Q(case__in=cases.values("pk"))) & ~part_of_it(user, "case__person__incident__")


def can_decide_somebody_else(user: User, wish) -> bool:
    """Whoever it was put to; or somebody who looks after the team and is not the one it is about (cover never waits)."""
    return user.is_active and user.pk == wish.owner_id or (user.pk != wish.about_id and _opens(user, wish))


def may_read_why(user: User, wish) -> bool:
    """The reason is for whoever decides, never for the one it is about, unless nobody else is there."""
    return user.pk == wish.owner_id or (user.pk != wish.about_id and _opens(user, wish))


def can_keep_statement(by: User | Visitor, case, statement=None) -> bool:
    """Its writer alone. A link that somebody handed over does not open it, nor does one sent to another address."""
    if not can_answer_for_self(by, case) or not may_see_all(by):
        return False
    if account_of(by) is not None:
        return True
    return not by.by_hand and (statement is None or statement.address == by.address)


def share_visible_to(user: User) -> Q:
    """Whoever it was given to, while it is not withdrawn; the panel of the team for what was given to the panel.

    Nobody said to have done it, and nobody on the panel who is too close to the incident or has said so.
    """
    if account_of(user) is None or not user.is_active:
        return Q(pk__in=[])
    incident = "statement__case__person__incident"
    sealed = Q(**{f"{incident}__is_sealed": True})
    panel = Q(to=None) & over(user, *PANEL, team="statement__case__team") & ~sealed
    panel &= ~too_close(user, f"{incident}__")
    return Q(withdrawn_at=None) & (Q(to=user) | panel) & ~accused(user, f"{incident}__")


def can_take_all(by: User | Visitor) -> bool:
    """A copy of everything that is held about them: a link that was sent to them and not handed over, or a password."""
    return account_of(by) is not None or (by.purpose == "own" and not by.by_hand)


def _opens(user, wish):
    return type(wish.case).objects.visible_to(user).filter(pk=wish.case_id).exists()
