"""Wording the two checklists, and ticking the manager's in a case (B6, R29, R140)."""

import uuid

from django.db import connection, transaction

from people.access import require
from people.clock import now
from people.models import User
from people.trail import record
from support import access
from support.actions.looking_after import Changed
from support.actions.moving import locked
from support.editing import checklists
from support.models import Case, ChecklistTick, ChecklistVersion
from support.recording import CannotRecord


@transaction.atomic
def word_checklist(kind: str, rows: list[dict], *, by: User, seen: int, at=None) -> ChecklistVersion:
    """Publish its rows, {"key", "words"} each; a new row has no key yet. `seen` is the number it was edited from.

    Raises Changed when somebody else published it meanwhile.
    """
    require(access.can_set_pathway(by, None))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('checklists', 0))")
    latest, at = checklists.latest(ChecklistVersion.Kind(kind)), at or now()
    number = latest.number if latest else 0
    if number != seen:
        raise Changed
    kept = [
        {
            "key": row["key"] or f"own_{uuid.uuid4().hex[:8]}",
            "words": row["words"].strip()[: checklists.LONGEST],
        }
        for row in rows
        if row["words"].strip()
    ][: checklists.MOST]
    if not kept:
        raise CannotRecord({"rows": "Keep at least one row"})
    version = ChecklistVersion.objects.create(
        kind=kind, number=number + 1, rows=kept, published_at=at, published_by=by
    )
    record("checklist.published", by=by, subject=version, why=f"{kind} {version.number}", at=at)
    return version


@transaction.atomic
def tick_checklist(case: Case, *, ticked: set[str], unticked: set[str], by: User, at=None) -> None:
    """What somebody ticked, and what they took back, since they opened the page; all else stays as it is by now."""
    case, at = locked(case), at or now()
    require(access.can_run(by, case))
    words = {row.key: row.words for row in checklists.rows(ChecklistVersion.Kind.MANAGER)}
    standing = {tick.key: tick for tick in case.ticks.all()}
    for key in sorted((ticked & words.keys()) - standing.keys()):
        ChecklistTick.objects.create(case=case, key=key, words=words[key], by=by, at=at)
        record("checklist.ticked", by=by, subject=case, why=key, at=at)
    for key in sorted(unticked & standing.keys()):
        standing[key].delete()
        record("checklist.unticked", by=by, subject=case, why=key, at=at)
