"""What would happen to each row of a file: worked out whole, and shown before anything is done."""

import logging

from django.db import transaction

from people.importing import registry
from people.importing.files import EXTRA, Unreadable, read
from people.importing.registry import Planned
from people.models import Import, ImportRow

log = logging.getLogger(__name__)
Status, Verdict = Import.Status, ImportRow.Verdict


@transaction.atomic
def plan(batch_pk) -> None:
    """Read the file and write a verdict for every row. A second worker waits here, then finds it done."""
    batch = Import.objects.select_for_update(of=("self",)).get(pk=batch_pk)
    if batch.status != Status.READING:
        return
    try:
        with transaction.atomic():
            batch.rows.all().delete()
            ImportRow.objects.bulk_create([_written(batch, one) for one in _planned(batch)], batch_size=1000)
        batch.status = Status.READY
    except Unreadable as problem:
        batch.status, batch.problem = Status.UNREADABLE, str(problem)[:300]
    except Exception as problem:
        log.error("Import %s could not be read: %s", batch.pk, type(problem).__name__)
        batch.status = Status.UNREADABLE
        batch.problem = "Something went wrong while this file was read. Tell whoever runs this service"
    if batch.status == Status.UNREADABLE:
        batch.content = b""
    batch.leased_until = None
    batch.save(update_fields=["status", "problem", "content", "leased_until"])


def _planned(batch):
    importer = registry.importer(batch.kind)
    rows = read(batch.content, importer.sheets)
    reason = "This row has more cells than there are headings. A comma may be missing its quotation marks"
    yield from (
        Planned(row, Verdict.REJECTED, column=EXTRA, reason=reason) for row in rows if EXTRA in row.cells
    )
    yield from importer.plan([row for row in rows if EXTRA not in row.cells], at=batch.created_at)


def _written(batch, one: Planned) -> ImportRow:
    return ImportRow(
        batch=batch,
        sheet=one.row.sheet,
        number=one.row.number,
        turn=one.turn,
        verdict=one.verdict,
        column=one.column[:60],
        reason=one.reason[:300],
        remarks=one.remarks,
        has_remarks=bool(one.remarks),
        source=one.row.cells,
        data=one.data,
    )
