"""Adding a photo or a document to a report, and taking one out of it."""

from django.db import transaction
from django.db.models import Max, Sum
from django.utils import timezone

from incidents import access
from incidents.actions.changing import locked
from incidents.cleaning import Clean
from incidents.models import Evidence, Incident
from people.access import require
from people.models import User
from people.trail import record

MOST_FILES = 20
MOST_BYTES = 100 * 1024 * 1024


class NoRoom(Exception):
    """The report holds as many files as it may."""


@transaction.atomic
def add_evidence(incident: Incident, file: Clean, *, by: User, shows: str = "", at=None) -> Evidence:
    """Only what has been cleaned is kept: a `Clean` is made by `cleaning.clean` alone. NoRoom when there is none left.

    Sent twice, the same file is kept once.
    """
    incident = locked(incident, by)
    require(access.can_add_evidence(by, incident))
    held = incident.evidence.aggregate(number=Max("number"), bytes=Sum("size"))
    for earlier in incident.evidence.filter(withdrawn_at=None, added_by=by, size=len(file.content)):
        if bytes(earlier.content) == file.content:
            return earlier
    number = (held["number"] or 0) + 1
    if number > MOST_FILES or (held["bytes"] or 0) + len(file.content) > MOST_BYTES:
        raise NoRoom
    evidence = Evidence.objects.create(
        incident=incident,
        number=number,
        kind=file.kind,
        size=len(file.content),
        shows=shows,
        content=file.content,
        added_by=by,
        added_at=at or timezone.now(),
    )
    record("evidence.added", by=by, subject=evidence, at=at)
    return evidence


@transaction.atomic
def withdraw_evidence(evidence: Evidence, *, by: User, why: str, at=None) -> None:
    """It was added by mistake, or shows what it should not. It is kept, and nobody is given it any more."""
    incident = locked(evidence.incident, by)
    evidence = incident.evidence.defer("content").select_for_update().get(pk=evidence.pk)
    require(access.can_withdraw_evidence(by, incident, evidence))
    if evidence.withdrawn_at:
        return
    evidence.withdrawn_at, evidence.withdrawn_by, evidence.withdrawn_why = at or timezone.now(), by, why
    evidence.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    record("evidence.withdrawn", by=by, subject=evidence, at=at)
