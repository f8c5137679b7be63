"""Real processes for a few tests: a broker, workers and clocks of our own on the test's own database."""

import contextlib
import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.db import connection

from config.celery import app
from people.models import Heartbeat
from tests.dev import load_dev

WORKER = "worker --concurrency=2 --loglevel=warning --without-gossip --without-mingle"
BEAT = "beat --loglevel=warning --pidfile="


class House:
    """What a test may start, kill and start again. Everything still alive at the end is killed."""

    def __init__(self, folder: Path):
        self.folder, self.password = folder, "x" * 24
        self.mail, self.processes, self.servers = folder / "mail", [], None
        self.mail.mkdir()
        self.port = None

    def start_broker(self):
        """The same one again after `kill_broker`, at the same address and empty."""
        dev = load_dev()
        self.port = self.port or dev.free_port()
        self.servers = dev.Servers(self.folder, {"PASSWORD": self.password}, durable=False)
        return self.servers.start_valkey(self.port)

    def kill_broker(self):
        for server in self.servers.started:
            server.kill()
            server.wait()

    def empty_broker(self):
        redis.Redis.from_url(app.conf.broker_url).flushall()

    def start_worker(self):
        return self._start(WORKER)

    def start_beat(self, every="0.5"):
        """It ticks twice a second, and keeps its notes apart from any other's."""
        return self._start(f"{BEAT} --schedule={self.folder}/beat-{len(self.processes)}", every)

    def _start(self, command, every="0.5"):
        theirs = os.environ | {
            "DATABASE_URL": os.environ["DATABASE_URL"].rpartition("/")[0]
            + "/"
            + connection.settings_dict["NAME"],
            "REDIS_URL": app.conf.broker_url,
            "EMAIL_FILE_PATH": str(self.mail),
            "TICK_SECONDS": every,
        }
        command = [
            *load_dev().tied("KILL"),
            load_dev().PYTHON,
            "-m",
            "celery",
            "--app=config.celery:app",
            *command.split(),
        ]
        with (self.folder / "log").open("a") as log:
            process = subprocess.Popen(
                command, env=theirs, stdout=log, stderr=log, start_new_session=True, cwd=settings.BASE_DIR
            )
        self.processes.append(process)
        return process

    def kill(self, process):
        """As the power would: it gets no chance to tidy up."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def kill_child(self, worker):
        """One of the processes that do a worker's work. The worker starts another."""
        children = Path(f"/proc/{worker.pid}/task/{worker.pid}/children").read_text().split()
        if children:
            os.kill(int(random.choice(children)), signal.SIGKILL)
        return len(children) > 0

    def wait_for_heartbeat(self):
        Heartbeat.objects.all().delete()
        wait_until(Heartbeat.objects.exists, within=120)

    def sent(self):
        """The Message-ID of every email that left, as often as it left."""
        lines = [line for file in self.mail.iterdir() for line in file.read_text().splitlines()]
        return [line.split()[1] for line in lines if line.startswith("Message-ID:")]

    def log(self):
        return (self.folder / "log").read_text()

    def close(self):
        for process in self.processes:
            self.kill(process)
        self.kill_broker()


def wait_until(holds, *, within):
    deadline = time.monotonic() + within
    while not holds():
        assert time.monotonic() < deadline, "It did not happen in time"
        time.sleep(0.05)


@pytest.fixture
def house(transactional_db, tmp_path):
    """A broker and nothing else yet. The tests' own process asks the same broker."""
    house = House(tmp_path)
    before = app.conf.broker_url
    use_broker(house.start_broker())
    try:
        yield house
    finally:
        use_broker(before)
        house.close()


def use_broker(url):
    app.pool.force_close_all()
    app.conf.update(broker_url=url, broker_read_url=url, broker_write_url=url)
    app._pool, app.amqp._producer_pool = None, None
