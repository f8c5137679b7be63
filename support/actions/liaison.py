"""What the violence prevention lead does with contacts in the police: keep them right, and note what was agreed."""

from datetime import date

from django.db import transaction

from people.access import require
from people.clock import now
from people.models import User
from people.trail import record
from support import access
from support.models import Liaison, LiaisonMeeting


@transaction.atomic
def keep_liaison(
    *, by: User, kind: str, force: str, contact: str, reach: str, liaison=None, at=None
) -> Liaison:
    """Add one, or say what is true of it now; either way it counts as checked today."""
    require(access.can_keep_liaison(by))
    at = at or now()
    is_new = liaison is None
    liaison = Liaison() if is_new else Liaison.objects.select_for_update().get(pk=liaison.pk)
    liaison.kind, liaison.force, liaison.contact, liaison.reach = kind, force, contact, reach
    liaison.checked_at, liaison.checked_by, liaison.retired_at = at, by, None
    liaison.save()
    record("liaison.added" if is_new else "liaison.changed", by=by, subject=liaison, at=at)
    return liaison


@transaction.atomic
def retire_liaison(liaison: Liaison, *, by: User, at=None) -> Liaison:
    """They are the contact no longer; what was agreed with them stays."""
    require(access.can_keep_liaison(by))
    liaison = Liaison.objects.select_for_update().get(pk=liaison.pk)
    liaison.retired_at = at or now()
    liaison.save()
    record("liaison.retired", by=by, subject=liaison, at=liaison.retired_at)
    return liaison


@transaction.atomic
def note_meeting(
    liaison: Liaison, *, by: User, kind: str, on: date, agreed: str, review_on=None, at=None
) -> LiaisonMeeting:
    """What was agreed with them, and when to look at it again (R107)."""
    require(access.can_keep_liaison(by))
    at = at or now()
    meeting = LiaisonMeeting.objects.create(
        liaison=liaison, kind=kind, on=on, agreed=agreed, review_on=review_on, by=by, at=at
    )
    record("liaison.met", by=by, subject=liaison, at=at)
    return meeting
