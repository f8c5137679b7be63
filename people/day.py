"""What needs an administrator today: messages that could not be sent."""

from django.urls import reverse

from people import access, mail


def panels(user, at):
    """One panel for administrators, only when there is something in it; config/day.py has the shape."""
    if not access.can_administer(user):
        return []
    rows = [
        {
            "text": f"Messages to {mailing.to} do not arrive",
            "hint": f"Tried {mailing.attempts} times. Check the address {mailing.to.email}",
            "href": reverse("people:person", args=[mailing.to_id]),
            "state": "overdue",
        }
        for mailing in mail.stuck(at).exclude(to=None)[:10]
    ]
    if not rows:
        return []
    return [
        {"title": "Messages that could not be sent", "empty": "", "rows": rows, "more": None, "urgent": 5}
    ]
