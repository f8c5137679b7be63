"""The database stops at once and comes back, in the middle of a page and of a reminder: nobody has to restart anything."""

import os
import subprocess
import time
import urllib.error
import urllib.request

import psycopg
import pytest
from django.conf import settings

from tests.faults.test_power_cut import SEED, database  # noqa: F401 it is a fixture
from tests.template import make_tables
from tests.worker.conftest import load_dev, wait_until

pytestmark = [pytest.mark.fault, pytest.mark.xdist_group("worker")]
PROMISES = 1200

OWED = f"""
{SEED}
from incidents.actions import Affected, report
from django.utils import timezone
from people import clock
from people.models import Notice
from support.models import Promise
nneka = User.objects.select_related("team").get(first_name="Nneka")
case = report(
    by=nneka, affected=[Affected("harmed", user=nneka)], kinds=["physical"],
    occurred_on=timezone.localdate(), team=nneka.team, everyone_safe="yes",
).involved.get().case
Promise.objects.all().delete()
Notice.objects.all().delete()
now = clock.now()
times = dict(case=case, owner=case.lead, opens_at=now, due_at=now, chase=1, chase_at=now)
Promise.objects.bulk_create(Promise(key=f"check_in.{{week}}", **times) for week in range(1, {PROMISES + 1}))
"""

# As a worker does: what fails is tried again by the next beat, with the same process.
CHASER = """
import time, django
django.setup()
from django.db import Error, close_old_connections
from people import clock
from support import jobs
jobs.BATCH = 20
while True:
    close_old_connections()
    try:
        jobs.keep_batch(clock.now())
    except Error:
        pass
    time.sleep(0.02)
"""


@pytest.mark.claim("E7")
def test_pages_and_reminders_go_on_by_themselves(database):  # noqa: F811
    dev, url = load_dev(), database.start()
    env = os.environ | {"DATABASE_URL": url, "REDIS_URL": "redis://127.0.0.1:1/0", "LOG_LEVEL": "CRITICAL"}
    run = {"env": env, "cwd": settings.BASE_DIR, "stderr": subprocess.DEVNULL}
    make_tables(url)
    subprocess.run([str(dev.PYTHON), "-c", OWED], check=True, **run)
    port = dev.free_port()
    web = [
        str(dev.PYTHON),
        "-m",
        "gunicorn",
        "config.wsgi:application",
        f"--bind=127.0.0.1:{port}",
        "--workers=1",
    ]
    with psycopg.connect(url) as connection:
        (code,) = connection.execute("SELECT poster_code FROM people_team").fetchone()
    poster = f"http://127.0.0.1:{port}/report/quick/{code}/"
    started = [subprocess.Popen(web, **run), subprocess.Popen([str(dev.PYTHON), "-c", CHASER], **run)]
    try:
        wait_until(lambda: asks(poster) == 200, within=60)
        for _ in range(3):
            before = chased(url)
            wait_until(lambda before=before: chased(url) > before, within=60)
            database.cut_power()
            assert asks(poster) != 200
            database.start()
            back = time.monotonic()
            wait_until(lambda: asks(poster) == 200, within=60)
            assert time.monotonic() - back < 10
        wait_until(lambda: chased(url) == PROMISES, within=120)
        assert [process.poll() for process in started] == [None, None]
    finally:
        for process in started:
            process.kill()
            process.wait()

    with psycopg.connect(url) as connection:
        told = connection.execute("SELECT count(*), count(DISTINCT key) FROM people_notice").fetchone()
        most = connection.execute("SELECT min(chase), max(chase) FROM support_promise").fetchone()
    assert told == (PROMISES, PROMISES)
    assert most == (2, 2)


def asks(poster):
    """The page behind a ward's poster, which the database has to know; 0 when nobody answers."""
    try:
        with urllib.request.urlopen(poster, timeout=5) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def chased(url):
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT count(*) FROM support_promise WHERE chase > 1").fetchone()[0]
