"""The door through which a list leaves as a file: the rows of the page but for sealed ones, each in the trail."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from incidents.models import Incident
from incidents.reading.lists import narrowed, order_of, searched
from incidents.reading.patience import patience
from people.trail import record, record_all

MOST = 10_000
BATCH = 500
SECONDS = 10


@dataclass(frozen=True)
class HandedOut:
    """Which reports are in the file, in its order, and whether there were more than it holds."""

    keys: list[UUID]
    is_cut: bool


@transaction.atomic
def hand_out(user, *, wanted: dict, kind: str, at=None) -> HandedOut:
    """Choose the reports and write each down as read, before any of them is in the file (security.md A5).

    What was looked for stands in the trail without the words, which may name somebody. Raises TookTooLong.
    """
    at, order = at or timezone.now(), order_of(wanted)
    with patience(SECONDS):
        rows = narrowed(user, wanted, at).filter(is_sealed=False).order_by(*order.by()).only("pk")
        found, _ = searched(user, wanted, lambda condition: list(rows.filter(condition or Q())[: MOST + 1]))
    handed, is_cut = found[:MOST], len(found) > MOST
    why = f"{kind}, {len(handed)} reports: {_in_short(wanted) or 'all'}"
    record("incidents.downloaded", by=user, subject=user, why=why[:300], at=at)
    record_all("incident.read", by=user, subjects=handed, why="In a downloaded list", at=at)
    return HandedOut([incident.pk for incident in handed], is_cut)


def batches(user, keys: list[UUID]) -> Iterator[list[Incident]]:
    """Whole reports, some hundreds at a time, in the order of their keys. One that was taken from this reader's sight
    meanwhile is left out."""
    seen = (
        Incident.objects.visible_to(user)
        .filter(is_sealed=False)
        .select_related("team__site", "reporter")
        .prefetch_related("involved__user", "alleged")
    )
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        found = {incident.pk: incident for incident in seen.filter(pk__in=batch).order_by()}
        yield [found[key] for key in batch if key in found]


def _in_short(wanted) -> str:
    return ", ".join(
        name if name == "words" else f"{name}={getattr(value, 'pk', value)}"
        for name, value in wanted.items()
        if value
    )
