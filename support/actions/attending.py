"""Recording a session: who came, and what comes next for each. What was said is never asked."""

from collections.abc import Mapping

from django.db import transaction

from people.access import require
from people.clock import now
from people.models import User
from people.trail import record
from support import access
from support.actions.moving import contacted, locked, move, pass_over
from support.actions.sessions import coming_to, is_planned, locked_session, look_again
from support.models import Session, Stage
from support.planning import plan, promise_to_do
from support.recording import CannotRecord
from support.workflow import MOVES, AttendanceStatus, CaseStatus, SessionStatus, StageStatus


@transaction.atomic
def record_session(session: Session, *, by: User, said: Mapping, at=None) -> Session:
    """Who came, and for each of them what comes next (R36, R56). Their stage is held, led by the leader, all at once.

    `said` is {attendance id: {"came": bool, "next_step": str, "answers": dict}} for everybody who was expected.
    Raises CannotMove when it was recorded already, and CannotRecord when something must be said first.
    """
    session, at = locked_session(session), at or now()
    require(access.can_change_session(by, session))
    is_planned(session)
    coming = coming_to(session)
    if missing := _unsaid(session, coming, said, at):
        raise CannotRecord(missing)
    session.move_to(SessionStatus.HELD)
    session.settled_at = at
    session.save()
    record("session.held", by=by, subject=session, at=at)
    for one in coming:
        one.session = session
        (_came if said[one.pk]["came"] else _did_not_come)(one, said[one.pk], by, at)
    return session


def _unsaid(session, coming, said, at):
    if session.starts_at > at:
        return {"": "This can be recorded once it has begun"}
    if session.seeks_leader:
        return {"": "Choose who led it first"}
    found = {}
    for one in coming:
        if said.get(one.pk, {}).get("came") is None:
            found[f"came_{one.pk}"] = "Choose whether they came"
        elif said[one.pk]["came"] and not said[one.pk].get("next_step"):
            found[f"next_{one.pk}"] = "Choose what comes next"
    return found


def _came(attendance, said, by, at):
    attendance.move_to(AttendanceStatus.CAME)
    attendance.next_step = said["next_step"]
    attendance.save()
    record("invitation.came", by=by, subject=attendance, at=at)
    case, session = locked(attendance.case), attendance.session
    moved = []
    if case.status == CaseStatus.OPEN:
        stage = case.stages.filter(key=session.kind).first()
        if stage and StageStatus.HELD in MOVES[stage.status]:
            stage.answers |= said.get("answers") or {}
            stage.led_by = session.leader
            move(stage, StageStatus.HELD, by=by, at=at, next_step=said["next_step"])
            moved = [stage.key, *pass_over(case, stage, by=by, at=at)]
        if said["next_step"] == Stage.NextStep.REFER:
            promise_to_do(case, "referral", at)
        contacted(case, at)
    plan(case, at, moved=tuple(f"stage.{key}" for key in moved))


def _did_not_come(attendance, said, by, at):
    attendance.move_to(AttendanceStatus.DID_NOT_COME)
    attendance.save()
    record("invitation.did_not_come", by=by, subject=attendance, at=at)
    look_again(locked(attendance.case), attendance.session.kind, "did_not_come", by, at)
