"""What a person decides about suggestions, and taking up a settled stage again (R6, R18, R36, R37)."""

from django.db import transaction

from people.access import require
from people.clock import now
from people.models import User
from people.trail import record
from support import access, deciding, reasons
from support.actions.looking_after import Changed, promise
from support.actions.moving import locked, move, plan_again, under_way
from support.models import Case, Stage
from support.recording import CannotRecord
from support.workflow import SETTLED, CannotMove, StageStatus

AGAIN = (StageStatus.AHEAD, StageStatus.OFFERED, StageStatus.BOOKED)


@transaction.atomic
def decide_suggestion(case: Case, key: str, *, by: User, is_taken: bool, reason: str = "", at=None) -> None:
    """What an answer suggests is taken up, or not and why. Deciding twice is nothing (R36, R37)."""
    case, at = locked(case), at or now()
    require(access.can_run(by, case))
    under_way(case)
    if is_taken:
        promise(case, key, by=by, at=at)
        return
    if reason not in reasons.NOT_TAKEN:
        raise CannotRecord({"reason": "Choose why not"})
    if deciding.decide(case, key, by=by, is_taken=False, reason=reason, at=at):
        record("suggestion.not_taken", by=by, subject=case, why=f"{key}: {reasons.NOT_TAKEN[reason]}", at=at)
    plan_again(case, at)


@transaction.atomic
def take_up_again(
    case: Case, key: str, *, by: User, outcome: str, reason: str, booked_for, seen: int | None = None, at=None
) -> Stage:
    """A settled stage is opened again, offered again or booked to be repeated, with the reason why (R18).

    `booked_for` is by when it is considered, or when it takes place; an offer needs none. Raises what record_stage
    raises.
    """
    case, at = locked(case), at or now()
    require(access.can_run(by, case))
    under_way(case)
    stage = case.stages.get(key=key)
    if seen is not None and stage.moves.count() != seen:
        raise Changed
    if stage.status not in SETTLED or outcome not in AGAIN:
        raise CannotMove(f"{stage.status} to {outcome}")
    missing = {}
    if reason not in dict(reasons.choices(outcome)):
        missing["reason"] = "Choose a reason"
    if outcome != StageStatus.OFFERED and not booked_for:
        missing["booked_for"] = "Enter the day"
    if missing:
        raise CannotRecord(missing)
    move(stage, outcome, by=by, at=at, reason=reason, booked_for=booked_for)
    plan_again(case, at, key)
    return stage
