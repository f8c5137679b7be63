"""Planning a session, changing it, answering an invitation and recording who came. What was said is never asked."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from people.access import require
from people.clock import now
from people.models import User
from people.trail import record
from support import access, deadlines
from support.actions.moving import locked, move, under_way
from support.meeting import inviting
from support.meeting.gathering import faults
from support.models import Attendance, Case, Session
from support.owed.sessions import key_of
from support.planning import plan
from support.recording import CannotRecord
from support.visits.visitor import account_of
from support.workflow import (
    ATTENDANCE_MOVES,
    MOVES,
    AttendanceStatus,
    CannotMove,
    CaseStatus,
    SessionStatus,
    StageStatus,
)

LOOK_AGAIN = "2 working days"


@transaction.atomic
def plan_session(
    cases: Collection[Case],
    *,
    by: User,
    kind: str,
    leader: User,
    starts_at: datetime,
    place: str,
    minutes: int = 60,
    is_online: bool = False,
    is_group: bool = False,
    voluntary: Collection = (),
    at=None,
) -> Session:
    """A talk with one colleague or a small group, also of different incidents (R55, R122). Everybody is invited.

    `voluntary` are the ids of cases whose colleague knows that they may say no. Raises CannotRecord when it cannot be.
    """
    cases, at = _locked_all(cases), at or now()
    for case in cases:
        require(access.can_run(by, case))
    said = {"leader": leader, "starts_at": starts_at, "is_group": is_group, "voluntary": voluntary, "at": at}
    if missing := faults(kind, cases, **said):
        raise CannotRecord(missing)
    session = Session.objects.create(
        kind=kind,
        is_group=is_group,
        starts_at=starts_at,
        minutes=minutes,
        is_online=is_online,
        place=place,
        leader=leader,
        made_by=by,
        made_at=at,
    )
    record("session.planned", by=by, subject=session, at=at)
    for case in cases:
        _invite(session, case, case.pk in voluntary, by, at)
    inviting.tell_leader(session, inviting.LEADS, at)
    return session


@transaction.atomic
def invite_more(
    session: Session, cases: Collection[Case], *, by: User, voluntary: Collection = (), at=None
) -> Session:
    """Others join a group that is planned already."""
    session, at = locked_session(session), at or now()
    cases = _locked_all(cases)
    is_planned(session)
    require(access.can_see_session(by, session))
    for case in cases:
        require(access.can_run(by, case))
    coming = [one.case for one in coming_to(session)]
    said = {"leader": session.leader, "starts_at": session.starts_at, "is_group": session.is_group}
    if missing := faults(session.kind, cases, **said, voluntary=voluntary, at=at, coming=coming):
        raise CannotRecord(missing)
    for case in cases:
        _invite(session, case, case.pk in voluntary, by, at)
    return session


@transaction.atomic
def change_session(
    session: Session,
    *,
    by: User,
    leader: User,
    starts_at: datetime,
    place: str,
    minutes: int,
    is_online: bool,
    at=None,
) -> Session:
    """Another time, place or leader. Everybody's calendar hears of it; a new time asks them anew."""
    session, at = locked_session(session), at or now()
    require(access.can_change_session(by, session))
    is_planned(session)
    coming, before = coming_to(session), session.leader
    said = {"leader": leader, "starts_at": starts_at, "is_group": session.is_group, "at": at}
    if missing := faults(session.kind, [], **said, coming=[one.case for one in coming]):
        raise CannotRecord(missing)
    moved = session.starts_at != starts_at
    session.leader, session.seeks_leader = leader, False
    session.starts_at, session.minutes = starts_at, minutes
    session.place, session.is_online = place, is_online
    session.sequence += 1
    session.save()
    record("session.changed", by=by, subject=session, at=at)
    for one in coming:
        one.session = session
        _tell_of_change(one, moved, by, at)
    inviting.tell_leader(session, inviting.LED_CHANGED if leader == before else inviting.LEADS, at)
    if leader != before:
        inviting.tell_leader(session, inviting.LED_OFF, at, to=before)
    return session


@transaction.atomic
def cancel_session(session: Session, *, by: User | None, at=None) -> Session:
    """It does not take place. What it was for is looked at again within two working days."""
    session, at = locked_session(session), at or now()
    require(access.can_change_session(by, session))
    return call_off(session, by=by, at=at)


def call_off(session: Session, *, by: User | None, at: datetime) -> Session:
    coming = coming_to(session)
    session.move_to(SessionStatus.CANCELLED)
    session.settled_at = at
    session.sequence += 1
    session.save()
    record("session.cancelled", by=by, subject=session, at=at)
    for one in coming:
        one.session = session
        inviting.take_off(one, AttendanceStatus.WITHDRAWN, by=by, at=at)
        look_again(locked(one.case), session.kind, "called_off", by, at)
    inviting.tell_leader(session, inviting.LED_OFF, at)
    return session


