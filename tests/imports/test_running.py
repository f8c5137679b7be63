"""An import is all or nothing a row, resumable and repeatable, whatever happens to its worker."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest
from django.db import OperationalError, connection, connections
from django.utils import timezone

from people.importing import actions, running, tasks
from people.models import Entry, Import, ImportRow, Role, Team, User
from tests.imports.conftest import EXPORTED
from tests.imports.test_directory import directory, person

HOME = Path(__file__).parent.parent.parent


def confirmed(content, kind="directory"):
    batch = actions.start(by=None, kind=kind, file_name="file.csv", content=content, at=EXPORTED)
    running.work_on(batch.pk)
    actions.confirm(batch, by=None)
    return batch


def whole(batch):
    """Each row that is marked done has its one account and one trail entry, and each account its mark."""
    done = ImportRow.objects.filter(batch=batch).exclude(done_at=None)
    numbers = sorted(row.data["employee_number"] for row in done)
    assert sorted(User.objects.values_list("employee_number", flat=True)) == numbers
    assert Entry.objects.filter(event="person.added").count() == len(numbers)
    return len(numbers)


@pytest.fixture
def database():
    """The test database's address, for another process."""
    details = connection.settings_dict
    return f"postgres://{details['USER']}:{details['PASSWORD']}@{details['HOST']}:{details['PORT']}/{details['NAME']}"


@pytest.mark.claim("I4")
@pytest.mark.fault
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_loses_nothing_and_doubles_nothing(database):
    batch = confirmed(directory(person("head"), *[person(n, supervisor="head") for n in range(199)]))
    work = (
        f"import django; django.setup(); from people.importing import running; running.work_on('{batch.pk}')"
    )
    worker = subprocess.Popen(
        [sys.executable, "-c", work],
        cwd=HOME,
        env=os.environ | {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "config.settings"},
    )
    try:
        deadline = time.monotonic() + 120
        while User.objects.count() < 40 and time.monotonic() < deadline and worker.poll() is None:
            time.sleep(0.05)
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()

    assert 40 <= whole(batch) < 200
    batch.refresh_from_db()
    assert batch.status == "running"

    # The lease still holds: nobody else takes it up. When it has run out, the clock's next look does.
    running.resume()
    assert whole(batch) < 200
    Import.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    tasks.resume_imports()

    batch.refresh_from_db()
    assert batch.status == "done"
    assert whole(batch) == 200
    assert (Team.objects.count(), Role.objects.count()) == (1, 1)
    assert User.objects.exclude(manager=None).count() == 199


@pytest.mark.claim("I4")
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_take_each_row_once():
    batch = confirmed(directory(*[person(n) for n in range(60)]))

    def work():
        try:
            while running.take_over_next(batch.pk):
                pass
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    batch.refresh_from_db()
    assert batch.status == "done"
    assert whole(batch) == 60
    assert Entry.objects.filter(event="import.finished").count() == 1


@pytest.mark.claim("I4")
def test_a_database_that_goes_away_is_not_the_rows_fault(db):
    batch = confirmed(directory(person(1), person(2)))

    with mock.patch("people.joining.record", side_effect=OperationalError), pytest.raises(OperationalError):
        running.work_on(batch.pk)

    assert not User.objects.exists()
    assert not ImportRow.objects.filter(verdict="rejected").exists()
    Import.objects.update(leased_until=None)
    running.work_on(batch.pk)
    assert whole(batch) == 2


@pytest.mark.claim("I4")
def test_one_bad_row_stops_none_of_the_others(db):
    batch = confirmed(directory(person(1), person(2), person(3)))
    User.objects.create_user(
        "P2@trust.example", first_name="Came", last_name="Meanwhile", employee_number="99"
    )

    running.work_on(batch.pk)

    batch.refresh_from_db()
    refused = batch.rows.get(verdict="rejected")
    assert (batch.status, refused.number, refused.done_at) == ("done", 3, None)
    assert "another account" in refused.reason
    assert set(User.objects.values_list("employee_number", flat=True)) == {"1", "3", "99"}


def test_confirming_twice_is_confirming_once(db):
    batch = confirmed(directory(person(1)))
    actions.confirm(batch, by=None)
    running.work_on(batch.pk)
    actions.confirm(batch, by=None)
    running.work_on(batch.pk)

    assert Entry.objects.filter(event="import.confirmed").count() == 1
    assert User.objects.count() == 1


def test_nothing_is_taken_over_before_it_is_confirmed(read_in):
    batch = read_in("directory", directory(person(1)))

    running.work_on(batch.pk)
    tasks.resume_imports()

    assert not User.objects.exists()


def test_a_reader_that_breaks_says_so_once_and_is_not_tried_for_ever(db):
    batch = actions.start(by=None, kind="directory", file_name="a.csv", content=directory(person(1)))

    with mock.patch("people.directory.StaffDirectory.plan", side_effect=ZeroDivisionError):
        running.work_on(batch.pk)

    batch.refresh_from_db()
    assert batch.status == "unreadable"
    assert "Something went wrong" in batch.problem
    assert not batch.rows.exists()


def test_what_was_read_is_forgotten_in_time(read_in, bring_in):
    left = read_in("directory", directory(person(1)), at=EXPORTED)
    done = bring_in("directory", directory(person(2)), at=EXPORTED)

    running.forget_old(EXPORTED + timedelta(days=6))
    assert ImportRow.objects.count() == 2
    running.forget_old(EXPORTED + timedelta(days=8))
    left.refresh_from_db()
    assert (left.status, left.content) == ("abandoned", b"")
    running.forget_old(EXPORTED + timedelta(days=31))
    assert not done.rows.exists()
    running.forget_old(EXPORTED + timedelta(days=39))
    assert not ImportRow.objects.exists()
    assert Import.objects.count() == 2


def test_the_file_and_its_rows_are_unreadable_in_the_database(read_in):
    batch = read_in("directory", directory(person(1, last="Secretname")))

    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM people_import WHERE id = %s", [batch.pk])
        content = bytes(cursor.fetchone()[0])
        cursor.execute(
            "SELECT source || data || remarks FROM people_importrow WHERE batch_id = %s", [batch.pk]
        )
        row = cursor.fetchone()[0]
    assert b"Secretname" not in content
    assert "Secretname" not in row
    assert batch.rows.get().source["Last Name"] == "Secretname"
