"""The one next thing to do for somebody, in words, from what is owed."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from people.models import User
from support import deadlines
from support.models import Case, Promise
from support.owed import kind_of
from support.owed.by_hand import DO

SOON = timedelta(days=2)


@dataclass(frozen=True)
class Step:
    """`urgency` is "overdue", "soon" or "none", and `due` says the same in words.

    `to_do` is the key of a suggestion that was taken up, for a step that is only marked as done. `whose` names who
    owes it when that is not whoever looks after the case.
    """

    text: str
    href: str
    due_at: datetime
    opens_at: datetime
    urgency: str
    due: str
    to_do: str = ""
    whose: str = ""


def next_steps(cases: list[Case], at: datetime) -> dict:
    """Case id to its most urgent step, in one query: of what its lead owes, else of what somebody else does.

    A case with nothing owed is not among the keys.
    """
    found: dict = {}
    by_id = {case.pk: case for case in cases}
    for promise in Promise.objects.open().filter(case__in=cases).order_by("due_at", "id"):
        first = found.setdefault(promise.case_id, promise)
        lead = by_id[promise.case_id].lead_id
        if first.owner_id != lead and promise.owner_id == lead:
            found[promise.case_id] = promise
    return {pk: step_of(promise, by_id[pk].listed_as, at) for pk, promise in found.items()}


def all_steps(case: Case, name: str, user: User, at: datetime) -> list[Step]:
    """All that is owed before support can end: what the lead owes, then what others do, each soonest first.

    What the user may not open says only whose it is.
    """
    steps = []
    for promise in case.promises.open().select_related("owner").order_by("due_at", "id"):
        step = step_of(promise, name, at)
        is_open_to = kind_of(promise.key).is_open_to
        if promise.owner_id != case.lead_id:
            step = replace(step, whose=str(promise.owner))
        if is_open_to and not is_open_to(user, promise):
            step = replace(step, text="Something else that is owed", href="")
        steps.append(step)
    return sorted(steps, key=lambda step: bool(step.whose))


def step_of(promise: Promise, name: str, at: datetime) -> Step:
    kind = kind_of(promise.key)
    urgency, due = due_words(promise.due_at, at)
    to_do = promise.key.removeprefix(DO) if promise.key.startswith(DO) else ""
    return Step(
        kind.words(promise, name), kind.link(promise), promise.due_at, promise.opens_at, urgency, due, to_do
    )


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
