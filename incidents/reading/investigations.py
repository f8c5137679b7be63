"""Investigations under way, by age, and how late one is in words."""

from datetime import datetime

from django.db.models import Count, F, Q

from incidents.delays import DELAYS
from incidents.models import Investigation
from people.deadlines import LONDON

FLAGGED = [reason.key for reason in DELAYS.values() if reason.is_flagged]


def ageing(user, at: datetime):
    """Those past their date first, then the oldest first (R105). `put_off` counts the delays, `flagged` those for want of
    people or money."""
    rows = Investigation.objects.visible_to(user).open().select_related("incident__team", "lead")
    rows = rows.annotate(
        is_late=Q(due_at__lt=at),
        put_off=Count("delays"),
        flagged=Count("delays", filter=Q(delays__reason__in=FLAGGED)),
    )
    return rows.order_by(F("is_late").desc(), "opened_at", "id")


def lateness(investigation: Investigation, at: datetime) -> tuple[str, str]:
    """(urgency, words) for the marker beside its date."""
    days = (investigation.due_at.astimezone(LONDON).date() - at.astimezone(LONDON).date()).days
    if investigation.due_at < at:
        late = max(1, -days)
        return "overdue", f"Late by {late} day{'s' if late > 1 else ''}"
    if days <= 3:
        return "soon", "Due today" if days == 0 else f"Due in {days} day{'s' if days > 1 else ''}"
    return "", f"Due in {days} days"
