"""What can be done with a case: the verbs of this room. Each locks, asks, changes, records, plans and tells."""

from django.db import transaction

from people.access import require
from people.clock import now
from people.models import User
from people.trail import record
from support import access, deadlines, notices
from support.leading import may_lead
from support.models import Case, CheckIn, Stage, StageMove
from support.opening import part_of
from support.planning import DO, keep, plan, promise_to_do
from support.recording import CannotRecord, faults
from support.suggestions import SUGGESTIONS
from support.workflow import SETTLED, CannotMove, CaseStatus, CheckInStatus, StageStatus

# Outcomes that mean somebody spoke with them.
_SPOKEN = {StageStatus.HELD, StageStatus.OFFERED, StageStatus.BOOKED, StageStatus.DECLINED}


class Changed(Exception):
    """Somebody else recorded something here since the page was opened; nothing was saved."""


class StillOwed(Exception):
    """Support cannot end while something is owed."""


# Looking after somebody


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

    `booked_for` is when it will take place, or when to look again. `seen` is how many moves the stage had when the
    page was opened: raises Changed when there are more by now, CannotMove for a move that MOVES does not list, and
    CannotRecord when something must be said first. `led_by` is whoever records it when nobody is named.
    """
    case, at = _locked(case), at or now()
    require(access.can_run(by, case))
    _under_way(case)
    stage = case.stages.get(key=key)
    if seen is not None and stage.moves.count() != seen:
        raise Changed
    answers = answers or {}
    led_by = (led_by or by) if outcome == StageStatus.HELD else None
    rule = case.version.rules.get(key=key)
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
    stage.answers = stage.answers | answers
    stage.led_by = led_by or stage.led_by
    again = next_step == Stage.NextStep.REPEAT
    _move(stage, outcome, by=by, at=at, reason=reason, next_step=next_step, booked_for=None if again else booked_for)
    if again:
        _move(stage, StageStatus.BOOKED, by=by, at=at, booked_for=booked_for)
    moved = [key, *_pass_over(case, stage, by=by, at=at)]
    if outcome in _SPOKEN:
        _contacted(case, at)
    _plan(case, at, *moved)
    return stage


@transaction.atomic
def promise(case: Case, key: str, *, by: User, at=None) -> None:
    """Take up a suggestion: it becomes something owed, with a date."""
    case, at = _locked(case), at or now()
    require(access.can_run(by, case))
    _under_way(case)
    promise_to_do(case, key, at)
    record("case.promised", by=by, subject=case, why=SUGGESTIONS[key].rows[0], at=at)
    _plan(case, at)


@transaction.atomic
def keep_promise(case: Case, key: str, *, by: User, at=None) -> None:
    """What was taken up is done. Doing it twice is nothing."""
    case, at = _locked(case), at or now()
    require(access.can_run(by, case))
    promised = case.promises.open().filter(key=DO + key).first()
    if promised is None:
        return
    keep(promised, at)
    record("case.promise_kept", by=by, subject=case, why=SUGGESTIONS[key].rows[0], at=at)
    if key == "call":
        _contacted(case, at)
    _plan(case, at)


@transaction.atomic
def record_check_in(case: Case, week: int, *, by: User, status: str, feeling: str = "", at=None) -> CheckIn:
    """How a welfare check-in went (R66, R80): done, no answer yet, or not wanted."""
    case, at = _locked(case), at or now()
    require(access.can_run(by, case))
    _under_way(case)
    return _answer(case, week, by=by, status=status, feeling=feeling, at=at)


@transaction.atomic
def hand_over(case: Case, to: User, why: str, *, by: User, at=None) -> Case:
    """Somebody else looks after them from now on. Nobody who is part of the incident can (R10)."""
    case, at = _locked(case), at or now()
    require(access.can_run(by, case) and access.can_take(to, case) and to not in part_of(case.incident))
    case.lead, case.lead_why = to, why
    case.save()
    case.promises.open().update(owner=to)
    record("case.handed_over", by=by, subject=case, at=at)
    notices.case_opened(case, at)
    return case


@transaction.atomic
def close_case(case: Case, *, by: User, at=None) -> Case:
    """Support ends when nothing is owed any more. It can be opened again at any time (R18)."""
    case, at = _locked(case), at or now()
    require(access.can_run(by, case))
    if case.promises.open().exists():
        raise StillOwed
    return _set_status(case, CaseStatus.CLOSED, "case.closed", by=by, at=at)


@transaction.atomic
def reopen_case(case: Case, *, by: User, at=None) -> Case:
    """Support starts again after it ended or was declined: somebody gets in touch first (R18)."""
    case, at = _locked(case), at or now()
    require(access.can_run(by, case) or access.can_answer_for_self(by, case))
    return _open_again(case, by=by, at=at)


# The person themselves


@transaction.atomic
def accept_support(case: Case, *, by: User, at=None) -> Case:
    """They say yes to support, at first or after having said no (R12)."""
    case, at = _locked(case), at or now()
    require(access.can_answer_for_self(by, case) or access.can_run(by, case))
    if case.status != CaseStatus.OPEN:
        return _open_again(case, by=by, at=at)
    case.accepted_at = at
    case.save()
    record("case.accepted", by=by, subject=case, at=at)
    return case


resume = accept_support


@transaction.atomic
def decline_support(case: Case, *, by: User, at=None) -> Case:
    """They want no support for now. A good outcome: nobody presses them, and they can come back (R12)."""
    case, at = _locked(case), at or now()
    require(access.can_answer_for_self(by, case) or access.can_run(by, case))
    return _set_status(case, CaseStatus.DECLINED, "case.declined", by=by, at=at)


@transaction.atomic
def accept_stage(case: Case, key: str, *, by: User, at=None) -> Stage:
    """Yes to one stage, also after a no: from now on it is owed."""
    return _own_answer(case, key, StageStatus.ACCEPTED, by=by, at=at or now())


@transaction.atomic
def decline_stage(case: Case, key: str, *, by: User, at=None) -> Stage:
    """No to one stage; the others go on."""
    return _own_answer(case, key, StageStatus.DECLINED, by=by, at=at or now(), reason="own_page")


@transaction.atomic
def change_mind(case: Case, key: str, *, by: User, at=None) -> Stage:
    """From no to yes, or from yes to no."""
    declined = case.stages.get(key=key).status == StageStatus.DECLINED
    return (accept_stage if declined else decline_stage)(case, key, by=by, at=at)


@transaction.atomic
def answer_check_in(case: Case, week: int, *, by: User, feeling: str, at=None) -> CheckIn:
    """The person's own answer. Finding it harder, or wanting a call, is told to whoever looks after them at once."""
    case, at = _locked(case), at or now()
    require(access.can_answer_for_self(by, case))
    _under_way(case)
    return _answer(case, week, by=by, status=CheckInStatus.DONE, feeling=feeling, at=at)


