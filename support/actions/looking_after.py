"""What somebody who looks after a colleague does."""

from django.db import transaction

from people.access import require
from people.clock import now
from people.models import User
from people.trail import record
from support import access, deadlines, deciding
from support.actions.moving import (
    answer,
    contacted,
    locked,
    move,
    open_again,
    pass_over,
    plan_again,
    set_status,
    under_way,
)
from support.handing_on.handing import give
from support.leading import may_lead
from support.models import Case, CheckIn, Stage
from support.opening import part_of
from support.owed.by_hand import DO
from support.planning import keep
from support.practical.helping import take_up
from support.recording import CannotRecord, faults
from support.suggestions import SUGGESTIONS
from support.workflow import CannotMove, CaseStatus, StageStatus

# Outcomes that mean somebody spoke with them.
_SPOKEN = {StageStatus.HELD, StageStatus.OFFERED, StageStatus.BOOKED, StageStatus.DECLINED}


class Changed(Exception):
    """Somebody else recorded something here since the page was opened; nothing was saved."""


class StillOwed(Exception):
    """Support cannot end while something is owed."""


@transaction.atomic
def record_stage(
    case: Case,
    key: str,
    *,
    by: User,
    outcome: str,
    reason: str = "",
    next_step: str = "",
    answers: dict | None = None,
    booked_for=None,
    led_by: User | None = None,
    seen: int | None = None,
    at=None,
) -> Stage:
    """How a stage went, or what was arranged: outcome, reason and what comes next (R36). No narrative.

    `booked_for` is when it will take place, or when to look again. `seen` is how many moves the stage had
    when the page was opened: raises Changed when there are more by now, CannotMove for a move that MOVES does
    not list, and CannotRecord when something must be said first. `led_by` is whoever records it when nobody
    is named.
    """
    case, at = locked(case), at or now()
    require(access.can_run(by, case))
    under_way(case)
    stage = case.stages.get(key=key)
    if outcome == StageStatus.AHEAD:
        raise CannotMove("a settled stage is opened again by take_up_again, which asks why")
    if seen is not None and stage.moves.count() != seen:
        raise Changed
    answers = answers or {}
    led_by = (led_by or by) if outcome == StageStatus.HELD else None
    rule = case.version.rule(key)
    missing = faults(
        rule,
        outcome=outcome,
        reason=reason,
        next_step=next_step,
        answers=answers,
        booked_for=booked_for,
        led_by=led_by,
        leaders=may_lead(rule, case, deadlines.london_day(at)) if led_by else (),
    )
    if missing:
        raise CannotRecord(missing)
    before, stage.answers = stage.answers, stage.answers | answers
    deciding.answers_changed(stage, rule.prompts, before, at)
    stage.led_by = led_by or stage.led_by
    again = next_step == Stage.NextStep.REPEAT
    move(
        stage,
        outcome,
        by=by,
        at=at,
        reason=reason,
        next_step=next_step,
        booked_for=None if again else booked_for,
    )
    if again:
        move(stage, StageStatus.BOOKED, by=by, at=at, reason="again", booked_for=booked_for)
    moved = [key, *pass_over(case, stage, by=by, at=at)]
    if next_step == Stage.NextStep.REFER:
        deciding.decide(case, "referral", by=by, is_taken=True, at=at)
        take_up(case, "referral", by=by, at=at)
    if outcome in _SPOKEN:
        contacted(case, at)
    plan_again(case, at, *moved)
    return stage


@transaction.atomic
def promise(case: Case, key: str, *, by: User, at=None) -> None:
    """Take up a suggestion: it becomes something owed, with a date, and who decided so is kept (R36)."""
    case, at = locked(case), at or now()
    require(access.can_run(by, case))
    under_way(case)
    deciding.decide(case, key, by=by, is_taken=True, at=at)
    take_up(case, key, by=by, at=at)
    record("case.promised", by=by, subject=case, why=SUGGESTIONS[key].rows[0], at=at)
    plan_again(case, at)


@transaction.atomic
def keep_promise(case: Case, key: str, *, by: User, at=None) -> None:
    """What was taken up is done. Doing it twice is nothing."""
    case, at = locked(case), at or now()
    require(access.can_run(by, case))
    promised = case.promises.open().filter(key=DO + key).first()
    if promised is None:
        return
    keep(promised, at)
    record("case.promise_kept", by=by, subject=case, why=SUGGESTIONS[key].rows[0], at=at)
    if key == "call":
        contacted(case, at)
    plan_again(case, at)


@transaction.atomic
def record_check_in(
    case: Case,
    week: int,
    *,
    by: User,
    status: str,
    feeling: str = "",
    signs: str = "",
    how: str = "",
    at=None,
) -> CheckIn:
    """How a welfare check-in went (R66, R80): done, no answer yet, or not wanted.

    `signs` says whether any was noticed that may come late, `how` by which way they were tried and not reached;
    raises CannotRecord for the same way twice running.
    """
    case, at = locked(case), at or now()
    require(access.can_run(by, case))
    under_way(case)
    return answer(case, week, by=by, status=status, feeling=feeling, at=at, signs=signs, how=how)


@transaction.atomic
def hand_over(case: Case, to: User, why: str, *, by: User, at=None) -> Case:
    """Somebody else looks after them from now on. Nobody who is part of the incident can (R10)."""
    case, at = locked(case), at or now()
    require(access.can_run(by, case) and access.can_take(to, case) and to not in part_of(case.incident))
    give(case, to, why, by=by, at=at)
    return case


@transaction.atomic
def close_case(case: Case, *, by: User, at=None) -> Case:
    """Support ends when nothing is owed any more. It can be opened again at any time (R18)."""
    case, at = locked(case), at or now()
    require(access.can_run(by, case))
    if case.promises.open().exists():
        raise StillOwed
    return set_status(case, CaseStatus.CLOSED, "case.closed", by=by, at=at)


@transaction.atomic
def reopen_case(case: Case, *, by: User, at=None) -> Case:
    """Support starts again after it ended or was declined: somebody gets in touch first (R18)."""
    case, at = locked(case), at or now()
    require(access.can_run(by, case) or access.can_answer_for_self(by, case))
    return open_again(case, by=by, at=at)
