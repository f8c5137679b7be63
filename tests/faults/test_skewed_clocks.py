"""A worker whose clock is ten minutes wrong decides as any other: the database says what time it is (E6).

Once with the clock of the C library itself, by libfaketime, in two workers that work at the same time and are twenty
minutes apart; and case by case with Python's clock alone, which costs less.
"""

import json
import os
import shutil
import subprocess
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core import mail as outbox
from django.db import connection

from people import clock
from people.models import Mailing, Notice
from people.notices import tell
from people.tasks import send_notices
from support.jobs import keep_promises
from support.models import Promise
from tests.dev import load_dev
from tests.factories import UserFactory

pytestmark = [pytest.mark.fault, pytest.mark.claim("E6")]
MINUTE = timedelta(minutes=1)

# Each is a copy of a process whose every clock comes from libfaketime, and says by how much its own is wrong.
WORKERS = """
import django, json, os, time
django.setup()
from people import clock
from people.tasks import send_notices
from support import jobs
jobs.BATCH = 2
for clock_says in ("+10m", "-10m"):
    if os.fork() == 0:
        os.environ["FAKETIME"] = clock_says
        jobs.keep_promises()
        send_notices()
        print(json.dumps(time.time() - clock.now().timestamp()), flush=True)
        os._exit(0)
assert [os.wait()[1], os.wait()[1]] == [0, 0]
"""


@pytest.mark.xdist_group("worker")
def test_two_workers_with_libfaketime_send_nothing_early_nothing_late_and_nothing_twice(
    transactional_db, report, tmp_path
):
    """What was due five minutes ago has left, what is due in five minutes has not; so it is with leases that another worker
    holds for five minutes more, or held until five minutes ago."""
    case = report().involved.get().case
    Notice.objects.all().delete()
    case.promises.all().delete()
    now = clock.now()
    for number in range(1, 31):
        owe(case, f"check_in.{number}", now + (-5 if number % 2 else 5) * MINUTE)
    owe(case, "stage.immediate", now - 5 * MINUTE)
    owe(case, "stage.demobilising", now + 5 * MINUTE)
    dead = on_lease(now - 5 * MINUTE, line="Held by a worker that died")
    alive = on_lease(now + 5 * MINUTE, line="Held by a worker that is at it")

    skews = at_ten_minutes_wrong(tmp_path)

    assert sorted(round(skew / 60) for skew in skews) == [-10, 10]
    chased = {promise.key: promise.chase for promise in Promise.objects.all()}
    assert {key for key, chase in chased.items() if chase == 2} == {
        "stage.immediate",
        *(f"check_in.{number}" for number in range(1, 31, 2)),
    }
    assert set(chased.values()) == {1, 2}
    urgent = Notice.objects.get(to=case.lead, is_urgent=True).mailing
    assert sorted(message_ids(tmp_path)) == sorted(f"<{one.pk}@aftercare>" for one in (urgent, dead))
    assert {one.pk for one in Mailing.objects.exclude(sent_at=None)} == {urgent.pk, dead.pk}
    assert all(now <= one.sent_at <= clock.now() for one in Mailing.objects.exclude(sent_at=None))
    alive.refresh_from_db()
    assert (alive.attempts, alive.leased_until) == (1, now + 5 * MINUTE)


def owe(case, key, at):
    times = {"opens_at": at, "due_at": at, "chase": 1, "chase_at": at}
    Promise.objects.create(case=case, key=key, owner=case.lead, **times)


def on_lease(until, *, line):
    user = UserFactory()
    mailing = Mailing.objects.create(
        to=user, send_at=until - 5 * MINUTE - MINUTE, attempts=1, leased_until=until
    )
    tell(user, key=line, line=line, urgent=True)
    Notice.objects.filter(key=line).update(mailing=mailing)
    return mailing


def at_ten_minutes_wrong(folder):
    """Both workers, until they have done what they find; by how many seconds their clocks were wrong."""
    assert shutil.which("faketime"), "Type: apt-get install faketime"
    env = os.environ | {
        "DATABASE_URL": os.environ["DATABASE_URL"].rpartition("/")[0]
        + "/"
        + connection.settings_dict["NAME"],
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "EMAIL_FILE_PATH": str(folder),
        "FAKETIME_NO_CACHE": "1",
        "LOG_LEVEL": "CRITICAL",
    }
    command = ["faketime", "-f", "+0", str(load_dev().PYTHON), "-c", WORKERS]
    done = subprocess.run(
        command, env=env, cwd=settings.BASE_DIR, check=True, stdout=subprocess.PIPE, text=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def message_ids(folder):
    lines = [line for file in folder.iterdir() for line in file.read_text().splitlines()]
    return [line.split()[1] for line in lines if line.startswith("Message-ID:")]


@pytest.mark.parametrize("wrong_by", [-10 * MINUTE, 10 * MINUTE])
@pytest.mark.parametrize(("due_in", "chased"), [(-5 * MINUTE, True), (5 * MINUTE, False)])
def test_what_is_due_is_chased_and_sent_and_what_is_not_is_not(report, wrong_by, due_in, chased):
    report()
    now = clock.now()
    Notice.objects.all().delete()
    Promise.objects.exclude(key="stage.immediate").delete()
    Promise.objects.update(chase_at=now + due_in, due_at=now + due_in, chase=1)

    with time_machine.travel(now + wrong_by):
        keep_promises()
        send_notices()

    assert Notice.objects.exists() == chased
    assert len(outbox.outbox) == chased
    assert all(abs(mailing.sent_at - now) < MINUTE for mailing in Mailing.objects.all())


@pytest.mark.parametrize("wrong_by", [-10 * MINUTE, 10 * MINUTE])
def test_what_is_urgent_is_due_at_once(db, wrong_by):
    with time_machine.travel(clock.now() + wrong_by):
        tell(UserFactory(), key="k", line="Line", urgent=True)
        send_notices()

    assert len(outbox.outbox) == 1
