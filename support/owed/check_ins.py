"""Welfare check-ins as promises: "check_in.4" (R66, R80)."""

from django.urls import reverse

from support import chases, deadlines
from support.models import Case
from support.owed.kind import Kind, Owed
from support.workflow import CheckInStatus


def _owed(case: Case) -> dict[str, Owed]:
    return {
        f"check_in.{check_in.week}": Owed(deadlines.start_of_day(check_in.due_at), check_in.due_at)
        for check_in in case.check_ins.all()
        if check_in.status in (CheckInStatus.AHEAD, CheckInStatus.NO_ANSWER)
    }


def _week(promise):
    return promise.key.partition(".")[2]


KIND = Kind(
    "check_in",
    words=lambda promise, name: f"Ask how {name} is: week {_week(promise)}",
    link=lambda promise: reverse("support:check-in", args=[promise.case_id, _week(promise)]),
    clock=lambda key: chases.CHECK_IN,
    owed=_owed,
)
