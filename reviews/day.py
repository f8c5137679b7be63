"""What the reviews room has for somebody today: the panels they run, and what panels have asked of them."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from reviews import access, agenda
from reviews.deadlines import next_meeting_on
from reviews.models import Action, Panel

SHOWN = 5


def panels(user, at) -> list[dict]:
    """Only what concerns this user; two queries for most people."""
    return [found for found in (_run_by(user, at), _asked_of(user, at)) if found["rows"]]


def _run_by(user, at):
    mine = (
        Panel.objects.filter(access.panels_run_by(user)).with_meetings()[:SHOWN]
        if access.runs_one(user)
        else []
    )
    return {
        "title": "Review panel this week",
        "empty": "The panels you run will appear here.",
        "rows": [_panel_row(panel, user, at) for panel in mine],
        "more": (reverse("reviews:panels"), "All your panels"),
        "urgent": 40,
    }


def _panel_row(panel, user, at):
    today = timezone.localdate(at)
    next_on = next_meeting_on(panel.weekday, today, panel.last_held)
    new = agenda.not_looked_at(panel, at).filter(access.incidents_of_others(user)).count()
    incidents = "1 new incident" if new == 1 else f"{new or 'no'} new incidents"
    if panel.sitting:
        href, when = reverse("reviews:meeting", args=[panel.sitting]), "Open now"
    else:
        href = reverse("reviews:panel", args=[panel.pk])
        when = "Today" if next_on == today else date_format(next_on, "l j F") if next_on else "Not planned"
    state = "soon" if panel.sitting or next_on == today else ""
    return {"text": panel.name, "hint": f"{when}: {incidents}", "href": href, "state": state}


def _asked_of(user, at):
    mine = Action.objects.visible_to(user).filter(owner=user).unfinished().most_urgent_first()[: SHOWN + 1]
    mine = agenda.with_lateness(mine, timezone.localdate(at))
    return {
        "title": "What review panels have asked you to do",
        "empty": "Actions that review panels ask of you will appear here.",
        "rows": [
            {
                "text": action.get_kind_display(),
                "hint": action.lateness or action.due_words,
                "href": reverse("reviews:action", args=[action.pk]),
                "state": action.urgency,
            }
            for action in mine[:SHOWN]
        ],
        "more": (reverse("reviews:actions"), "All your actions"),
        "urgent": 10 if any(action.urgency == "overdue" for action in mine) else 30,
    }
