"""A real web server with its log switched on: who wrote in confidence is in no file afterwards (security.md B4)."""

import http.client
import os
import socket
import subprocess
import urllib.parse

import pytest
import redis
from django.conf import settings
from django.db import connection

from config.celery import app
from incidents.models import ConfidentialParcel
from tests.dev import load_dev
from tests.incidents.confiding import ROUTE, WORDS, code_in, hidden
from tests.incidents.dump import whole_database
from tests.worker.conftest import wait_until

pytestmark = [pytest.mark.worker, pytest.mark.xdist_group("worker")]
ADDRESS, AGENT = "127.0.0.77", "canary-agent/7.7"


class Page:
    """An answer with the face that `hidden` and `code_in` read."""

    def __init__(self, answer):
        self.status, self.content, self.headers = answer.status, answer.read(), dict(answer.getheaders())


@pytest.fixture
def server(transactional_db, trust, tmp_path):
    dev, folder = load_dev(), tmp_path / "server"
    folder.mkdir()
    port = dev.free_port()
    env = os.environ | {
        "DATABASE_URL": os.environ["DATABASE_URL"].rpartition("/")[0]
        + "/"
        + connection.settings_dict["NAME"],
        "REDIS_URL": app.conf.broker_url,
        "EMAIL_FILE_PATH": str(folder),
        "TMPDIR": str(folder),
        "ALLOWED_HOSTS": "127.0.0.1",
    }
    command = [
        *dev.tied("KILL"),
        dev.PYTHON,
        "-m",
        *dev.GUNICORN.split(),
        f"--bind=127.0.0.1:{port}",
        "--workers=1",
    ]
    command += [f"--access-logfile={folder}/access", "--log-level=info"]
    with (folder / "output").open("w") as output:
        process = subprocess.Popen(command, env=env, stdout=output, stderr=output, cwd=settings.BASE_DIR)
    try:
        wait_until(lambda: process.poll() is not None or _answers(port), within=60)
        yield port, folder
    finally:
        process.kill()
        process.wait()


def _answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.claim("B4")
@pytest.mark.claim("B5")
@pytest.mark.claim("B8")
@pytest.mark.claim("A11")
def test_neither_address_nor_browser_nor_words_are_in_any_file(server, trust):
    port, folder = server

    def ask(method, path, **typed):
        connected = http.client.HTTPConnection("127.0.0.1", port, source_address=(ADDRESS, 0), timeout=30)
        headers = {"User-Agent": AGENT, "Content-Type": "application/x-www-form-urlencoded"}
        connected.request(method, path, urllib.parse.urlencode(typed), headers)
        return Page(connected.getresponse())

    def step(page, do, **typed):
        return ask("POST", ROUTE, visit=hidden(page, "visit"), key=hidden(page, "key"), do=do, **typed)

    assert ask("GET", "/about/help/").status == 200
    write = step(ask("GET", ROUTE), "write")
    sent = step(
        write,
        "send",
        kinds="sexual_harassment",
        what_happened=WORDS,
        recipient=trust.sasha.pk,
        when="not_said",
    )
    code = code_in(sent)
    assert code, sent.content
    assert "no-store" in sent.headers["Cache-Control"]
    assert step(sent, "check", code=code).status == 200
    back = step(step(ask("GET", ROUTE), "enter"), "read", code=code)
    assert b"canary-confided" in back.content
    assert ask("GET", f"{ROUTE}nowhere/").status == 404
    with socket.create_connection(("127.0.0.1", port), source_address=(ADDRESS, 0)) as nonsense:
        nonsense.sendall(b"GET /report\x01 nonsense\r\n\r\n")
        nonsense.recv(100)

    assert ConfidentialParcel.objects.count() == 1
    files = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    written = b"\n".join(files.values())
    assert b"/about/help/" in written, "the log is on"
    assert b"made no sense" in written
    assert b"confidential" not in written.replace(b"/report/confidential/nowhere", b""), (
        "not even that somebody came"
    )
    kept = {"files": written, "database": whole_database().encode(), "Redis": _everything_in_redis()}
    wanted = (ADDRESS, AGENT, code, code.replace("-", ""), "canary-confided")
    found = [(where, word) for where, text in kept.items() for word in wanted if word.encode() in text]
    assert found == []


def _everything_in_redis():
    server = redis.Redis.from_url(app.conf.broker_url)
    return b"\n".join(name + b" " + (server.dump(name) or b"") for name in server.scan_iter())
