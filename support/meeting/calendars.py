"""Invitations as calendar files. A calendar is read by others: it says "Meeting", when and where, and nothing else.

Times are UTC, which no change of the clocks moves. There are no attendees in it, not even the one it is for.
"""

from datetime import UTC

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress

from people.attachments import Attachment
from support.models import Attendance, Session
from support.workflow import AttendanceStatus, SessionStatus

WORDS = "Meeting"
MORE = "You can see more after you sign in."
_COMING = {AttendanceStatus.INVITED, AttendanceStatus.ACCEPTED}


def for_attendance(attendance: Attendance) -> Attachment:
    """As it stands now: an invitation, or that it is off for this colleague."""
    session = attendance.session
    on = session.status == SessionStatus.PLANNED and attendance.status in _COMING
    held = session.status == SessionStatus.HELD
    return _file(session, f"{session.pk}.{attendance.pk}", attendance.sequence, on=on or held)


def for_leader(session: Session) -> Attachment:
    on = session.status != SessionStatus.CANCELLED
    return _file(session, str(session.pk), session.sequence, on=on)


def off_for_leader(session: Session) -> Attachment:
    """For somebody who led it until now."""
    return _file(session, str(session.pk), session.sequence, on=False)


def _file(session, name, sequence, *, on):
    """RFC 5545 and 5546: the same UID and a higher SEQUENCE replace what a calendar holds."""
    method = "REQUEST" if on else "CANCEL"
    calendar, event = Calendar(), Event()
    calendar.add("prodid", "-//Aftercare//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    event.add("uid", f"{name}@aftercare")
    event.add("sequence", sequence)
    event.add("dtstamp", session.made_at)
    event.add("dtstart", session.starts_at.astimezone(UTC))
    event.add("dtend", session.ends_at.astimezone(UTC))
    event.add("summary", WORDS)
    event.add("description", MORE)
    event.add("location", session.place)
    event.add("class", "PRIVATE")
    event.add("status", "CONFIRMED" if on else "CANCELLED")
    event["organizer"] = vCalAddress(f"mailto:{_sender()}")
    calendar.add_component(event)
    return Attachment("meeting.ics", calendar.to_ical().decode(), f"text/calendar; method={method}")


def _sender():
    return settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">")