@transaction.atomic
def ask_for_call(case: Case, *, by: User, at=None) -> None:
    """The person would like somebody to call. Asking opens support again if it was declined or had ended."""
    case, at = _locked(case), at or now()
    require(access.can_answer_for_self(by, case))
    if case.status != CaseStatus.OPEN:
        _open_again(case, by=by, at=at)
        return
    _call_wanted(case, by=by, at=at)
    _plan(case, at)


# The steps they share


def _locked(case):
    wanted = ("person__user", "person__incident", "version", "lead", "team__site")
    return Case.objects.select_for_update(of=("self",)).select_related(*wanted).get(pk=case.pk)


def _under_way(case):
    if case.status != CaseStatus.OPEN:
        raise CannotMove("support is not under way")


def _move(stage, status, *, by, at, reason="", next_step="", booked_for=None):
    before = stage.status
    stage.move_to(status)
    stage.reason, stage.next_step = reason, next_step
    stage.booked_for = booked_for if status in (StageStatus.BOOKED, StageStatus.DEFERRED) else None
    stage.settled_at = at if status in SETTLED else None
    if status != StageStatus.DEFERRED:
        stage.considered_at = stage.considered_at or at
    stage.save()
    StageMove.objects.create(
        stage=stage, moved_from=before, moved_to=status, reason=reason, next_step=next_step, by=by, at=at
    )
    record(f"stage.{status}", by=by, subject=stage.case, why=stage.key, at=at)


def _pass_over(case, stage, *, by, at):
    """ "Straight to ongoing support" settles the stages of support that lie between; learning stands apart."""
    if stage.next_step != Stage.NextStep.ONGOING:
        return []
    between = case.stages.filter(order__gt=stage.order, status=StageStatus.AHEAD, due_at__isnull=False).exclude(key="ongoing")
    for one in between:
        _move(one, StageStatus.NOT_NEEDED, by=by, at=at, reason="straight_on", next_step=Stage.NextStep.GO_ON)
    return [one.key for one in between]


def _own_answer(case, key, status, *, by, at, reason=""):
    case = _locked(case)
    require(access.can_answer_for_self(by, case))
    _under_way(case)
    stage = case.stages.get(key=key)
    if stage.status == StageStatus.AHEAD:
        raise CannotMove(f"{key} has not been offered")
    _move(stage, status, by=by, at=at, reason=reason)
    _plan(case, at, key)
    return stage


def _answer(case, week, *, by, status, feeling, at):
    check_in = case.check_ins.get(week=week)
    check_in.move_to(status)
    done = status == CheckInStatus.DONE
    check_in.feeling = feeling if done else ""
    check_in.answered_by, check_in.answered_at = (by, at) if done else (None, None)
    check_in.save()
    record(f"check_in.{status}", by=by, subject=case, why=f"week {week}", at=at)
    if done:
        _contacted(case, at)
    if check_in.feeling in (CheckIn.Feeling.CALL, CheckIn.Feeling.WORSE) and access.can_answer_for_self(by, case):
        _call_wanted(case, by=by, at=at)
    plan(case, at, moved=(f"check_in.{week}",))
    return check_in


def _call_wanted(case, *, by, at):
    promise_to_do(case, "call", at)
    record("case.call_wanted", by=by, subject=case, at=at)
    notices.call_wanted(case, at)


def _contacted(case, at):
    if case.contacted_at is None:
        case.contacted_at = at
        case.save()


def _set_status(case, status, event, *, by, at):
    case.move_to(status)
    case.closed_at = at if status == CaseStatus.CLOSED else None
    case.accepted_at = None if status == CaseStatus.DECLINED else case.accepted_at
    case.save()
    record(event, by=by, subject=case, at=at)
    if status != CaseStatus.OPEN:
        for promised in case.promises.open():
            keep(promised, at)
    plan(case, at)
    return case


def _open_again(case, *, by, at):
    case.accepted_at = at
    _set_status(case, CaseStatus.OPEN, "case.reopened", by=by, at=at)
    _call_wanted(case, by=by, at=at)
    _plan(case, at)
    return case


def _plan(case, at, *stages):
    plan(case, at, moved=tuple(f"stage.{key}" for key in stages))
