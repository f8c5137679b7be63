"""The database loses power again and again while people report: what was acknowledged is there afterwards."""

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from tests.template import make_tables
from tests.worker.conftest import load_dev, wait_until

pytestmark = [pytest.mark.fault, pytest.mark.xdist_group("worker")]
ROUNDS, POSTERS = 10, 4

POSTER = '''
import sys, threading, time, django
django.setup()
from django.db import connection, Error
from incidents.actions import Affected, report
from people.models import User
from django.utils import timezone

said = threading.Lock()

def post():
    """Report, say which reference was given, and try again after an error as a person would."""
    nneka = User.objects.select_related("team").get(first_name="Nneka")
    while True:
        try:
            incident = report(
                by=nneka, affected=[Affected("harmed", user=nneka)], kinds=["physical"],
                occurred_on=timezone.localdate(), team=nneka.team, everyone_safe="yes",
            )
        except Error:
            connection.close()
            time.sleep(0.05)
            continue
        with said:
            print(incident.reference, flush=True)

for _ in range(int(sys.argv[1])):
    threading.Thread(target=post).start()
'''

SEED = """
import django
django.setup()
from people.models import Role, Site, Team, User
team = Team.objects.create(name="Elm Ward", site=Site.objects.create(code="RXT01", name="Northshire General"))
maya = User.objects.create(email="maya@trust.example", first_name="Maya", team=team)
Role.objects.create(user=maya, kind="line_manager", team=team)
User.objects.create(email="nneka@trust.example", first_name="Nneka", team=team, manager=maya)
"""


class Database:
    """A PostgreSQL of our own that writes to the disk as in production."""

    def __init__(self, folder: Path):
        self.dev, self.folder = load_dev(), folder
        self.port, self.running = self.dev.free_port(), None

    def start(self):
        self.running = self.dev.Servers(self.folder, {"PASSWORD": "x" * 24}, durable=True)
        return self.running.start_postgres(self.port)

    def cut_power(self):
        """Every process of it at once; nothing is written that was not on the disk."""
        for server in self.running.started:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


@pytest.fixture
def database():
    """In the folder of the run, which the ordinary user who owns the server can reach."""
    dev = load_dev()
    folder = Path(dev.tempfile.mkdtemp(prefix=f"test-{os.getpid()}-", dir=dev.RUN))
    folder.chmod(0o711)
    database = Database(folder)
    saved = os.environ.pop("DATABASE_URL")
    try:
        yield database
    finally:
        os.environ["DATABASE_URL"] = saved
        database.cut_power()
        dev.shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.claim("D3")
def test_every_report_that_was_acknowledged_outlives_ten_power_cuts(database, tmp_path):
    python, url = str(load_dev().PYTHON), database.start()
    env = os.environ | {"DATABASE_URL": url, "REDIS_URL": "redis://127.0.0.1:1/0", "LOG_LEVEL": "CRITICAL"}
    run = {"env": env, "cwd": settings.BASE_DIR}
    make_tables(url)
    subprocess.run([python, "-c", SEED], check=True, **run)
    heard = tmp_path / "heard"
    with heard.open("w") as out:
        posters = subprocess.Popen([python, "-c", POSTER, str(POSTERS)], stdout=out, **run)
    try:
        for _ in range(ROUNDS):
            before = len(acknowledged(heard))
            wait_until(lambda before=before: len(acknowledged(heard)) > before + POSTERS, within=60)
            time.sleep(random.random() / 5)
            database.cut_power()
            so_far = acknowledged(heard)
            database.start()
            assert so_far - stored(url) == set()
    finally:
        posters.kill()
        posters.wait()

    assert len(acknowledged(heard)) > ROUNDS * POSTERS


def acknowledged(heard):
    return set(heard.read_text().split())


def stored(url):
    """References whose incident came back with its case and its entry in the trail."""
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "SELECT reference FROM incidents_incident incident"
            " JOIN incidents_involvedperson person ON person.incident_id = incident.id"
            " JOIN support_case found ON found.person_id = person.id"
            " JOIN people_entry entry ON entry.subject_id = incident.id::text AND event = 'incident.reported'"
        )
        return {reference for (reference,) in rows}
