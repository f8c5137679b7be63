"""Telling those who are invited, and their leader, about a session; and keeping invitations true to the pathway.

No message says what kind of talk it is, about what or with whom. The calendar file is made when the email leaves.
"""

from datetime import datetime

from django.urls import reverse

from people import attachments
from people.notices import tell
from people.trail import record
from support.meeting import calendars
from support.models import Attendance, Case, Door, Session
from support.notices import OWN_PAGE
from support.visits import door
from support.workflow import AttendanceStatus, CaseStatus, SessionStatus, StageStatus

INVITED = "You are invited to a meeting. See when it is, and say yes or no as you like."
CHANGED = "A meeting you are invited to has changed. Please see when and where it is now."
OFF = "A meeting you were invited to does not take place for you. You need do nothing."
LEADS = "You lead a meeting. Please see when it is and who comes."
STANDS_IN = "You are asked to lead a meeting for somebody who is away. Please see when it is and who comes."
FIND_LEADER = "A meeting needs somebody to lead it. Please choose who."
LED_CHANGED = "A meeting you lead has changed. Please see when and where it is now."
LED_OFF = "A meeting you were to lead is off, or somebody else leads it. You need do nothing."
WHO_COMES = "Who comes to a meeting you lead has changed."


def purpose(attendance: Attendance) -> str:
    """What the door of somebody without an account opens for."""
    return f"session.{attendance.number}"


def tell_person(attendance: Attendance, line: str, at: datetime) -> None:
    """By day, in an email of its own that carries the calendar file."""
    person = attendance.case.person
    if _hears_already(attendance):
        return
    if not person.user_id:
        door.send(attendance.case, purpose(attendance), line, at=at)
        return
    key = f"invitation.{attendance.pk}.{attendance.sequence}"
    tell(person.user, key=key, line=line, link=OWN_PAGE, soon=True, at=at)


def twins(attendance: Attendance):
    """Invitations of the same colleague to the same session, for another report of theirs: one talk, one answer."""
    user = attendance.case.person.user_id
    others = Attendance.objects.filter(session=attendance.session_id, case__person__user=user).exclude(
        pk=attendance.pk
    )
    return others if user else others.none()


def _hears_already(attendance):
    """They come for another report too, and hear of it by way of the first."""
    coming = (AttendanceStatus.INVITED, AttendanceStatus.ACCEPTED)
    first = twins(attendance).filter(status__in=coming)
    if not attendance.is_coming:
        return first.exists()
    return first.filter(pk__lt=attendance.pk).exists()


def tell_leader(session: Session, line: str, at: datetime, *, to=None) -> None:
    """`to` is somebody who led it until now."""
    link = "" if to else reverse("support:session", args=[session.pk])
    to = to or session.leader
    tell(to, key=f"session.{session.pk}.{session.sequence}.{to.pk}", line=line, link=link, soon=True, at=at)


def take_off(attendance: Attendance, status: str, *, by, at: datetime, own: bool = False) -> None:
    """They are not expected any more. `own` is their own answer, of which they need not be told."""
    attendance.move_to(status)
    attendance.sequence += 1
    attendance.save()
    record(f"invitation.{status}", by=by, subject=attendance, at=at)
    if not own and attendance.session.starts_at > at:
        tell_person(attendance, OFF, at)


def say_who_comes(attendance: Attendance, at: datetime) -> None:
    """To the leader, with the digest."""
    session = attendance.session
    key = f"coming.{attendance.pk}.{attendance.sequence}.{attendance.status}"
    tell(session.leader, key=key, line=WHO_COMES, link=reverse("support:session", args=[session.pk]), at=at)


def follow(case: Case, stage=None, *, by=None, at: datetime) -> None:
    """Invitations that no longer stand, for support has ended or the stage took another way, are taken off."""
    planned = case.attendances.filter(
        session__status=SessionStatus.PLANNED,
        status__in=(AttendanceStatus.INVITED, AttendanceStatus.ACCEPTED),
    )
    for attendance in planned.filter(session__kind=stage.key) if stage else planned:
        said_no = (stage or case).status in (StageStatus.DECLINED, CaseStatus.DECLINED)
        if _stands(attendance, case, stage):
            continue
        status = AttendanceStatus.DECLINED if said_no else AttendanceStatus.WITHDRAWN
        take_off(attendance, status, by=by, at=at, own=_is_their_own(by, case))
        say_who_comes(attendance, at)


def _stands(attendance, case, stage):
    if stage is None:
        return case.status == CaseStatus.OPEN
    return stage.status == StageStatus.BOOKED and stage.booked_for == attendance.session.starts_at


def _is_their_own(by, case):
    return by is not None and by.pk is not None and by.pk == case.person.user_id


# What the emails carry


def _invitation(notice):
    attendance = Attendance.objects.filter(pk=notice.key.split(".")[1]).first()
    return attendance and calendars.for_attendance(attendance)


def _of_leader(notice):
    session = Session.objects.filter(pk=notice.key.split(".")[1]).first()
    if session is None:
        return None
    return (
        calendars.for_leader(session)
        if session.leader_id == notice.to_id
        else calendars.off_for_leader(session)
    )


def _of_door(notice):
    opened = Door.objects.filter(pk=notice.key.split(".")[1]).first()
    kind, _, number = opened.purpose.partition(".") if opened else ("", "", "")
    attendance = opened.case.attendances.filter(number=number).first() if kind == "session" else None
    return attendance and calendars.for_attendance(attendance)


def carry_files() -> None:
    attachments.attach_to("invitation", _invitation)
    attachments.attach_to("session", _of_leader)
    attachments.attach_to("door", _of_door)
