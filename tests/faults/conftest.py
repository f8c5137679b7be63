"""A PostgreSQL of our own that loses power: set up once, with a new copy of the migrated database for each test."""

import contextlib
import os
import signal
import time
from pathlib import Path

import psycopg
import pytest

from people.models import Role, Site, Team, User
from tests.dev import load_dev
from tests.template import make_tables


class Database:
    """It writes to the disk as in production."""

    def __init__(self, folder: Path):
        self.dev, self.folder, self.name = load_dev(), folder, "aftercare"
        self.port, self.running = self.dev.free_port(), None

    def start(self):
        ours = os.environ.pop("DATABASE_URL")
        try:
            self.running = self.dev.Servers(self.folder, {"PASSWORD": "x" * 24}, durable=True)
            self.running.start_postgres(self.port)
        finally:
            os.environ["DATABASE_URL"] = ours

    @property
    def url(self):
        return f"postgres://app:{'x' * 24}@127.0.0.1:{self.port}/{self.name}"

    def cut_power(self):
        """Every process of it; nothing is written that was not on the disk, and nothing is answered any more.

        Each serves in a process group of its own, and would go on for a moment after the first one.
        """
        data = self.folder / "postgres"
        for server in self.running.started:
            os.killpg(server.pid, signal.SIGKILL)
        while left := [one for one in Path("/proc").glob("[0-9]*") if self.dev.works_in(one, data)]:
            for one in left:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(int(one.name), signal.SIGKILL)
            time.sleep(0.005)
        for server in self.running.started:
            server.wait()

    def anew(self, name):
        """A copy of the migrated database to begin with."""
        self.name = "postgres"
        with psycopg.connect(self.url, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name} TEMPLATE aftercare")
        self.name = name


@pytest.fixture(scope="session")
def cluster():
    """In the folder of the run, which the ordinary user who owns the server can reach."""
    dev = load_dev()
    folder = Path(dev.tempfile.mkdtemp(prefix=f"test-{os.getpid()}-", dir=dev.RUN))
    folder.chmod(0o711)
    cluster = Database(folder)
    try:
        cluster.start()
        make_tables(cluster.url)
        yield cluster
    finally:
        cluster.cut_power()
        dev.shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database(cluster, request):
    """Running, and the same after `cut_power` and `start`."""
    cluster.anew(request.node.name[:40])
    return cluster


def seed():
    """Nneka on Elm Ward, under Maya."""
    team = Team.objects.create(
        name="Elm Ward", site=Site.objects.create(code="RXT01", name="Northshire General")
    )
    maya = User.objects.create(email="maya@trust.example", first_name="Maya", team=team)
    Role.objects.create(user=maya, kind="line_manager", team=team)
    return User.objects.create(email="nneka@trust.example", first_name="Nneka", team=team, manager=maya)
