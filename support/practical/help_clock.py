"""When each step of practical help falls due. Pure functions of its row, what was recorded and the time."""

from datetime import date, datetime, time, timedelta

from support.deadlines import AGAIN_WITHIN, LONDON, closes, end_of_day, london_day, parse
from support.help import TRACKS, Log, Step
from support.models import Help, HelpEntry, HelpStep
from support.workflow import HelpStatus, HelpStepStatus

# How long somebody has to say yes or no before whoever proposed it asks what they think.
ANSWER_WITHIN = "7 days"
_AT_REST = {HelpStepStatus.NOT_NEEDED, HelpStepStatus.DECLINED}


def due_of(
    help: Help, step: HelpStep, steps: dict[str, HelpStep], entries: list[HelpEntry], at
) -> datetime | None:
    """When this step is due, or None. `entries` are those of its own key, `step.due_at` what held until now."""
    part = TRACKS[help.track].parts[step.key]
    if help.status != HelpStatus.OPEN or step.status in _AT_REST:
        return None
    if isinstance(part, Log):
        found = [one for one in (_next_entry(part, help, entries), _next_date(part, step, entries)) if one]
        due_at = min(found, default=None)
    else:
        due_at = _of_step(part, help, step, steps)
    if due_at is None or due_at > at:
        return due_at
    return step.due_at or closes(AGAIN_WITHIN, at)


def _of_step(part: Step, help, step, steps):
    if step.status == HelpStepStatus.DONE:
        return closes(part.again, step.settled_at) if part.again else None
    if part.both and step.proposed_at:
        return closes(ANSWER_WITHIN, step.proposed_at)
    start = _since(part.since, help, steps) if _is_wanted(part, help) else None
    if not part.within or start is None:
        return None
    return _before(part.within, start) if part.ahead else closes(part.within, start)


def _is_wanted(part, help):
    """Whether the answer that this step waits for was given."""
    if not part.when:
        return True
    where, *answers = part.when
    key, _, field = where.partition(".")
    return help.facts.get(key, {}).get(field) in answers


def _since(since, help, steps):
    """The opening, the time a step was recorded, or midday of a date that was answered."""
    key, _, field = since.partition(".")
    if not key:
        return help.opened_at
    if not field:
        return steps[key].settled_at if steps[key].status == HelpStepStatus.DONE else None
    said = help.facts.get(key, {}).get(field)
    if getattr(TRACKS[help.track].parts[key], "both", False) and steps[key].status != HelpStepStatus.DONE:
        return None
    return midday(date.fromisoformat(said)) if said else None


def _next_entry(part, help, entries):
    if not part.again:
        return None
    last = max(entries, key=lambda one: (one.on, one.at, one.pk), default=None)
    if last is None:
        return None if part.waits else closes(part.again, help.opened_at)
    field, ends = part.ends_with or ("", ())
    return None if last.answers.get(field) in ends else closes(part.again, midday(last.on))


def _next_date(part, step, entries):
    """Counted back from the nearest date that nobody has seen to yet. What was noted afterwards needs nothing."""
    if not part.ahead:
        return None
    seen = step.settled_at
    days = [
        one.on
        for one in entries
        if one.on >= london_day(one.at)
        and not (seen and one.at <= seen and _before(part.ahead, midday(one.on)) <= end_of_day(seen))
    ]
    return _before(part.ahead, midday(min(days))) if days else None


def _before(span, moment):
    number, unit = parse(span)
    return end_of_day(moment - timedelta(**{f"{unit}s": number}))


def midday(day: date) -> datetime:
    return datetime.combine(day, time(12), LONDON)
