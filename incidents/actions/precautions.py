"""Putting something in place about a person who is said to have hurt staff, looking at it again, and ending it (B4)."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from incidents import access, deadlines, duties
from incidents.actions.changing import locked, save
from incidents.actions.following import responsible
from incidents.models import AllegedPerpetrator, Precaution
from people.access import require
from people.models import User
from people.trail import record

DUTY = "precaution"


class NobodyNamed(Exception):
    """Nothing can be put in place about a person whom nobody has named, or who works here."""


@transaction.atomic
def put_in_place(alleged: AllegedPerpetrator, *, by: User, review_on: date, at=None, **facts) -> Precaution:
    """`facts`: kind, facts, starts_on, told, told_on, told_why. It is looked at again by `review_on`, whoever owes it."""
    incident, at = locked(alleged.incident, by), at or timezone.now()
    require(access.can_plan_safety(by, incident))
    alleged = incident.alleged.select_for_update().get(pk=alleged.pk)
    if not alleged.fingerprint or alleged.kind == AllegedPerpetrator.Kind.COLLEAGUE:
        raise NobodyNamed
    precaution = Precaution(
        incident=incident,
        alleged=alleged,
        identifier=alleged.identifier,
        fingerprint=alleged.fingerprint,
        review_on=review_on,
        set_by=by,
        set_at=at,
        **facts,
    )
    save(precaution, by, at)
    record("precaution.put_in_place", by=by, subject=precaution, why=precaution.kind, at=at)
    _owe_review(precaution, at)
    return precaution


@transaction.atomic
def review_precaution(
    precaution: Precaution, *, by: User, why: str, review_on: date | None = None, at=None
) -> Precaution:
    """Looked at again: it goes on until another day, or without one it ends."""
    incident, at = locked(precaution.incident, by), at or timezone.now()
    require(access.can_plan_safety(by, incident))
    precaution = incident.precautions.select_for_update().get(pk=precaution.pk)
    if precaution.ended_at:
        return precaution
    precaution.why = why
    if review_on:
        precaution.review_on = review_on
    else:
        precaution.ended_at, precaution.ended_by = at, by
    save(precaution, by, at)
    record("precaution.reviewed" if review_on else "precaution.ended", by=by, subject=precaution, at=at)
    duties.keep(DUTY, subject=str(precaution.pk), at=at)
    if review_on:
        _owe_review(precaution, at)
    return precaution


def _owe_review(precaution, at):
    owner = responsible(precaution.incident, at)
    opens_at, due_at = deadlines.before_last_day(precaution.review_on, at)
    if owner:
        duties.owe(
            DUTY,
            subject=str(precaution.pk),
            owner=owner,
            opens_at=opens_at,
            due_at=due_at,
            at=at,
            incident=precaution.incident,
        )
