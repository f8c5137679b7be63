"""A chain of hashes over the trail: taking an entry out, changing or moving one shows (security.md D6).

Each entry carries a keyed hash of itself, made by the application. Each minute the entries that are not
sealed yet are added to the chain. `head` is to be kept off this machine every day (README, "Back up"): with
it, a tail that was cut off shows too. What a superuser removes within the minute before sealing cannot be
seen here.
"""

import hashlib

from django.db import connection, transaction

from people.models import Entry, Seal
from people.trail import mac_of

BATCH = 5000
START = "0" * 64
CHAIN_LOCK = 7_021_959


@transaction.atomic
def seal() -> int:
    """Seal up to 5,000 entries; returns how many.

    Only one worker at a time; another finds nothing to do.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [CHAIN_LOCK])
        if not cursor.fetchone()[0]:
            return 0
    last = Seal.objects.order_by("-position").first()
    position, link = (last.position, last.link) if last else (0, START)
    seals = []
    for entry in Entry.objects.filter(seal=None).order_by("id")[:BATCH]:
        position, link = position + 1, next_link(link, entry)
        seals.append(Seal(position=position, entry=entry, link=link))
    Seal.objects.bulk_create(seals)
    return len(seals)


def next_link(link: str, entry: Entry) -> str:
    return hashlib.sha256(f"{link}{entry.pk}{entry.mac}".encode()).hexdigest()


def head() -> str:
    """ "position:link" of the newest seal: what is written down elsewhere each day."""
    last = Seal.objects.order_by("-position").first()
    return f"{last.position}:{last.link}" if last else f"0:{START}"


def faults(kept_head: str = "") -> list[str]:
    """Everything wrong with the trail, in words. `kept_head` is a `head` kept off this machine."""
    found, link, expected = [], START, 1
    for seal_ in Seal.objects.order_by("position").iterator():
        if seal_.position != expected:
            found.append(f"Seals {expected} to {seal_.position - 1} are missing")
            expected = seal_.position
        entry = Entry.objects.filter(pk=seal_.entry_id).first()
        if entry is None:
            found.append(f"Entry {seal_.entry_id} is missing")
        else:
            link = next_link(link, entry)
            if link != seal_.link:
                found.append(f"The chain breaks at entry {entry.pk}")
        link, expected = seal_.link, expected + 1
    for entry in Entry.objects.iterator():
        mac = mac_of(entry.at, entry.by_id, entry.event, entry.subject_kind, entry.subject_id, entry.why)
        if mac != entry.mac:
            found.append(f"Entry {entry.pk} is not as it was written")
    if kept_head:
        position, kept = kept_head.split(":")
        if int(position) and not Seal.objects.filter(position=position, link=kept).exists():
            found.append("The trail no longer holds what it held when that head was written down")
    return found
