"""What somebody can do with an import: start it, confirm it, leave it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from people.access import require
from people.importing import registry, tasks
from people.later import later
from people.models import Import, ImportRow, User
from people.trail import record

Status = Import.Status


@transaction.atomic
def start(
    *, by: User | None, kind: str, file_name: str, content: bytes, at: datetime | None = None
) -> Import:
    """Take the file in and leave it for a worker to read. `by` is None for a command typed on the server."""
    importer = registry.importer(kind)
    require(by is None or importer.allowed(by))
    at = at or timezone.now()
    batch = Import.objects.create(
        kind=kind, file_name=file_name[-120:], content=content, by=by, created_at=at
    )
    record("import.uploaded", by=by, subject=batch, why=importer.title, at=at)
    later(tasks.work_on, str(batch.pk))
    return batch


@transaction.atomic
def confirm(batch: Import, *, by: User | None, at: datetime | None = None) -> Import:
    """The plan is right: take the rows over. Confirming twice is confirming once."""
    batch = _locked(batch, by)
    if batch.status == Status.READY:
        _settle(batch, Status.RUNNING)
        record("import.confirmed", by=by, subject=batch, why=registry.importer(batch.kind).title, at=at)
        later(tasks.work_on, str(batch.pk))
    return batch


@transaction.atomic
def abandon(batch: Import, *, by: User | None, at: datetime | None = None) -> Import:
    """The plan is wrong, or the wrong file: forget it. Nothing has been changed by it."""
    batch = _locked(batch, by)
    if batch.status == Status.READY:
        batch.finished_at, batch.content = at or timezone.now(), b""
        _settle(batch, Status.ABANDONED)
        ImportRow.objects.filter(batch=batch).delete()
        record("import.abandoned", by=by, subject=batch, why=registry.importer(batch.kind).title, at=at)
    return batch


def _locked(batch, by):
    batch = Import.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    require(by is None or (registry.importer(batch.kind).allowed(by) and batch.by_id == by.pk))
    return batch


def _settle(batch, status):
    batch.status = status
    batch.save(update_fields=["status", "finished_at", "content"])
