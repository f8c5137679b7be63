"""What the verbs share: take the lock, move, note, and plan anew."""

from people.trail import record
from support import access, notices
from support.contact import reaching, team_check_ins, watching, weeks
from support.handing_on.passing import pass_on
from support.meeting.inviting import follow
from support.models import Case, CheckIn, Stage, StageMove
from support.planning import plan, promise_to_do
from support.visits.visitor import account_of
from support.workflow import SETTLED, CannotMove, CaseStatus, CheckInStatus, StageStatus

# Why a settled stage is taken up again where nobody was asked: by saying yes after all, or by planning it (R18).
TAKEN_UP = {
    StageStatus.ACCEPTED: "mind_changed",
    StageStatus.OFFERED: "again",
    StageStatus.BOOKED: "again",
}
# A stage that is put off, or opened again, says when it is looked at; a booked one when it takes place.
HAS_A_DAY = (StageStatus.BOOKED, StageStatus.DEFERRED, StageStatus.AHEAD)


def locked(case):
    wanted = ("person__user", "person__incident", "version", "lead", "team__site")
    return Case.objects.select_for_update(of=("self",)).select_related(*wanted).get(pk=case.pk)


def under_way(case):
    if case.status != CaseStatus.OPEN:
        raise CannotMove("support is not under way")


def move(stage, status, *, by, at, reason="", next_step="", booked_for=None):
    before = stage.status
    stage.move_to(status)
    if before in SETTLED:
        reason = reason or TAKEN_UP.get(status, "")
    stage.reason, stage.next_step = reason, next_step
    stage.booked_for = booked_for if status in HAS_A_DAY else None
    stage.settled_at = at if status in SETTLED else None
    if status not in (StageStatus.DEFERRED, StageStatus.AHEAD):
        stage.considered_at = stage.considered_at or at
    stage.save()
    StageMove.objects.create(
        stage=stage,
        moved_from=before,
        moved_to=status,
        reason=reason,
        next_step=next_step,
        by=account_of(by),
        at=at,
    )
    record(f"stage.{status}", by=by, subject=stage.case, why=stage.key, at=at)
    follow(stage.case, stage, by=by, at=at)


def pass_over(case, stage, *, by, at):
    """ "Straight to ongoing support" settles the stages that lie between; learning stands apart."""
    if stage.next_step != Stage.NextStep.ONGOING:
        return []
    between = case.stages.filter(
        order__gt=stage.order, status=StageStatus.AHEAD, due_at__isnull=False
    ).exclude(key="ongoing")
    for one in between:
        move(one, StageStatus.NOT_NEEDED, by=by, at=at, reason="straight_on", next_step=Stage.NextStep.GO_ON)
    return [one.key for one in between]


def answer(case, week, *, by, status, feeling, at, signs="", how=""):
    """How a check-in went. A try that reached nobody is noted with `how`, and is tried again by another way (R66)."""
    check_in = case.check_ins.get(week=week)
    check_in.move_to(status)
    done = status == CheckInStatus.DONE
    check_in.feeling = feeling if done else ""
    check_in.answered_by, check_in.answered_at = (account_of(by), at) if done else (None, None)
    check_in.signs = signs if done else ""
    first_try = status == CheckInStatus.NO_ANSWER and reaching.note_try(check_in, how, by=by, at=at)
    check_in.save()
    record(f"check_in.{status}", by=by, subject=case, why=f"week {week}", at=at)
    if done:
        contacted(case, at)
        watching.look(case, check_in, at)
    if check_in.feeling in (CheckIn.Feeling.CALL, CheckIn.Feeling.WORSE) and access.can_answer_for_self(
        by, case, f"check_in.{week}"
    ):
        call_wanted(case, by=by, at=at)
    plan(case, at, moved=(f"check_in.{week}",) if first_try or status != CheckInStatus.NO_ANSWER else ())
    if status == CheckInStatus.NO_ANSWER:
        reaching.not_reached(case, check_in, by=by, at=at)
    return check_in


def call_wanted(case, *, by, at):
    promise_to_do(case, "call", at)
    record("case.call_wanted", by=by, subject=case, at=at)
    notices.call_wanted(case, at)


def contacted(case, at):
    if case.contacted_at is None:
        case.contacted_at = at
        case.save()


def set_status(case, status, event, *, by, at):
    case.move_to(status)
    case.closed_at = at if status == CaseStatus.CLOSED else None
    case.accepted_at = None if status == CaseStatus.DECLINED else case.accepted_at
    case.save()
    record(event, by=by, subject=case, at=at)
    if status != CaseStatus.OPEN:
        follow(case, by=by, at=at)
        asks_instead = team_check_ins.pass_on(case)
        if asks_instead:
            plan(asks_instead, at)
    plan(case, at)
    return case


def open_again(case, *, by, at):
    case.accepted_at = at
    set_status(case, CaseStatus.OPEN, "case.reopened", by=by, at=at)
    weeks.start_again(case, at)
    pass_on(case, by=account_of(by), at=at)
    call_wanted(case, by=by, at=at)
    plan_again(case, at)
    return case


def plan_again(case, at, *stages):
    plan(case, at, moved=tuple(f"{kind}.{key}" for key in stages for kind in ("stage", "decide")))
