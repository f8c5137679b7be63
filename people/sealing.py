"""A chain of hashes over the trail: taking an entry out, changing or moving one shows (security.md D6).

Each entry carries a keyed hash of itself, made by the application. Each minute the entries that are not
sealed yet are added to the chain, which is keyed too: the database alone cannot make another. `head` is to
be kept off this machine every day (README, "Back up"): with it, a tail that was cut off shows as well. What
a superuser removes within the minute before sealing cannot be seen here.
"""

from django.db import connection, transaction
from django.db.models import Count

from people.encryption import keyed_hash
from people.models import Entry, Seal
from people.trail import mac_of

BATCH = 5000
START = "0" * 64
CHAIN_LOCK = 7_021_959
# Entries are committed a little out of order. None comes so late that this many others were sealed before it.
SLACK = 100_000


@transaction.atomic
def seal() -> int:
    """Seal up to 5,000 entries; returns how many. One worker at a time; another finds nothing to do."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [CHAIN_LOCK])
        if not cursor.fetchone()[0]:
            return 0
    last = Seal.objects.order_by("-position").first()
    position, link, newest = (last.position, last.link, last.entry_id) if last else (0, START, 0)
    seals = []
    for entry in Entry.objects.filter(seal=None, id__gt=newest - SLACK).order_by("id")[:BATCH]:
        position, link = position + 1, next_link(link, entry)
        seals.append(Seal(position=position, entry=entry, link=link))
    Seal.objects.bulk_create(seals)
    return len(seals)


def next_link(link: str, entry: Entry) -> str:
    return keyed_hash("seal", f"{link}{entry.pk}{entry.mac}")


def head() -> str:
    """ "position:link" of the newest seal: what is written down elsewhere each day."""
    last = Seal.objects.order_by("-position").first()
    return f"{last.position}:{last.link}" if last else f"0:{START}"


def faults(kept_head: str = "") -> list[str]:
    """Everything wrong with the trail, in words. `kept_head` is a `head` kept off this machine."""
    return [*_faults_of_entries(), *_faults_of_the_chain(), *_faults_of_the_head(kept_head)]


def _faults_of_entries():
    for entry in Entry.objects.order_by("id").iterator():
        mac = mac_of(entry.at, entry.by_id, entry.event, entry.subject_kind, entry.subject_id, entry.why)
        if mac != entry.mac:
            yield f"Entry {entry.pk} is not as it was written"
    for copied in Entry.objects.order_by().values_list("mac").annotate(times=Count("id")).filter(times__gt=1):
        yield f"An entry is there {copied[1]} times"


def _faults_of_the_chain():
    link, expected = START, 1
    for seals in _batches(Seal.objects.order_by("position")):
        entries = Entry.objects.in_bulk([seal_.entry_id for seal_ in seals])
        for seal_ in seals:
            if seal_.position != expected:
                yield f"Seals {expected} to {seal_.position - 1} are missing"
            entry = entries.get(seal_.entry_id)
            if entry is None:
                yield f"Entry {seal_.entry_id} is missing"
            elif next_link(link, entry) != seal_.link:
                yield f"The chain breaks at entry {entry.pk}"
            link, expected = seal_.link, seal_.position + 1


def _faults_of_the_head(kept_head):
    position, _, link = kept_head.partition(":")
    if position and int(position) and not Seal.objects.filter(position=position, link=link).exists():
        yield "The trail no longer holds what it held when that head was written down"


def _batches(seals):
    after = 0
    while batch := list(seals.filter(position__gt=after)[:BATCH]):
        yield batch
        after = batch[-1].position
