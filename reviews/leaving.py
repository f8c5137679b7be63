"""What panels asked of somebody passes on when they leave: nothing is owned by nobody (R10, security.md G8)."""

from people.models import Role
from people.roles import RoleKind
from people.trail import record
from reviews import access, notices
from reviews.models import Action
from reviews.rounds import pass_on_rounds

# In this order: those who run the panel, then those who lead on preventing violence.
TAKE = (RoleKind.PANEL_CHAIR, RoleKind.PANEL_COORDINATOR, RoleKind.PREVENTION_LEAD)


def when_left(sender, *, user, by, at, **kwargs):
    """Each unfinished action goes to the chair of its panel, who gives it to somebody."""
    theirs = Action.objects.select_for_update(of=("self",)).unfinished().filter(owner=user)
    for action in theirs.select_related("panel", "incident"):
        to = _successor(action)
        if to is None:
            continue
        action.owner, action.version = to, action.version + 1
        action._history_user, action._history_date = by, at
        action.save()
        record("action.passed_on", by=by, subject=action, at=at)
        notices.action_passed_on(action, at=at)


def of_nobody():
    """Unfinished, and their owner has left. What came from an old register may name somebody who was never here."""
    return Action.objects.unfinished().filter(owner__is_active=False)


def _successor(action):
    over_it = access.over_panel(action.panel)
    roles = Role.objects.current().filter(over_it, kind__in=TAKE, user__is_active=True).select_related("user")
    for role in sorted(roles, key=lambda role: (TAKE.index(role.kind), role.pk)):
        if action.incident is None or access.can_own(role.user, action.incident):
            return role.user
    return None


def pass_on_rounds_of(sender, *, user, by, at, **kwargs):
    """Reflective rounds still to come are led by whoever plans them, until somebody else is chosen."""
    pass_on_rounds(user, by=by, at=at)
