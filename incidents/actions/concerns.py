"""Raising a concern about how a report is dealt with, answering it, and taking it to somebody else (R34)."""

from datetime import datetime

from django.db import transaction

from incidents import access, duties, notices
from incidents.confidential.slots import answer_due
from incidents.models import Concern, Duty, Incident, InvolvedPerson
from incidents.workflow import CannotMove
from people import clock
from people.access import require
from people.models import User
from people.trail import record

# Working days; due at 17:00 on the last of them.
ANSWER_WITHIN = 5
OWED = "concern"


@transaction.atomic
def raise_concern(incident: Incident, *, by: User | InvolvedPerson, to: User, words: str, at=None) -> Concern:
    """`by` is a person of the report where somebody affected has no account, `to` one of `access.concern_recipients`.

    Raises CannotMove while an earlier one of theirs is open.
    """
    incident, at = _report(incident, by), at or clock.now()
    if Concern.objects.open().filter(access.raised_by(by), incident=incident).exists():
        raise CannotMove("There is one already")
    return _raise(incident, by=by, to=to, words=words, at=at)


@transaction.atomic
def answer_concern(concern: Concern, *, by: User, words: str, at=None) -> Concern:
    """Whoever it is with answers it once."""
    concern = _locked(concern, by)
    require(access.can_answer_concern(by, concern))
    if not concern.is_open:
        raise CannotMove("It was answered, or is with somebody else")
    at = at or clock.now()
    concern.answer, concern.answered_by, concern.answered_at = words, by, at
    concern.save()
    duties.keep(OWED, subject=str(concern.pk), at=at)
    record("concern.answered", by=by, subject=concern, at=at)
    notices.concern_answered(concern, at=at)
    return concern


@transaction.atomic
def move_concern(concern: Concern, *, by: User | InvolvedPerson, to: User, words: str, at=None) -> Concern:
    """Answered badly or not in time, it goes to somebody else, once. They read these words and not the first answer."""
    concern, at = _locked(concern, by), at or clock.now()
    require(access.can_move_concern(by, concern))
    if not concern.can_move_on(at):
        raise CannotMove("It has to be answered or late first, and can be moved on once")
    others = Concern.objects.open().filter(access.raised_by(by), incident=concern.incident)
    if others.exclude(pk=concern.pk).exists():
        raise CannotMove("There is a newer one")
    concern.moved_on_at = at
    concern.save()
    duties.keep(OWED, subject=str(concern.pk), at=at)
    record("concern.moved_on", by=_account(by), subject=concern, at=at)
    # Merged meanwhile, the report is perhaps no longer theirs, and the concern still is.
    return _raise(concern.incident, by=by, to=to, words=words, at=at, follows=concern)


def pass_concern(duty: Duty, *, to: User, at: datetime) -> None:
    """Whoever it was with can no longer answer. It goes to another who may have it, and its raiser is told."""
    concern = _concern_of(duty)
    concern.role = next(one.role for one in access.may_have_concern(concern, at) if one.user == to)
    concern.to = to
    concern.save()
    record("concern.passed_on", by=None, subject=concern, at=at)
    notices.concern_passed(concern, at=at)


def line_of_concern(duty: Duty, at: datetime) -> list[User]:
    """Whoever it is with, then those who may have it instead: never those whom it may be about."""
    return [one.user for one in access.may_have_concern(_concern_of(duty), at)]


def _concern_of(duty):
    rows = Concern.objects.select_for_update(of=("self",))
    return rows.select_related("incident__team", "raised_by", "person__user", "to", "follows").get(
        pk=duty.subject
    )


def _raise(incident, *, by, to, words, at, follows=None):
    without = follows.to if follows else None
    there = access.concern_recipients(incident, by, at, without=without)
    chosen = next((one for one in there if one.user == to), None)
    require(chosen is not None)
    concern = Concern.objects.create(
        incident=incident,
        raised_by=_account(by),
        person=None if _account(by) else by,
        to=to,
        role=chosen.role,
        words=words,
        raised_at=at,
        due_at=answer_due(at, days=ANSWER_WITHIN),
        follows=follows,
    )
    # Neither the report nor its team stands in it: those who look after them hear nothing of it (incidents/chasing.py).
    duties.owe(OWED, subject=str(concern.pk), owner=to, opens_at=at, due_at=concern.due_at, at=at)
    record("concern.raised", by=_account(by), subject=concern, why=chosen.role, at=at)
    notices.concern_raised(concern, at=at)
    return concern


def _account(by):
    return None if access.has_no_account(by) else by


def _report(incident, by):
    """The report as it is now: somebody affected may not see it, and may raise a concern about it."""
    rows = (
        Incident.objects.select_for_update(of=("self",)).filter(access.concerned(by)).select_related("team")
    )
    row = rows.filter(pk=incident.pk).first()
    require(row is not None)
    return row


def _locked(concern, by):
    # What is owed first, as the clock does, so that neither waits for the other.
    list(Duty.objects.select_for_update().filter(key=OWED, subject=str(concern.pk)))
    rows = Concern.objects.visible_to(by).select_for_update(of=("self",))
    row = (
        rows.select_related("incident__team", "raised_by", "person__user", "to").filter(pk=concern.pk).first()
    )
    require(row is not None)
    return row
