"""Moving a case to another version of the pathway: what would change, said before it is done (R25).

What is settled stays as it was. What is already past its time keeps its date, for a move must not hide that it is
late. A stage that is gone and that nobody has begun is not needed any more; one that was begun goes on, for it was
promised. Nothing lands in the past: what would have been due before now gets two working days.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from support import deadlines
from support.models import Case, PathwayVersion, Stage, StageRule
from support.opening import stage_of
from support.workflow import SETTLED, CaseStatus, StageStatus

# Why a stage was settled by a move, and never by hand.
SWITCHED_OFF = "switched_off"
# Read beside each case.
READ = (Prefetch("stages", Stage.objects.defer("answers")), "check_ins", "team_check_ins")


@dataclass(frozen=True)
class Change:
    """One stage that a move would add, take away or give another date. `is_late` says that the new window is over."""

    key: str
    what: str
    order: int
    opens_at: datetime | None = None
    due_at: datetime | None = None
    is_late: bool = False


def changes(case: Case, rules: list[StageRule], at: datetime) -> list[Change]:
    """What the stages of a case would become under these rules; settled ones are never among them."""
    happened, told = _times(case)
    stages = {stage.key: stage for stage in case.stages.all()}
    return [
        change
        for rule in rules
        if (change := _change(stages.get(rule.key), stage_of(case, rule, happened, told), rule, case, at))
    ]


def weeks_to_add(case: Case, weeks: list[int], at: datetime) -> dict[int, datetime]:
    """The check-ins that a move would add, by week. Those that were promised stay."""
    return _to_come(case, weeks, {one.week for one in case.check_ins.all()}, at)


def team_weeks_to_add(case: Case, weeks: list[int], at: datetime) -> dict[int, datetime]:
    """Likewise for the team, in the one case that carries its question; none carries it where no team was asked."""
    promised = {one.week for one in case.team_check_ins.all()}
    return _to_come(case, weeks, promised, at) if promised else {}


def _to_come(case, weeks, promised, at):
    happened, _ = _times(case)
    due = {week: deadlines.closes(f"{week} weeks", happened) for week in weeks if week not in promised}
    return {week: due_at for week, due_at in due.items() if due_at > at}


def at_place(site):
    """The cases under way there; for the whole trust (None), of all sites that have no pathway of their own."""
    cases = Case.objects.filter(status=CaseStatus.OPEN)
    if site:
        return cases.filter(team__site=site)
    own = PathwayVersion.objects.filter(pk__in=PathwayVersion.objects.in_own_right()).values("site")
    return cases.exclude(team__site__in=own)


def _times(case):
    incident = case.incident
    happened = deadlines.happened_at(
        incident.occurred_on, incident.occurred_time, reported=incident.reported_at
    )
    return happened, happened if incident.is_imported else incident.reported_at


def _change(stage, meant, rule, case, at):
    came_back = stage is not None and stage.reason == SWITCHED_OFF and rule.is_on
    if stage is None or came_back:
        return _dated("added", rule, meant, at) if rule.is_on and not _is_past(case, meant, at) else None
    if stage.status in SETTLED:
        return None
    if not rule.is_on:
        return Change(rule.key, "gone", rule.order) if stage.status == StageStatus.AHEAD else None
    is_overdue = stage.due_at is not None and stage.due_at <= at
    same = (meant.opens_at, meant.due_at) == (stage.opens_at, stage.due_at)
    return None if is_overdue or same else _dated("redated", rule, meant, at)


def _is_past(case, meant, at):
    """What came over from the old system gets nothing that was over before."""
    return case.incident.is_imported and (meant.due_at is None or meant.due_at <= at)


def _dated(what, rule, meant, at):
    is_late = meant.due_at is not None and meant.due_at <= at
    due_at = deadlines.closes(deadlines.AGAIN_WITHIN, at) if is_late else meant.due_at
    return Change(rule.key, what, rule.order, meant.opens_at, due_at, is_late)
