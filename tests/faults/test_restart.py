"""The database stops at once and comes back, in the middle of a page and of a reminder: nobody has to restart anything."""

import contextlib
import os
import subprocess
import time
import urllib.error
import urllib.request

import psycopg
import pytest
from django.conf import settings
from django.db import Error, close_old_connections
from django.utils import timezone

from incidents.actions import Affected, report
from people import clock
from people.models import Notice
from support import jobs
from support.models import Promise
from tests.dev import load_dev
from tests.faults import forking
from tests.faults.conftest import seed
from tests.worker.conftest import wait_until

pytestmark = [pytest.mark.fault, pytest.mark.xdist_group("worker")]
ROUNDS, PROMISES = 3, 400
WEB = "gunicorn config.wsgi:application --workers=1 --bind=127.0.0.1"


def owe():
    """So many promises for each round, and for the time after the last; none of them is due yet."""
    nneka = seed()
    incident = report(
        by=nneka,
        affected=[Affected("harmed", user=nneka)],
        kinds=["physical"],
        occurred_on=timezone.localdate(),
        team=nneka.team,
        everyone_safe="yes",
    )
    case = incident.involved.get().case
    Promise.objects.all().delete()
    Notice.objects.all().delete()
    now = clock.now()
    Promise.objects.bulk_create(
        Promise(case=case, owner=case.lead, opens_at=now, due_at=now, chase=1, key=f"check_in.{week}")
        for week in range(PROMISES * (ROUNDS + 1))
    )


def chase():
    """As a worker does: what fails is tried again by the next beat, with the same process."""
    jobs.BATCH = 10
    while True:
        close_old_connections()
        with contextlib.suppress(Error):
            jobs.keep_batch(clock.now())
        time.sleep(0.02)


@pytest.mark.claim("E7")
def test_pages_and_reminders_go_on_by_themselves(database, pytestconfig):
    """Killed in the middle three times. The page answers again at the second asking at the latest and within ten seconds,
    each reminder is written once, and neither process was started anew."""
    url = database.url
    forking.run(pytestconfig, owe, url=url)
    env = os.environ | {"DATABASE_URL": url, "REDIS_URL": "redis://127.0.0.1:1/0", "LOG_LEVEL": "CRITICAL"}
    dev = load_dev()
    port = dev.free_port()
    command = [str(dev.PYTHON), "-m", *f"{WEB}:{port}".split()]
    with psycopg.connect(url) as connection:
        (code,) = connection.execute("SELECT poster_code FROM people_team").fetchone()
    poster = f"http://127.0.0.1:{port}/report/quick/{code}/"
    web = subprocess.Popen(command, env=env, cwd=settings.BASE_DIR, stderr=subprocess.DEVNULL)
    chaser = forking.start(pytestconfig, chase, url=url)
    try:
        wait_until(lambda: asks(poster) == 200, within=120)
        for number in range(ROUNDS):
            make_due(url, number)
            wait_until(lambda number=number: chased(url) > PROMISES * number, within=120)
            database.cut_power()
            assert asks(poster) != 200
            database.start()
            assert chased(url) < PROMISES * (number + 1), "It came too late to prove anything"
            back, refused = time.monotonic(), 0
            while asks(poster) != 200:
                refused += 1
            assert refused <= 1
            assert time.monotonic() - back < 10
        make_due(url, ROUNDS)
        wait_until(lambda: chased(url) == PROMISES * (ROUNDS + 1), within=120)
        assert (web.poll(), chaser.exitcode) == (None, None)
    finally:
        for process in (web, chaser):
            process.kill()
        web.wait()
        chaser.join()

    with psycopg.connect(url) as connection:
        told = connection.execute("SELECT count(*), count(DISTINCT key) FROM people_notice").fetchone()
        most = connection.execute("SELECT min(chase), max(chase) FROM support_promise").fetchone()
    assert told == (PROMISES * (ROUNDS + 1), PROMISES * (ROUNDS + 1))
    assert most == (2, 2)


def make_due(url, number):
    """Those of one round. There is work in each, however fast the machine."""
    first = PROMISES * number
    keys = [f"check_in.{week}" for week in range(first, first + PROMISES)]
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE support_promise SET chase_at = now() WHERE key = ANY(%s)", [keys])


def asks(poster):
    """The page behind a ward's poster, which the database has to know; 0 when nobody answers."""
    try:
        with urllib.request.urlopen(poster, timeout=60) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def chased(url):
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT count(*) FROM support_promise WHERE chase > 1").fetchone()[0]
