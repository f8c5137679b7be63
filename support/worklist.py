"""The worklist: whose support is most urgent, a page at a time, always in the same number of queries."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q

from support.access import looked_after_by
from support.models import Case
from support.steps import Step, next_steps
from support.workflow import CaseStatus

PAGE = 25
SHOWN = {"mine": "Those I look after", "all": "All I may see", "ended": "Ended or declined"}


@dataclass(frozen=True)
class Row:
    case: Case
    step: Step | None


def page(user, shown: str, after: str, at: datetime) -> tuple[list[Row], str]:
    """One page of rows, and where the next starts ("" after the last); `after` is what that gave before."""
    ended = shown == "ended"
    cases = Case.objects.visible_to(user).select_related("person__user", "person__incident", "team", "lead")
    cases = cases.exclude(status=CaseStatus.OPEN) if ended else cases.filter(status=CaseStatus.OPEN)
    if shown == "mine":
        cases = cases.filter(looked_after_by(user))
    by = "-opened_at" if ended else F("next_due_at").asc(nulls_last=True)
    cases = cases.filter(_beyond(after, ended)).order_by(by, "id")
    found = list(cases[: PAGE + 1])
    here = found[:PAGE]
    steps = {} if ended else next_steps(here, at)
    more = _mark(here[-1], ended) if len(found) > PAGE else ""
    return [Row(case, steps.get(case.pk)) for case in here], more


def _mark(case, ended):
    moment = case.opened_at if ended else case.next_due_at
    return f"{moment.isoformat() if moment else ''}~{case.pk}"


def _beyond(after, ended):
    """What comes after that row; everything for a mark that makes no sense."""
    try:
        moment, _, pk = after.partition("~")
        moment, pk = datetime.fromisoformat(moment) if moment else None, UUID(pk)
    except ValueError:
        return Q()
    if ended:
        return Q(opened_at__lt=moment) | Q(opened_at=moment, id__gt=pk) if moment else Q()
    if moment is None:
        return Q(next_due_at=None, id__gt=pk)
    return Q(next_due_at__gt=moment) | Q(next_due_at=moment, id__gt=pk) | Q(next_due_at=None)
