"""What somebody with every right in the database does to the trail shows all the same."""

import random
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from people import sealing
from people.encryption import keyed_hash
from people.models import Entry, Seal
from people.trail import record
from tests.factories import TeamFactory, UserFactory

TAMPERINGS = 200
ENTRIES = 60


@pytest.fixture
def trail(db):
    """A sealed trail, and the head of it that was written down elsewhere."""
    users, team, at = UserFactory.create_batch(3), TeamFactory(), timezone.now()
    for n in range(ENTRIES):
        event = random.choice(["incident.read", "incident.amended", "case.opened"])
        record(event, by=random.choice(users), subject=team, why=f"{n}", at=at + timedelta(seconds=n))
    assert sealing.seal() == ENTRIES
    return sealing.head()


def execute(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def some(number=1):
    return random.sample(list(Entry.objects.values_list("pk", flat=True)), number)


def change():
    field, value = random.choice(
        [
            ("why", "'nothing'"),
            ("event", "'incident.forgotten'"),
            ("by_id", "NULL"),
            ("at", "at + interval '1 hour'"),
        ]
    )
    execute(f"UPDATE people_entry SET {field} = {value} WHERE id = %s", *some())


def delete():
    """Its seal may go too."""
    (entry,) = some()
    execute("DELETE FROM people_entry WHERE id = %s", entry)
    if random.random() < 0.5:
        execute("DELETE FROM people_seal WHERE entry_id = %s", entry)


def insert():
    """A made-up one, or a real one again; sealed as the next, as the clock would."""
    columns = "at, by_id, event, subject_kind, subject_id, why, mac"
    why = random.choice(["why", "'made up'"])
    selected = columns.replace("why", why)
    execute(
        f"INSERT INTO people_entry ({columns}) SELECT {selected} FROM people_entry WHERE id = %s", *some()
    )
    sealing.seal()


def swap():
    """Two entries change places, or their seals do."""
    one, other = some(2)
    table, key = random.choice([("people_entry", "id"), ("people_seal", "entry_id")])
    for old, new in ((one, -1), (other, one), (-1, other)):
        execute(f"UPDATE {table} SET {key} = %s WHERE {key} = %s", new, old)


def cut_tail():
    """The last ones go with their seals: the chain that is left is whole, and only the kept head tells."""
    position = Seal.objects.count() - random.randint(0, 20)
    execute(
        "WITH cut AS (DELETE FROM people_seal WHERE position >= %s RETURNING entry_id)"
        " DELETE FROM people_entry WHERE id IN (SELECT entry_id FROM cut)",
        position,
    )


def make_the_chain_anew():
    """An entry goes, and a new chain is laid over the rest by somebody who does not hold the key."""
    execute("DELETE FROM people_entry WHERE id = %s", *some())
    execute("DELETE FROM people_seal")
    link = sealing.START
    for position, entry in enumerate(Entry.objects.order_by("id"), start=1):
        link = keyed_hash("guess", f"{link}{entry.pk}{entry.mac}")
        execute(
            "INSERT INTO people_seal (position, entry_id, link) VALUES (%s, %s, %s)", position, entry.pk, link
        )


@pytest.mark.claim("D6")
def test_every_one_of_two_hundred_tamperings_shows(trail):
    ways, missed = [change, delete, insert, swap, cut_tail], []
    for n in range(TAMPERINGS):
        way = make_the_chain_anew if n % 50 == 0 else random.choice(ways)
        with transaction.atomic():
            execute("SET LOCAL session_replication_role = replica")
            way()
            if not sealing.faults(trail):
                missed.append(way.__name__)
            transaction.set_rollback(True)

    assert missed == []
    assert sealing.faults(trail) == []


@pytest.mark.claim("D6")
def test_without_the_kept_head_a_tail_that_was_cut_off_would_not_show(trail):
    """Why the head has to be kept elsewhere."""
    execute("SET LOCAL session_replication_role = replica")
    cut_tail()

    assert sealing.faults() == []
    assert sealing.faults(trail) == ["The trail no longer holds what it held when that head was written down"]


def test_a_trail_that_goes_on_is_whole_and_keeps_the_old_head(trail):
    record("incident.read", by=None, subject=TeamFactory())
    assert sealing.seal() == 1
    assert sealing.seal() == 0

    assert sealing.faults(trail) == []
    assert sealing.faults(sealing.head()) == []
    assert sealing.head() != trail


def test_an_ordinary_day_leaves_no_fault(report, trust):
    for _ in range(3):
        report()
    sealing.seal()

    assert Entry.objects.count() >= 6
    assert sealing.faults(sealing.head()) == []


def test_the_command_prints_the_head_and_fails_when_something_is_wrong(trail, capsys):
    call_command("verify_trail")
    assert trail in capsys.readouterr().out

    execute("SET LOCAL session_replication_role = replica")
    change()

    with pytest.raises(CommandError, match="1 faults"):
        call_command("verify_trail", head=trail)
