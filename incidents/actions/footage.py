"""Noting where a recording is held, deciding how long it is needed, and writing down who was given it (R35, R91)."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from incidents import access, deadlines, duties
from incidents.actions.changing import locked, save
from incidents.actions.following import responsible
from incidents.models import Footage, FootageDisclosure, Incident
from people.access import require
from people.models import User
from people.trail import record

DUTY = "footage"


@transaction.atomic
def note_footage(incident: Incident, *, by: User, kept_until: date, at=None, **facts) -> Footage:
    """`facts`: kind, reference, custodian, held_at, covers_from, covers_until. Somebody owes a decision from now on."""
    incident, at = locked(incident, by), at or timezone.now()
    require(access.can_note_footage(by, incident))
    footage = Footage(incident=incident, kept_until=kept_until, noted_by=by, noted_at=at, **facts)
    save(footage, by, at)
    record("footage.noted", by=by, subject=footage, at=at)
    _owe_decision(footage, at)
    return footage


@transaction.atomic
def decide_footage(
    footage: Footage, *, by: User, decision: str, why: str, kept_until: date | None = None, at=None
) -> Footage:
    """Kept longer, until another day before which it is decided again; or it may go, or a copy is kept elsewhere."""
    incident, at = locked(footage.incident, by), at or timezone.now()
    require(access.can_decide_footage(by, incident))
    footage = incident.footage.select_for_update().get(pk=footage.pk)
    footage.decision, footage.why, footage.decided_by, footage.decided_at = decision, why, by, at
    footage.kept_until = kept_until or footage.kept_until
    save(footage, by, at)
    record("footage.decided", by=by, subject=footage, why=decision, at=at)
    duties.keep(DUTY, subject=str(footage.pk), at=at)
    if decision == Footage.Decision.LONGER:
        _owe_decision(footage, at)
    return footage


@transaction.atomic
def disclose_footage(
    footage: Footage, *, by: User, to: str, on: date, why: str, at=None
) -> FootageDisclosure:
    """It was given or shown to somebody: the police, the panel, the person's solicitor."""
    incident, at = locked(footage.incident, by), at or timezone.now()
    require(access.can_decide_footage(by, incident))
    disclosure = FootageDisclosure.objects.create(footage=footage, to=to, on=on, why=why, by=by, at=at)
    record("footage.disclosed", by=by, subject=footage, at=at)
    return disclosure


def _owe_decision(footage, at: datetime):
    """A week before the last day it stands on the list of whoever looks after the report."""
    owner = responsible(footage.incident, at)
    opens_at, due_at = deadlines.before_last_day(footage.kept_until, at)
    if owner:
        duties.owe(
            DUTY,
            subject=str(footage.pk),
            owner=owner,
            opens_at=opens_at,
            due_at=due_at,
            at=at,
            incident=footage.incident,
        )
