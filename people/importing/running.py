"""Taking a confirmed import over, row by row: a row and its done mark share one transaction (security.md I4).

A worker that dies leaves every row either whole or untouched; the clock gives the import to another when the
lease runs out. Two workers at once take turns: each row's transaction holds the import, so that no row is
taken twice.
"""

import logging
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q
from django.utils import timezone

from people.importing import registry
from people.importing.planning import plan
from people.models import Import, ImportRow
from people.trail import record

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=2)
FORGET_AFTER = timedelta(days=30)
Status, Verdict = Import.Status, ImportRow.Verdict


def work_on(batch_pk, *, at: datetime | None = None) -> None:
    """Read the file, or take its rows over, whichever comes next. Nothing when another worker is at it."""
    free = Q(leased_until=None) | Q(leased_until__lt=timezone.now())
    mine = Import.objects.filter(free, pk=batch_pk, status__in=[Status.READING, Status.RUNNING])
    if not mine.update(leased_until=timezone.now() + LEASE):
        return
    plan(batch_pk)
    while take_over_next(batch_pk, at=at):
        pass


def resume() -> None:
    """Every import that should be under way and is nobody's: a worker died, or the broker was away."""
    for batch_pk in Import.objects.filter(status__in=[Status.READING, Status.RUNNING]).values_list(
        "pk", flat=True
    ):
        work_on(batch_pk)


def take_over_next(batch_pk, *, at: datetime | None = None) -> bool:
    """One row. False when there is no more to do."""
    now = timezone.now()
    with transaction.atomic():
        batch = (
            Import.objects.select_for_update(of=("self",))
            .select_related("by")
            .defer("content")
            .get(pk=batch_pk)
        )
        if batch.status != Status.RUNNING:
            return False
        row = batch.rows.filter(waiting()).order_by("turn", "sheet", "number").first()
        if row is None:
            _finish(batch, at or now)
            return False
        _take_over(row, batch, at or now)
        if batch.leased_until is None or batch.leased_until - now < LEASE / 2:
            Import.objects.filter(pk=batch_pk).update(leased_until=now + LEASE)
    return True


def waiting() -> Q:
    return Q(verdict__in=[Verdict.ADD, Verdict.CHANGE], done_at=None)


def _take_over(row, batch, at):
    try:
        with transaction.atomic():
            row.remarks = row.remarks + registry.importer(batch.kind).apply(row.data, by=batch.by, at=at)
        row.done_at = at
    except (OperationalError, InterfaceError):
        raise  # the database went away, not the row's fault
    except registry.CannotApply as why:
        row.verdict, row.reason = Verdict.REJECTED, str(why)[:300]
    except Exception as problem:
        log.error(
            "Row %s of import %s could not be taken over: %s", row.number, batch.pk, type(problem).__name__
        )
        row.verdict = Verdict.REJECTED
        row.reason = "Something went wrong, and nothing of it was kept. Tell whoever runs this service"
    row.has_remarks = bool(row.remarks)
    row.save(update_fields=["verdict", "reason", "remarks", "has_remarks", "done_at"])


def _finish(batch, at):
    """The file itself is not needed any more: its rows say everything."""
    batch.status, batch.finished_at, batch.leased_until, batch.content = Status.DONE, at, None, b""
    batch.save(update_fields=["status", "finished_at", "leased_until", "content"])
    record("import.finished", by=batch.by, subject=batch, why=registry.importer(batch.kind).title, at=at)


def forget_old(at: datetime | None = None) -> None:
    """Files never confirmed are put aside after a week; what rows held is kept for 30 days and no longer."""
    at = at or timezone.now()
    left = Import.objects.filter(status=Status.READY, created_at__lt=at - timedelta(days=7))
    left.update(status=Status.ABANDONED, finished_at=at, content=b"")
    over = Q(status=Status.UNREADABLE, created_at__lt=at - FORGET_AFTER) | Q(
        finished_at__lt=at - FORGET_AFTER
    )
    ImportRow.objects.filter(batch__in=Import.objects.filter(over)).exclude(source={}).delete()
