"""Who receives, sees and answers what was said in confidence (R32, R33, design §5).

Whoever it was sent to, and those of the same role they let in, for as long as they hold the role. Nobody else: there is
no door for administrators, managers or panels, and who the writer is is never asked.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from people.access import holds
from people.deadlines import LONDON
from people.models import Cover, Role, User
from people.roles import RoleKind

RECIPIENTS = (RoleKind.SEXUAL_SAFETY_LEAD, RoleKind.FTSU_GUARDIAN, RoleKind.UNION_REP)


@dataclass(frozen=True)
class Recipient:
    """Somebody who receives reports in confidence today, as what, and until when they are away."""

    user: User
    kind: str
    away_until: date | None

    @property
    def role_name(self) -> str:
        return RoleKind(self.kind).label

    def __str__(self) -> str:
        return f"{self.user}, {self.role_name}"


def confidential_recipients(at: datetime, kinds: tuple = RECIPIENTS) -> list[Recipient]:
    """Everybody it can be sent to, whoever asks: safety leads, then guardians, then union representatives."""
    on = at.astimezone(LONDON).date()
    roles = Role.objects.current(on).filter(kind__in=kinds, user__is_active=True).select_related("user")
    away = dict(
        Cover.objects.filter(starts_on__lte=on, ends_on__gte=on, user__in=roles.values("user"))
        .order_by("ends_on")
        .values_list("user", "ends_on")
    )
    ordered = sorted(roles, key=lambda role: (kinds.index(role.kind), str(role.user), role.user_id))
    found = {role.user_id: role for role in reversed(ordered)}
    return [
        Recipient(role.user, role.kind, away.get(role.user_id))
        for role in ordered
        if found[role.user_id] is role
    ]


def can_receive_confidential(user: User) -> bool:
    return holds(user, *RECIPIENTS)


def confidential_visible_to(user: User) -> Q:
    if not can_receive_confidential(user):
        return Q(pk__in=[])
    return Q(recipient=user) | Q(pk__in=user.let_into_confidential.values("pk"))


def can_hand_on(user: User, report) -> bool:
    """Letting somebody in, or giving it to somebody else, is for the one it was sent to."""
    return can_receive_confidential(user) and report.recipient_id == user.pk


def may_be_handed_to(report, at: datetime) -> list[Recipient]:
    """Everybody else who receives such reports, but nobody the writer said must not have it."""
    shut_out = {report.recipient_id, *report.content.get("not_to", [])}
    return [one for one in confidential_recipients(at) if one.user.pk not in shut_out]


def may_be_let_in(report, at: datetime) -> list[User]:
    """Those of the recipient's own role."""
    return [one.user for one in may_be_handed_to(report, at) if one.kind == report.content.get("role")]


def can_count_as_ftsu(user: User) -> bool:
    """Guardians record their cases (domain.md, S74)."""
    return holds(user, RoleKind.FTSU_GUARDIAN)
