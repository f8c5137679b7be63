"""Asking staff and trade unions, and telling them what changed because of what they said (R15)."""

from datetime import date, datetime

from django.db import transaction

from audit import access, deadlines, notices
from audit.models import Consultation, Policy
from audit.owed import END
from incidents import duties
from incidents.models import Duty
from incidents.workflow import CannotMove
from people.access import require
from people.clock import now
from people.deadlines import LONDON
from people.models import User
from people.trail import record

Asked = Consultation.Asked


@transaction.atomic
def consult(
    *,
    by: User,
    title: str,
    question: str,
    with_whom: list[str],
    opens_on: date,
    closes_on: date,
    how: str,
    owner: User,
    about: Policy | None = None,
    at: datetime | None = None,
) -> Consultation:
    """Somebody is asked something. Its owner owes a word about what came of it once it has closed."""
    require(access.can_keep_registers(by))
    at = at or now()
    consultation = Consultation(
        title=title,
        about=about,
        question=question,
        with_whom=with_whom,
        opens_on=opens_on,
        closes_on=closes_on,
        how=how,
        owner=owner,
        begun_at=at,
        begun_by=by,
    )
    _save(consultation, by, at)
    _owe(consultation, at)
    record("consultation.begun", by=by, subject=consultation, at=at)
    if owner != by:
        notices.consultation_given(consultation, at=at)
    if _asks_unions(consultation):
        notices.unions_asked(consultation, at=at)
    return consultation


@transaction.atomic
def change_consultation(
    consultation: Consultation, *, by: User, owner: User, at: datetime | None = None, **facts
) -> Consultation:
    """Word it otherwise, give people longer, or have somebody else run it, until it has ended."""
    consultation, at = _unfinished(consultation, by), at or now()
    is_given, closed = owner != consultation.owner, consultation.closes_on
    for name, value in (facts | {"owner": owner}).items():
        setattr(consultation, name, value)
    _save(consultation, by, at)
    record("consultation.changed", by=by, subject=consultation, at=at)
    if is_given:
        duties.hand(END, subject=str(consultation.pk), owner=owner)
        notices.consultation_given(consultation, at=at)
    if closed != consultation.closes_on:
        duties.keep(END, subject=str(consultation.pk), at=at)
        _owe(consultation, at)
    return consultation


@transaction.atomic
def note_said(consultation: Consultation, *, by: User, said: str, at: datetime | None = None) -> Consultation:
    """What was said so far, in summary. Those who run it read it; everybody does once it has ended."""
    consultation, at = _unfinished(consultation, by), at or now()
    consultation.said = said
    _save(consultation, by, at)
    record("consultation.noted", by=by, subject=consultation, at=at)
    return consultation


@transaction.atomic
def end_consultation(
    consultation: Consultation,
    *,
    by: User,
    said: str,
    outcome: str,
    because: str,
    at: datetime | None = None,
) -> Consultation:
    """Tell everybody what was said, and what changed because of it or why nothing did. Not while it can be answered."""
    consultation, at = _unfinished(consultation, by), at or now()
    if at.astimezone(LONDON).date() <= consultation.closes_on:
        raise CannotMove("It can still be answered")
    if not (said.strip() and because.strip()):
        raise ValueError("Say what was said, and what changed or why nothing did")
    consultation.said, consultation.outcome, consultation.because = said, outcome, because
    consultation.ended_at, consultation.ended_by = at, by
    _save(consultation, by, at)
    duties.keep(END, subject=str(consultation.pk), at=at)
    record("consultation.ended", by=by, subject=consultation, why=outcome, at=at)
    if _asks_unions(consultation):
        notices.consultation_ended(consultation, at=at)
    return consultation


def _asks_unions(consultation):
    return bool({Asked.STAFF_SIDE, Asked.UNIONS, Asked.EVERYBODY} & set(consultation.with_whom))


def _unfinished(consultation, by):
    # What is owed first, as the clock does, so that neither waits for the other.
    list(Duty.objects.select_for_update().filter(key=END, subject=str(consultation.pk)))
    rows = Consultation.objects.select_for_update(of=("self",)).select_related("owner")
    consultation = rows.get(pk=consultation.pk)
    require(access.can_run(by, consultation))
    if consultation.ended_at:
        raise CannotMove("It has ended")
    return consultation


def _save(consultation, by, at):
    consultation._history_user, consultation._history_date = by, at
    consultation.save()


def _owe(consultation, at):
    duties.owe(
        END,
        subject=str(consultation.pk),
        owner=consultation.owner,
        opens_at=deadlines.end_of(consultation.closes_on),
        due_at=deadlines.end_due(consultation.closes_on),
        at=at,
    )
