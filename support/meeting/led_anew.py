"""Sessions whose leader may lead them no longer pass to whoever looks after those invited (R10, G8)."""

from datetime import datetime

from django.db import transaction

from people.models import User
from people.trail import record
from support.actions.peers import give_back
from support.actions.sessions import call_off, coming_to, locked_session
from support.contact.avoided import avoided
from support.deadlines import london_day
from support.meeting import inviting
from support.meeting.gathering import leaders
from support.models import Session, Supporter
from support.opening import part_of
from support.owed.sessions import key_of
from support.planning import plan
from support.workflow import SessionStatus


def pass_on_sessions(user: User, *, by: User | None, at: datetime) -> int:
    """Those that somebody leads and may lead no longer: they left, lost the role, or turn out to be part of it."""
    _give_back_colleagues(user, by, at)
    planned = Session.objects.filter(leader=user, status=SessionStatus.PLANNED).order_by("pk")
    return sum(_pass_on(session, user, by, at) for session in planned)


def _give_back_colleagues(user, by, at):
    """A peer supporter who has left: whoever they were in touch with is owed another one."""
    supporter = Supporter.objects.filter(user=user, ended_at=None).first()
    if supporter and not user.is_active:
        supporter.ended_at = at
        supporter.save()
        give_back(supporter, by=by, at=at)


@transaction.atomic
def _pass_on(session, before, by, at):
    session = locked_session(session)
    coming = coming_to(session)
    if session.status != SessionStatus.PLANNED or session.leader_id != before.pk:
        return False
    if not coming:
        call_off(session, by=by, at=at)
        return True
    cases = [one.case for one in coming]
    able = leaders(session.kind, cases, london_day(session.starts_at), also_away=True)
    if able.filter(pk=before.pk).exists():
        return False
    fit = able.filter(pk__in=[lead.pk for lead in _leads(coming, before)]).first()
    give_session(session, coming, fit, by=by, at=at)
    return True


def _leads(coming, before):
    """Those who look after the invited and are no part of anything that one of them stands in."""
    shut_out = {one for attendance in coming for one in part_of(attendance.case.incident)}
    shut_out |= {one for attendance in coming for one in avoided(attendance.case)}
    return [one.case.lead for one in coming if one.case.lead not in {before, *shut_out}]


def give_session(
    session: Session,
    coming: list,
    fit: User | None,
    *,
    by: User | None,
    at: datetime,
    line: str = inviting.LEADS,
) -> None:
    """`fit` leads a locked session from now on and is told by this line, and so are those invited; where there is
    nobody, a case lead is asked to find somebody."""
    before, leads = session.leader, _leads(coming, session.leader)
    session.leader = fit or (leads[0] if leads else session.made_by)
    session.seeks_leader = fit is None
    session.sequence += 1
    session.save()
    record("session.passed_on", by=by, subject=session, at=at)
    for one in coming:
        one.session = session
        one.case.promises.open().filter(key=key_of(one)).update(owner=session.leader)
        plan(one.case, at, moved=(key_of(one),))
        if fit:
            one.sequence += 1
            one.save()
            inviting.tell_person(one, inviting.CHANGED, at)
    inviting.tell_leader(session, line if fit else inviting.FIND_LEADER, at)
    if before.is_active:
        inviting.tell_leader(session, inviting.LED_OFF, at, to=before)
