"""What the page of a case says of openings in an emergency, and the weekly word to information governance (A6)."""

from datetime import datetime, timedelta

from people.deadlines import LONDON
from people.models import Role, User
from people.roles import RoleKind
from support import notices
from support.models import BreakGlass

SHOWN_FOR = timedelta(days=30)


def shown(case, user, at: datetime) -> dict:
    """For whoever looks after the colleague, who opened it lately and why; for whoever opened it, until when."""
    lately = BreakGlass.objects.filter(case=case, opened_at__gt=at - SHOWN_FOR).select_related("by")
    own = [row for row in lately if row.by_id == user.pk and row.until > at]
    is_theirs = case.lead_id == user.pk
    return {
        "emergency_until": own[0].until if own else None,
        "emergencies": list(lately) if is_theirs else [],
    }


def remind(at: datetime) -> None:
    """Once a week, on its first day or as soon as there is something, to each who looks at them."""
    if not BreakGlass.objects.filter(looked_at=None).exists():
        return
    held = Role.objects.current(at.astimezone(LONDON).date()).filter(kind=RoleKind.INFORMATION_GOVERNANCE)
    year, week, _ = at.astimezone(LONDON).isocalendar()
    governance = User.objects.filter(pk__in=held.values("user"), is_active=True)
    notices.emergencies_wait(governance, f"{year}-{week:02}", at)
