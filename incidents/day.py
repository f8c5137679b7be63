"""What this room has for somebody's home page: a report to finish, what is owed, and new reports to look at."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from incidents import access
from incidents.duties import DUTIES
from incidents.models import Draft, Duty, Incident
from incidents.workflow import Status

MOST = 5


def panels(user, at) -> list[dict]:
    drafts = list(Draft.objects.visible_to(user).order_by("-changed_at").only("pk", "created_at")[:MOST])
    found = [_drafts(drafts)] if drafts else []
    owed = list(
        Duty.objects.visible_to(user)
        .open()
        .filter(opens_at__lte=at)
        .select_related("incident", "team")[:MOST]
    )
    found += [_owed(owed, at)] if owed else []
    if access.can_browse(user):
        found.append(_holding(user))
    if user.team_id:
        found.append(_cross(user))
    return found


def _cross(user):
    return {
        "title": "Your team’s safety cross",
        "empty": "",
        "rows": [
            {
                "text": "Answer for a handover",
                "hint": "Three questions, a few taps",
                "href": reverse("incidents:handover", args=[user.team_id]),
                "state": "",
            }
        ],
        "more": (reverse("incidents:cross", args=[user.team_id]), "See the safety cross"),
        "urgent": 60,
    }


def _drafts(drafts):
    return {
        "title": "Finish your report",
        "empty": "A report you begin and do not send waits for you here.",
        "rows": [
            {
                "text": f"Report begun {date_format(localtime(draft.created_at), 'j F, H:i')}",
                "hint": "Not sent yet. It is kept for seven days.",
                "href": reverse("incidents:report-check", args=[draft.pk]),
                "state": "soon",
            }
            for draft in drafts
        ],
        "more": None,
        "urgent": 10,
    }


def _owed(duties, at):
    return {
        "title": "Owed by you",
        "empty": "What you have to do about a report appears here.",
        "rows": [
            {
                "text": DUTIES[duty.key].says,
                "hint": f"Due {date_format(localtime(duty.due_at), 'l j F')}",
                "href": DUTIES[duty.key].address(duty),
                "state": "overdue" if duty.due_at < at else "soon",
            }
            for duty in duties
        ],
        "more": None,
        "urgent": 15,
    }


def _holding(user):
    waiting = Incident.objects.looked_after_by(user).filter(status=Status.HOLDING)
    waiting = waiting.select_related("team").defer("what_happened")[:MOST]
    return {
        "title": "New reports to look at",
        "empty": "Reports from your teams appear here when somebody sends one.",
        "rows": [
            {
                "text": f"{incident.reference}, {incident.team}",
                "hint": f"Reported {date_format(localtime(incident.reported_at), 'j F, H:i')}",
                "href": reverse("incidents:detail", args=[incident.reference]),
                "state": "",
            }
            for incident in waiting
        ],
        "more": (f"{reverse('incidents:list')}?status={Status.HOLDING}", "All new reports"),
        "urgent": 40,
    }
