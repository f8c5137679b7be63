"""Sessions as promises: "session.2", owed by the leader until it is recorded who came and what comes next."""

from datetime import timedelta

from django.urls import reverse

from support import chases, deadlines
from support.models import Attendance, Case, Session
from support.owed.kind import Kind, Owed


def _owed(case: Case) -> dict[str, Owed]:
    return {key_of(one): _one(one.session) for one in case.attendances.all() if one.is_coming}


def key_of(attendance: Attendance) -> str:
    return f"session.{attendance.number}"


def _one(session):
    due_at = deadlines.end_of_day(session.ends_at + timedelta(days=1))
    return Owed(session.starts_at, due_at, session.leader, {"session": session})


def _is_open_to(user, promise):
    return Session.objects.visible_to(user).filter(pk=promise.session_id, leader=user).exists()


KIND = Kind(
    "session",
    words=lambda promise, name: f"A planned talk with {name}: record how it went",
    link=lambda promise: reverse("support:session", args=[promise.session_id]),
    clock=lambda key: chases.SESSION,
    owed=_owed,
    is_open_to=_is_open_to,
)
