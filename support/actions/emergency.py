"""Opening a case in an emergency, and looking at each such opening afterwards (security.md A6)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from people.access import require
from people.clock import now
from people.models import Role, User
from people.roles import RoleKind
from people.trail import record
from support import access, notices
from support.models import BreakGlass, Case
from support.workflow import CaseStatus

OPEN_FOR = timedelta(hours=1)
LEAST_WORDS = 20


class SayMore(ValueError):
    """The reason is too short for anybody to judge it by."""


@transaction.atomic
def break_glass(person: User, *, by: User, why: str, at: datetime | None = None) -> Case | None:
    """Open a colleague's newest support for an hour; None when nothing can be opened, which says nothing of what there is.

    Whoever leads it and information governance hear of it at once. An attempt in vain is kept and told as well.
    """
    why, at = " ".join(why.split()), at or now()
    if len(why) < LEAST_WORDS:
        raise SayMore
    require(access.can_break_glass(by))
    case = _newest(person, by)
    row = BreakGlass(case=case, by=by, why=why, opened_at=at, until=at + OPEN_FOR if case else at)
    row._history_user = by
    row.save()
    record("emergency.opened" if case else "emergency.nothing_opened", by=by, subject=row, at=at)
    if case:
        record("case.opened_in_emergency", by=by, subject=case, at=at)
    notices.opened_in_emergency(row, governance(by), at)
    return case


@transaction.atomic
def look_at_emergency(row: BreakGlass, *, by: User, verdict: str, at: datetime | None = None) -> BreakGlass:
    """Information governance has looked at it; the first to say so."""
    row, at = BreakGlass.objects.select_for_update(of=("self",)).get(pk=row.pk), at or now()
    require(BreakGlass.objects.visible_to(by).filter(pk=row.pk).exists())
    if row.looked_at:
        return row
    row.looked_at, row.looked_by, row.verdict = at, by, BreakGlass.Verdict(verdict)
    row._history_user = by
    row.save()
    record("emergency.looked_at", by=by, subject=row, why=row.verdict, at=at)
    return row


def _newest(person, by):
    """The one under way before one that has ended."""
    theirs = Case.objects.filter(access.within_emergency_reach(by), person__user=person).exclude(
        status=CaseStatus.MERGED
    )
    theirs = theirs.select_related("lead").annotate(is_open=Q(status=CaseStatus.OPEN))
    return theirs.order_by("-is_open", "-opened_at", "pk").first()


def governance(by: User) -> list[User]:
    """Whoever answers for information governance; while nobody does, those who lead on preventing violence."""
    for kind in (RoleKind.INFORMATION_GOVERNANCE, RoleKind.PREVENTION_LEAD):
        held = Role.objects.current().filter(kind=kind).exclude(user=by).values("user")
        if found := list(User.objects.filter(pk__in=held, is_active=True)):
            return found
    return []
