"""Writing to the trail. An act and its entry share one transaction: neither is there without the other."""

from datetime import datetime

from django.utils import timezone

from people.encryption import keyed_hash
from people.models import Entry


def mac_of(at: datetime, by_id, event, subject_kind, subject_id, why) -> str:
    """The keyed hash of an entry; only the application, which holds HASH_KEY, can make it."""
    return keyed_hash(
        "trail", "\x1f".join([at.isoformat(), str(by_id), event, subject_kind, subject_id, why])
    )


def record(event, *, by, subject, why="", at=None):
    """Add one entry. `event` is room and past participle, "incident.amended"; `why` never holds narrative.

    `by` is None for what the clock does. Raises whatever the database raises: then the act must not happen
    either.
    """
    entry = _entry(event, by, subject, why, at or timezone.now())
    entry.save()
    return entry


def record_all(event, *, by, subjects, why="", at=None):
    """One entry a subject, in one statement."""
    at = at or timezone.now()
    Entry.objects.bulk_create([_entry(event, by, subject, why, at) for subject in subjects])


def _entry(event, by, subject, why, at):
    at = at.astimezone(timezone.get_fixed_timezone(0))
    kind, pk = subject._meta.label_lower, str(subject.pk)
    by_id = by.pk if by else None
    return Entry(
        at=at,
        by_id=by_id,
        event=event,
        subject_kind=kind,
        subject_id=pk,
        why=why,
        mac=mac_of(at, by_id, event, kind, pk, why),
    )
