"""What a colleague decides about their own support (R12)."""

from django.db import transaction

from people.access import require
from people.clock import now
from people.models import User
from people.trail import record
from support import access
from support.actions.moving import (
    answer,
    call_wanted,
    locked,
    move,
    open_again,
    plan_again,
    set_status,
    under_way,
)
from support.models import Case, CheckIn, Stage
from support.visits.visitor import Visitor
from support.workflow import CannotMove, CaseStatus, CheckInStatus, StageStatus


@transaction.atomic
def accept_support(case: Case, *, by: User | Visitor, at=None) -> Case:
    """They say yes to support, at first or after having said no (R12)."""
    case, at = locked(case), at or now()
    require(access.can_answer_for_self(by, case) or access.can_run(by, case))
    if case.status != CaseStatus.OPEN:
        return open_again(case, by=by, at=at)
    case.accepted_at = at
    case.save()
    record("case.accepted", by=by, subject=case, at=at)
    return case


resume = accept_support


@transaction.atomic
def decline_support(case: Case, *, by: User | Visitor, at=None) -> Case:
    """They want no support for now. A good outcome: nobody presses them, and they can come back (R12)."""
    case, at = locked(case), at or now()
    require(access.can_answer_for_self(by, case) or access.can_run(by, case))
    return set_status(case, CaseStatus.DECLINED, "case.declined", by=by, at=at)


@transaction.atomic
def accept_stage(case: Case, key: str, *, by: User | Visitor, at=None) -> Stage:
    """Yes to one stage, also after a no: from now on it is owed."""
    return _own_answer(case, key, StageStatus.ACCEPTED, by=by, at=at or now())


@transaction.atomic
def decline_stage(case: Case, key: str, *, by: User | Visitor, at=None) -> Stage:
    """No to one stage; the others go on."""
    return _own_answer(case, key, StageStatus.DECLINED, by=by, at=at or now(), reason="own_page")


@transaction.atomic
def change_mind(case: Case, key: str, *, by: User | Visitor, at=None) -> Stage:
    """From no to yes, or from yes to no."""
    declined = case.stages.get(key=key).status == StageStatus.DECLINED
    return (accept_stage if declined else decline_stage)(case, key, by=by, at=at)


@transaction.atomic
def answer_check_in(case: Case, week: int, *, by: User | Visitor, feeling: str, at=None) -> CheckIn:
    """The person's own answer. Finding it harder, or wanting a call, is told to their lead at once."""
    case, at = locked(case), at or now()
    require(access.can_answer_for_self(by, case, f"check_in.{week}"))
    under_way(case)
    return answer(case, week, by=by, status=CheckInStatus.DONE, feeling=feeling, at=at)


@transaction.atomic
def ask_for_call(case: Case, *, by: User | Visitor, at=None) -> None:
    """The person would like somebody to call. Asking opens support again if it was declined or had ended."""
    case, at = locked(case), at or now()
    require(access.can_answer_for_self(by, case))
    if case.status != CaseStatus.OPEN:
        open_again(case, by=by, at=at)
        return
    call_wanted(case, by=by, at=at)
    plan_again(case, at)


def _own_answer(case, key, status, *, by, at, reason=""):
    case = locked(case)
    require(access.can_answer_for_self(by, case))
    under_way(case)
    stage = case.stages.get(key=key)
    if stage.status == StageStatus.AHEAD:
        raise CannotMove(f"{key} has not been offered")
    move(stage, status, by=by, at=at, reason=reason)
    plan_again(case, at, key)
    return stage
