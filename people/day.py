"""What needs an administrator today: reminders that stand still, and messages that could not be sent."""

from django.urls import reverse

from people import access, jobs, mail

STANDS_STILL = {
    "text": "No reminder goes out at the moment",
    "hint": "The worker or its clock has not been seen for three minutes. See that both are started",
    "state": "overdue",
}


def panels(user, at):
    """One panel for administrators, only when there is something in it; config/day.py has the shape."""
    if not access.can_administer(user):
        return []
    rows = [] if jobs.was_seen(at) else [STANDS_STILL | {"href": reverse("health")}]
    rows += [
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
    return [{"title": "Messages that do not go out", "empty": "", "rows": rows, "more": None, "urgent": 5}]
