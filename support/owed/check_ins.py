"""Welfare check-ins as promises: "check_in.4" (R66, R80).

The one they chose asks them, where that colleague may open the case; otherwise whoever looks after them.
"""

from collections.abc import Callable
from functools import cache

from django.urls import reverse

from people.models import User
from support import access, chases, deadlines
from support.contact import wishes
from support.models import Case, CheckIn
from support.owed.kind import Kind, Owed
from support.workflow import CheckInStatus


def owed(case: Case) -> dict[str, Owed]:
    """Somebody who was not reached must be tried again by `again_by`."""
    waiting = [
        one for one in case.check_ins.all() if one.status in (CheckInStatus.AHEAD, CheckInStatus.NO_ANSWER)
    ]
    may_ask = cache(lambda chosen: access.can_run(chosen, case))
    return {
        f"check_in.{one.week}": Owed(
            deadlines.start_of_day(one.due_at), one.again_by or one.due_at, _owed_by(case, one, may_ask)
        )
        for one in waiting
    }


def _owed_by(case: Case, check_in: CheckIn, may_ask: Callable[[User], bool]) -> User | None:
    """Who asks them this time; None for whoever looks after the case."""
    chosen = wishes.who(getattr(case, "preference", None), deadlines.london_day(check_in.due_at))
    return chosen if chosen and chosen.pk != case.lead_id and may_ask(chosen) else None


def _week(promise):
    return promise.key.partition(".")[2]


KIND = Kind(
    "check_in",
    words=lambda promise, name: f"Ask how {name} is: week {_week(promise)}",
    link=lambda promise: reverse("support:check-in", args=[promise.case_id, _week(promise)]),
    clock=lambda key: chases.CHECK_IN,
    owed=owed,
)
