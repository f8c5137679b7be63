"""What this room has for somebody's home page: who needs them, and what waits for their own answer."""

from datetime import datetime

from django.urls import reverse

from support.access import can_ask_told, looked_after_by, looks_after_colleagues
from support.meeting import day_sessions
from support.models import Case, CheckIn, HelpTold, Stage
from support.steps import due_words, next_steps
from support.timeline import ASKED, CHECK_IN_SHOWN
from support.workflow import CaseStatus, StageStatus

MOST = 5


def panels(user, at: datetime) -> list[dict]:
    cases = list(
        Case.objects.visible_to(user)
        .filter(looked_after_by(user), status=CaseStatus.OPEN, next_due_at__isnull=False)
        .select_related("person__user", "person__incident")
        .order_by("next_due_at", "id")[:MOST]
    )
    found = []
    if cases or looks_after_colleagues(user):
        found.append(_to_look_after(cases, at))
    if told := _to_ask(user):
        found.append(told)
    if led := day_sessions.panel(user, at):
        found.append(led)
    own = list(
        Case.objects.about(user).filter(status=CaseStatus.OPEN).select_related("lead").order_by("-opened_at")
    )
    if own:
        found.append(_own(own, at))
    return found


def _to_ask(user):
    """Colleagues who may need help and whom nobody is known to look after; for prevention leads, when there are any."""
    if not can_ask_told(user):
        return None
    waiting = HelpTold.objects.visible_to(user).filter(retired_at=None).select_related("colleague")[:MOST]
    rows = [
        {
            "text": f"Ask {told.colleague} whether they need help",
            "hint": f"By {told.due_at:%-d %B}",
            "href": reverse("support:help-told", args=[told.pk]),
            "state": "soon",
        }
        for told in waiting
    ]
    title = "Colleagues who may need help"
    return {"title": title, "empty": "", "rows": rows, "more": None, "urgent": 4} if rows else None


def _to_look_after(cases, at):
    steps = next_steps(cases, at)
    rows = [(case, steps[case.pk]) for case in cases if case.pk in steps]
    return {
        "title": "Colleagues who need you",
        "empty": "Colleagues you look after appear here with the next step for each.",
        "rows": [
            {
                "text": f"{case.listed_as}: {step.text}",
                "hint": step.due,
                "href": step.href,
                "state": "" if step.urgency == "none" else step.urgency,
            }
            for case, step in rows
        ],
        "more": (reverse("support:worklist"), "Your whole worklist"),
        "urgent": 0 if any(step.urgency == "overdue" for _, step in rows) else 5,
    }


def _own(cases, at):
    asked = CheckIn.objects.filter(
        case__in=cases, status__in=ASKED, due_at__lte=at + CHECK_IN_SHOWN
    ).order_by("due_at")
    offered = Stage.objects.filter(case__in=cases, status=StageStatus.OFFERED).order_by("due_at")
    href = reverse("support:me")
    rows = [_row("How are you?", "One tap is enough, and only if you want to", href) for _ in asked[:1]]
    rows += [_row("Something is offered to you", "You may say yes or no", href) for _ in offered[:1]]
    if not rows:
        due = cases[0].next_due_at
        when = due_words(due, at)[1] if due and due > at else ""
        rows = [_row(f"{cases[0].lead} looks after you", when, href, "")]
    return {
        "title": "Your support",
        "empty": "",
        "rows": rows,
        "more": (href, "What happens next, and what you may ask for"),
        "urgent": 3,
    }


def _row(text, hint, href, state="soon"):
    return {"text": text, "hint": hint, "href": href, "state": state}
