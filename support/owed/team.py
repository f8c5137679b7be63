"""How the team is, and those who supported somebody, as promises: "team.2" (R80)."""

from django.urls import reverse

from support import chases, deadlines
from support.models import Case, TeamCheckIn
from support.owed.kind import Kind, Owed


def _owed(case: Case) -> dict[str, Owed]:
    return {
        f"team.{one.week}": Owed(deadlines.start_of_day(one.due_at), one.due_at)
        for one in case.team_check_ins.all()
        if one.status == TeamCheckIn.Status.AHEAD
    }


def _week(promise):
    return promise.key.partition(".")[2]


KIND = Kind(
    "team",
    words=lambda promise, name: f"Ask how the team is, and those who helped: week {_week(promise)}",
    link=lambda promise: reverse("support:team-check-in", args=[promise.case_id, _week(promise)]),
    clock=lambda key: chases.TEAM_CHECK_IN,
    owed=_owed,
)
