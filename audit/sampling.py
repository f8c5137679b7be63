"""A sample of a month's cases for an auditor: statuses and how long each thing took. No name, place, kind or words.

The sample of a month is the same each time and for every auditor, so that nobody can look through all of them by asking
again. Looking at it is noted for each case in it. What was said in confidence is never in one.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from audit import access
from audit.deadlines import is_over, month_before, month_of, span
from people.access import require
from people.encryption import keyed_hash
from people.models import User
from people.trail import record_all
from support.models import Case
from support.pathway import STAGES

SIZE = 20
# With fewer in a month somebody could be known by how their support went (security.md C1).
LEAST = 8
MONTHS = 12


@dataclass(frozen=True)
class Sampled:
    """One case by its number in the sample."""

    number: int
    status: str
    contact: str
    stages: list[tuple[str, str, str]]
    check_ins: list[tuple[str, str]]


def months(at: datetime) -> list[date]:
    """The last year's months that are over, newest first."""
    found = [month_before(month_of(at))]
    while len(found) < MONTHS:
        found.append(month_before(found[-1]))
    return found


@transaction.atomic
def sample(month: date, *, by: User, at: datetime) -> list[Sampled]:
    """Empty where there are too few to choose from."""
    require(access.can_sample(by) and is_over(month, at))
    start, end = span(month)
    there = Case.objects.filter(access.sampled(by), opened_at__gte=start, opened_at__lt=end)
    pks = list(there.order_by().values_list("pk", flat=True).distinct())
    if len(pks) < LEAST:
        return []
    chosen = sorted(pks, key=lambda pk: keyed_hash("sample", f"{month} {pk}"))[:SIZE]
    cases = Case.objects.in_bulk(chosen)
    record_all("case.sampled", by=by, subjects=cases.values(), why=f"{month:%B %Y}", at=at)
    rows = Case.objects.filter(pk__in=chosen).prefetch_related("stages", "check_ins")
    found = {case.pk: case for case in rows}
    return [_shown(number, found[pk]) for number, pk in enumerate(chosen, start=1)]


def _shown(number, case):
    return Sampled(
        number=number,
        status=case.get_status_display(),
        contact=_after(case.opened_at, case.contacted_at) if case.contacted_at else "Not yet",
        stages=[
            (
                STAGES[stage.key].name,
                stage.get_status_display(),
                _after(case.opened_at, stage.settled_at) if stage.settled_at else "",
            )
            for stage in case.stages.all()
        ],
        check_ins=[(f"Week {one.week}", one.get_status_display()) for one in case.check_ins.all()],
    )


def _after(start, end):
    """How long it took, in whole hours or days: the times themselves could say whose it is."""
    took = max(end - start, timedelta())
    if took < timedelta(hours=1):
        return "within an hour"
    if took < timedelta(days=1):
        return f"within {took.seconds // 3600 + 1} hours"
    return f"after {took.days} day{'' if took.days == 1 else 's'}"
