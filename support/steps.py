"""The one next thing to do for somebody, in words, from what is owed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from support import deadlines
from support.models import Case, Promise
from support.pathway import STAGES
from support.planning import DO
from support.suggestions import SUGGESTIONS

SOON = timedelta(days=2)


@dataclass(frozen=True)
class Step:
    """`urgency` is "overdue", "soon" or "none", and `due` says the same in words.

    `to_do` is the key of a suggestion that was taken up, for a step that is only marked as done.
    """

    text: str
    href: str
    due_at: datetime
    opens_at: datetime
    urgency: str
    due: str
    to_do: str = ""


def next_steps(cases: list[Case], at: datetime) -> dict:
    """Case id to its most urgent step, in one query. A case with nothing owed is not among the keys."""
    steps = {}
    names = {case.pk: case.listed_as for case in cases}
    open_promises = Promise.objects.open().filter(case__in=cases).order_by("due_at", "id")
    for promise in open_promises:
        if promise.case_id not in steps:
            steps[promise.case_id] = step_of(promise, names[promise.case_id], at)
    return steps


def step_of(promise: Promise, name: str, at: datetime) -> Step:
    text, href = _what(promise, name)
    urgency, due = due_words(promise.due_at, at)
    to_do = promise.key.removeprefix(DO) if promise.key.startswith(DO) else ""
    return Step(text, href, promise.due_at, promise.opens_at, urgency, due, to_do)


def due_words(due_at: datetime, at: datetime) -> tuple[str, str]:
    """("overdue", "Overdue by 2 days"), ("soon", "Due today by 20:00"), ("none", "Due 14 December")."""
    local = due_at.astimezone(deadlines.LONDON)
    days = (local.date() - deadlines.london_day(at)).days
    if due_at <= at:
        return "overdue", f"Overdue by {_how_long(at - due_at)}"
    if days == 0:
        end = "" if local.time() == deadlines.LAST_MINUTE else f" by {local:%H:%M}"
        return "soon", f"Due today{end}"
    if days == 1:
        end = "" if local.time() == deadlines.LAST_MINUTE else f" by {local:%H:%M}"
        return "soon", f"Due tomorrow{end}"
    return ("soon" if due_at - at < SOON else "none"), f"Due {local.day} {local:%B}"


def _how_long(late):
    if late < timedelta(hours=1):
        return "less than an hour"
    if late < timedelta(days=1):
        return _count(late.seconds // 3600, "hour")
    return _count(late.days, "day")


def _count(number, unit):
    return f"{number} {unit}{'' if number == 1 else 's'}"


def _what(promise, name):
    if promise.key.startswith(DO):
        return SUGGESTIONS[promise.key.removeprefix(DO)].words.format(name=name), _case(promise)
    kind, _, key = promise.key.partition(".")
    if kind == "check_in":
        return f"Ask how {name} is: week {key}", reverse("support:check-in", args=[promise.case_id, key])
    stage = STAGES[key]
    text = f"Consider and offer: {stage.name.lower()}" if stage.owes == "offered" else stage.name
    return text, reverse("support:stage", args=[promise.case_id, key])


def _case(promise):
    return reverse("support:case", args=[promise.case_id])
