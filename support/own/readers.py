"""Whom somebody can let read their impact statement (R125)."""

from datetime import datetime

from people.models import Role, User
from people.roles import RoleKind
from support.deadlines import london_day
from support.models import Case

OFFERED = {
    RoleKind.UNION_REP: "union representative",
    RoleKind.FTSU_GUARDIAN: "Freedom to Speak Up guardian",
    RoleKind.OCCUPATIONAL_HEALTH: "occupational health",
    RoleKind.HR: "human resources",
    RoleKind.SEXUAL_SAFETY_LEAD: "sexual safety lead",
}


def offered(case: Case, at: datetime) -> list[tuple[User, str]]:
    """(colleague, what they are here), whoever looks after them first. Nobody who is part of what happened."""
    roles = Role.objects.current(london_day(at)).filter(kind__in=OFFERED, user__is_active=True)
    found = {case.lead: "who looks after you"}
    order = list(OFFERED)
    for role in sorted(roles.select_related("user"), key=lambda one: (order.index(one.kind), str(one.user))):
        found.setdefault(role.user, OFFERED[role.kind])
    part = set(case.incident.alleged.exclude(user=None).values_list("user", flat=True))
    part |= set(case.incident.involved.exclude(user=None).values_list("user", flat=True))
    return [(one, what) for one, what in found.items() if one.pk not in part]
