"""What needs an administrator today: messages that could not be sent."""

from django.urls import reverse

from people import access
from people.models import Mailing


def panels(user, at):
    """One panel for administrators, and only when there is something in it; see config/day.py for the shape."""
    if not access.can_administer(user):
        return []
    stuck = Mailing.objects.filter(gave_up_at__isnull=False, to__is_active=True).select_related("to")[:10]
    rows = [
        {
            "text": f"Messages to {mailing.to} do not arrive",
            "hint": f"Tried {mailing.attempts} times. Check the address {mailing.to.email}",
            "href": reverse("people:person", args=[mailing.to_id]),
            "state": "overdue",
        }
        for mailing in stuck
    ]
    if not rows:
        return []
    return [{"title": "Messages that could not be sent", "empty": "", "rows": rows, "more": None, "urgent": 5}]
