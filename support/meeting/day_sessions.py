"""Sessions on the home page of whoever leads them, and whether a peer supporter has still to say how they are."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.timezone import localtime

from support.models import Session, WellBeingCheck
from support.workflow import SessionStatus

AHEAD = timedelta(days=7)
MOST = 5


def panel(user, at: datetime) -> dict | None:
    """None for somebody who leads nothing and is asked nothing."""
    planned = Session.objects.led_by(user).filter(status=SessionStatus.PLANNED, starts_at__lte=at + AHEAD)
    rows = [_row(session, at) for session in planned.order_by("starts_at", "id")[:MOST]]
    if WellBeingCheck.objects.filter(supporter__user=user, answered_at=None).exists():
        asked = {"text": "How are you with supporting colleagues?", "hint": "One tap is enough"}
        rows.append({**asked, "href": reverse("support:peer-mine"), "state": "soon"})
    if not rows:
        return None
    return {
        "title": "Sessions you lead",
        "empty": "",
        "rows": rows,
        "more": (reverse("support:sessions"), "All your sessions"),
        "urgent": 1 if any(row["state"] == "overdue" for row in rows) else 4,
    }


def _row(session, at):
    begun = session.starts_at <= at
    state = "" if not begun else "overdue" if session.ends_at + timedelta(days=1) < at else "soon"
    return {
        "text": session.get_kind_display(),
        "hint": "Say who came" if begun else f"{localtime(session.starts_at):%A %-d %B, %H:%M}",
        "href": reverse("support:session", args=[session.pk]),
        "state": state,
    }
