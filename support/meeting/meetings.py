"""Meetings as they stand on the page of a case and on somebody's own page."""

from dataclasses import dataclass
from datetime import datetime

from support.models import Attendance, Match
from support.workflow import AttendanceStatus, CaseStatus, SessionStatus

_ANSWERABLE = (AttendanceStatus.INVITED, AttendanceStatus.ACCEPTED, AttendanceStatus.DECLINED)


@dataclass(frozen=True)
class Meeting:
    """`can_answer`: yes or no can still be said; `is_off`: it does not take place for them."""

    attendance: Attendance
    can_answer: bool
    is_off: bool

    @property
    def session(self):
        return self.attendance.session


def meeting(attendance: Attendance, at: datetime) -> Meeting:
    session = attendance.session
    planned = session.status == SessionStatus.PLANNED
    can_answer = planned and session.starts_at > at and attendance.status in _ANSWERABLE
    off = session.status == SessionStatus.CANCELLED or attendance.status == AttendanceStatus.WITHDRAWN
    return Meeting(attendance, can_answer, off)


def own(cases, oneself, at: datetime) -> dict:
    """Case id to {"meetings": those still to come}, in one question for all cases; each meeting once."""
    found, seen = {}, set()
    planned = Attendance.objects.filter(case__in=cases, session__status=SessionStatus.PLANNED)
    for one in planned.exclude(status=AttendanceStatus.WITHDRAWN).order_by("session__starts_at", "id"):
        if one.session_id not in seen:
            found.setdefault(one.case_id, {"meetings": []})["meetings"].append(meeting(one, at))
        seen.add(one.session_id)
    return found


def own_peer(cases, oneself, at: datetime) -> dict:
    """Case id to {"match": their peer supporter, or that they asked for one}."""
    found = {case.pk: {"match": None} for case in cases if case.status == CaseStatus.OPEN}
    for match in Match.objects.filter(case__in=list(found), ended_at=None).select_related("supporter__user"):
        found[match.case_id]["match"] = match
    return found


def of_case(case, user, at: datetime) -> dict:
    """For whoever looks after them: what is planned or was held for this colleague, never who else comes."""
    return {
        "case_id": str(case.pk),
        "meetings": [meeting(one, at) for one in case.attendances.order_by("-session__starts_at", "-id")],
        "match": Match.objects.filter(case=case, ended_at=None).select_related("supporter__user").first(),
    }