@transaction.atomic
def answer_invitation(attendance: Attendance, *, by, comes: bool, at=None) -> Attendance:
    """The colleague's own yes or no, which can be changed until it begins. No needs no reason (R12).

    Invited about two reports of theirs, they answer once.
    """
    at = at or now()
    twins = list(inviting.twins(attendance).select_related("case"))
    cases = {case.pk: case for case in _locked_all([attendance.case, *(twin.case for twin in twins)])}
    case = cases[attendance.case_id]
    attendance = Attendance.objects.select_for_update(of=("self",)).get(pk=attendance.pk)
    require(access.can_answer_for_self(by, case, inviting.purpose(attendance)))
    under_way(case)
    session = attendance.session
    is_planned(session)
    if session.starts_at <= at:
        raise CannotMove("it has begun")
    _answer(attendance, case, comes, account_of(by), at)
    for twin in twins:
        if attendance.status in ATTENDANCE_MOVES[twin.status]:
            _answer(twin, cases[twin.case_id], comes, account_of(by), at)
    inviting.say_who_comes(attendance, at)
    return attendance


def _answer(attendance, case, comes, by, at):
    attendance.move_to(AttendanceStatus.ACCEPTED if comes else AttendanceStatus.DECLINED)
    attendance.answered_at = at
    attendance.save()
    record(f"invitation.{attendance.status}", by=by, subject=attendance, at=at)
    _follow_answer(case, attendance.session, comes, by, at)


def look_again(case, kind, reason, by, at):
    """It did not take place for them: it is thought about again within two working days."""
    stage = case.stages.filter(key=kind, status=StageStatus.BOOKED).first()
    if case.status == CaseStatus.OPEN and stage:
        again = deadlines.closes(LOOK_AGAIN, at)
        move(stage, StageStatus.DEFERRED, by=by, at=at, reason=reason, booked_for=again)
    plan(case, at, moved=(f"stage.{kind}",))


def _follow_answer(case, session, comes, by, at):
    """The pathway and the clock say the same as the answer."""
    stage = case.stages.filter(key=session.kind).first()
    if stage and comes and stage.status != StageStatus.BOOKED and StageStatus.BOOKED in MOVES[stage.status]:
        move(stage, StageStatus.BOOKED, by=by, at=at, booked_for=session.starts_at)
    elif stage and not comes and stage.status == StageStatus.BOOKED:
        move(stage, StageStatus.DECLINED, by=by, at=at, reason="own_page")
    plan(case, at, moved=(f"stage.{session.kind}",))


def _invite(session, case, voluntary, by, at):
    before = session.attendances.filter(case=case).first()
    if before:
        before.move_to(AttendanceStatus.INVITED)
        before.sequence += 1
        before.knows_it_is_voluntary = voluntary
        before.save()
    number = (case.attendances.aggregate(most=Max("number"))["most"] or 0) + 1
    attendance = before or Attendance.objects.create(
        session=session, case=case, number=number, knows_it_is_voluntary=voluntary
    )
    record("invitation.made", by=by, subject=attendance, at=at)
    stage = case.stages.filter(key=session.kind).first()
    if stage:
        stage.answers |= _answers(session, voluntary)
        move(stage, StageStatus.BOOKED, by=by, at=at, booked_for=session.starts_at)
    plan(case, at, moved=(f"stage.{session.kind}", key_of(attendance)))
    attendance.case = case
    inviting.tell_person(attendance, inviting.INVITED, at)


def _answers(session, voluntary):
    """What the pathway asks about the stage and the plan has answered."""
    if session.kind == Session.Kind.DEBRIEFING:
        return {"voluntary": "yes"} if voluntary else {}
    if session.kind == Session.Kind.DEFUSING:
        return {"how": "group" if session.is_group else "alone"}
    return {}


def _tell_of_change(attendance, moved, by, at):
    attendance.sequence += 1
    if moved and attendance.status == AttendanceStatus.ACCEPTED:
        attendance.move_to(AttendanceStatus.INVITED)
    attendance.save()
    case, session = locked(attendance.case), attendance.session
    stage = case.stages.filter(key=session.kind, status=StageStatus.BOOKED).first()
    if stage and moved:
        move(stage, StageStatus.BOOKED, by=by, at=at, booked_for=session.starts_at)
    plan(case, at, moved=(f"stage.{session.kind}", key_of(attendance)))
    inviting.tell_person(attendance, inviting.CHANGED, at)


def locked_session(session):
    return (
        Session.objects.select_for_update(of=("self",), no_key=True)
        .select_related("leader")
        .get(pk=session.pk)
    )


def _locked_all(cases):
    """In one order for everybody, so that no two wait for each other."""
    return [locked(case) for case in sorted(cases, key=lambda case: case.pk)]


def is_planned(session):
    if session.status != SessionStatus.PLANNED:
        raise CannotMove(f"it is {session.get_status_display().lower()}")


def coming_to(session):
    expected = session.attendances.filter(
        status__in=(AttendanceStatus.INVITED, AttendanceStatus.ACCEPTED)
    ).order_by("case")
    return list(
        expected.select_related(
            "case__person__user", "case__person__incident", "case__team__site", "case__lead", "case__version"
        )
    )
