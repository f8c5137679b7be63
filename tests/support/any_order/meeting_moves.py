"""Talks with one colleague or a group: planned, joined, moved, answered, called off and recorded."""

from datetime import timedelta

from support import access, actions
from support.actions.sessions import coming_to
from support.models import Session
from support.workflow import ATTENDANCE_MOVES, MOVES, AttendanceStatus, CaseStatus, SessionStatus, StageStatus
from tests.support.any_order.moves import doing, move, pick

IN_A_GROUP = 4


@move(6)
def plan_session(story, case):
    leader, kind = story.facilitator(), pick(story, Session.Kind.values)
    if not leader or not _can_be_asked(story, case, kind):
        return None
    group = [case, *_others(story, case, kind)] if story.random.random() < 0.4 else [case]
    return doing(
        actions.plan_session, group, by=case.lead if len(group) == 1 else story.place.viv, kind=kind, leader=leader,
        starts_at=story.later(), place="Room 2", is_group=len(group) > 1, voluntary={one.pk for one in group}, at=story.at,
    )  # fmt: skip


def _can_be_asked(story, case, kind):
    stage = next((one for one in case.stages.all() if one.key == kind), None)
    asked = any(one.is_coming and one.session.kind == kind for one in case.attendances.all())
    may_be = kind == Session.Kind.PEER or (stage and StageStatus.BOOKED in MOVES[stage.status])
    return case.status == CaseStatus.OPEN and may_be and not asked


def _in_confidence(case):
    return case.incident.is_sealed or access.is_protected(case.person)


def _others(story, case, kind):
    """Nobody twice, nobody whose report is in confidence."""
    if _in_confidence(case):
        return []
    found, people = [], {case.person.user_id}
    for one in story.random.sample(story.cases, min(len(story.cases), 12)):
        new = one.person.user_id not in people and not _in_confidence(one)
        if new and len(found) < IN_A_GROUP - 1 and _can_be_asked(story, one, kind):
            found.append(one)
            people.add(one.person.user_id)
    story.touch(*found)
    return found


def _session(story, case, *, begun=None):
    """One that somebody is to come to; `begun` says whether its time has come."""
    coming = [
        one.session
        for one in case.attendances.all()
        if one.is_coming and begun in (None, one.session.starts_at <= story.at)
    ]
    session = pick(story, coming)
    if session and access.can_change_session(session.leader, session):
        return session
    return None


@move(3)
def change_session(story, case):
    session, leader = _session(story, case), story.facilitator()
    if not session or not leader or not story.alone(session):
        return None
    return doing(
        actions.change_session, session, by=session.leader, leader=leader, starts_at=story.later(), place="Room 5",
        minutes=45, is_online=False, at=story.at,
    )  # fmt: skip


@move(1)
def cancel_session(story, case):
    session = _session(story, case)
    if not session or not story.alone(session):
        return None
    return doing(actions.cancel_session, session, by=session.leader, at=story.at)


@move(9)
def record_session(story, case):
    session = _session(story, case, begun=True)
    if not session or session.seeks_leader or not story.alone(session):
        return None
    said = {
        one.pk: {"came": story.random.random() < 0.7, "next_step": pick(story, ("go_on", "refer", "ongoing"))}
        for one in coming_to(session)
    }
    return doing(actions.record_session, session, by=session.leader, said=said, at=story.at)


@move(6)
def answer_invitation(story, case):
    ways = {True: AttendanceStatus.ACCEPTED, False: AttendanceStatus.DECLINED}
    asked = [
        (one, comes)
        for one in case.attendances.all()
        for comes, status in ways.items()
        if status in ATTENDANCE_MOVES[one.status]
        and one.session.status == SessionStatus.PLANNED
        and one.session.starts_at > story.at
    ]
    found = pick(story, asked) if case.status == CaseStatus.OPEN else None
    if not found:
        return None
    return doing(actions.answer_invitation, found[0], by=story.own(case), comes=found[1], at=story.at)


@move(2)
def invite_more(story, case):
    groups = Session.objects.filter(
        status=SessionStatus.PLANNED, is_group=True, starts_at__gt=story.at + timedelta(hours=1)
    ).exclude(attendances__case__person__user=case.person.user_id)
    groups = groups.exclude(attendances__case=case)
    session = None if _in_confidence(case) else pick(story, groups)
    if not session or not _can_be_asked(story, case, session.kind):
        return None
    if len(coming_to(session)) not in range(1, 6) or not case.person.user_id:
        return None
    return doing(actions.invite_more, session, [case], by=story.place.viv, voluntary={case.pk}, at=story.at)
