"""The script that runs the house: what it installs, what it says, and that it leaves nothing behind."""

import contextlib
import importlib.util
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from importlib.machinery import SourceFileLoader
from pathlib import Path

import psycopg
import pytest
import yaml

HOME = Path(__file__).resolve().parent.parent


@pytest.fixture
def dev(tmp_path, monkeypatch):
    """The script as a module, with a `.run` of its own."""
    loader = SourceFileLoader("dev", str(HOME / "dev"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("dev", loader))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    loader.exec_module(module)
    monkeypatch.setattr(module, "RUN", tmp_path)
    return module


# What is installed


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_name_no_host_and_every_pin_has_a_hash(name):
    text = (HOME / name).read_text()

    assert not re.search(r"[a-z]+://|^\s*-(?!-hash=)|^/", text, re.MULTILINE)
    pins = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(pins) > 40
    assert [pin.split()[0] for pin in pins if "==" not in pin or "--hash=sha256:" not in pin] == []


def test_the_packages_for_tests_hold_all_that_run_needs():
    run, test = ((HOME / name).read_text() for name in ("requirements.txt", "requirements-dev.txt"))
    pin = re.compile(r"^[a-z0-9][\w.\-\[\],]*==\S+", re.MULTILINE)

    assert set(pin.findall(run)) < set(pin.findall(test))


def test_run_never_takes_the_test_packages_away(dev, tmp_path, monkeypatch):
    venv = tmp_path / "venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").touch()
    monkeypatch.setattr(dev, "VENV", venv)
    monkeypatch.setattr(dev, "PYTHON", venv / "bin" / "python")
    stale = dev.stamp_of("requirements-dev.txt") | {"hashes": {"requirements-dev.txt": "of yesterday"}}
    (venv / "installed.json").write_text(json.dumps(stale))
    ran = record_commands(dev, monkeypatch)

    dev.install_python("requirements.txt")
    dev.install_python("requirements.txt")

    assert [command[-1] for command in ran] == ["requirements-dev.txt"], "once; then the stamp says so"
    assert json.loads((venv / "installed.json").read_text()) == dev.stamp_of("requirements-dev.txt")


def test_a_failed_install_is_not_stamped_as_done(dev, tmp_path, monkeypatch):
    venv = tmp_path / "venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").touch()
    monkeypatch.setattr(dev, "VENV", venv)
    monkeypatch.setattr(dev, "PYTHON", venv / "bin" / "python")
    (venv / "installed.json").write_text(json.dumps(dev.stamp_of("requirements.txt") | {"hashes": {}}))
    record_commands(dev, monkeypatch, returncode=1)

    with pytest.raises(SystemExit, match="could not be installed"):
        dev.install_python("requirements.txt")

    assert not (venv / "installed.json").exists()


def test_an_ordinary_user_is_told_what_to_type(dev, monkeypatch, capsys):
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
    ran = record_commands(dev, monkeypatch, stdout="fonts-liberation install ok installed\n")

    dev.install_debian(["fonts-liberation", "libpango-1.0-0"])

    assert "type: sudo apt-get install --no-install-recommends libpango-1.0-0\n" in capsys.readouterr().err
    assert [command[0] for command in ran] == ["dpkg-query"]


def test_root_installs_only_what_is_missing(dev, monkeypatch):
    monkeypatch.setattr(dev.os, "geteuid", lambda: 0)
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
    told = "fonts-liberation install ok installed\nchromium deinstall ok config-files\n"
    ran = record_commands(dev, monkeypatch, stdout=told)

    dev.install_debian(["fonts-liberation", "chromium"])

    assert ran[-1][-2:] == ["--no-install-recommends", "chromium"]
    assert all("DPkg::Lock::Timeout=300" in command for command in ran[1:])


def record_commands(dev, monkeypatch, returncode=0, stdout=""):
    ran = []

    def run(command, **options):
        ran.append(command)
        return subprocess.CompletedProcess(command, returncode, stdout)

    monkeypatch.setattr(dev.subprocess, "run", run)
    return ran


# What it says and decides


def test_help_names_every_command():
    told = subprocess.run([sys.executable, HOME / "dev", "--help"], capture_output=True, text=True)

    assert told.returncode == 0
    assert all(f"./dev {name}" in told.stdout for name in ("run", "test", "lint", "manage", "bench"))


def test_an_unknown_command_is_an_error():
    assert subprocess.run([sys.executable, HOME / "dev", "fly"], capture_output=True).returncode == 2


@pytest.mark.parametrize(
    ("args", "parallel"),
    [
        ([], True),
        (["-m", "fault"], True),
        (["tests/test_dev.py", "-x"], False),
        (["tests/test_dev.py::test_help_names_every_command"], False),
        (["-n0"], False),
        (["-n", "4"], False),
    ],
)
def test_only_a_whole_suite_runs_in_parallel(dev, monkeypatch, args, parallel):
    monkeypatch.chdir(HOME)

    assert bool(dev.in_parallel(args)) == parallel


def test_a_taken_port_gets_another_one_suggested(dev, monkeypatch):
    monkeypatch.setattr(dev.time, "sleep", lambda seconds: None)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))

        with pytest.raises(SystemExit, match=r"is taken.* Type: PORT=\d+ \./dev run"):
            dev.chosen_port()


def test_a_port_that_is_no_number_is_refused(dev, monkeypatch):
    monkeypatch.setenv("PORT", "http")

    with pytest.raises(SystemExit, match="PORT is a number"):
        dev.chosen_port()


def test_keys_are_private_and_stay_the_same(dev, tmp_path):
    first = dev.keys()

    assert dev.keys() == first
    assert (tmp_path / "secrets.json").stat().st_mode & 0o777 == 0o600
    assert dev.new_keys() != first


def test_a_key_added_later_joins_the_old_ones(dev, tmp_path):
    old = dev.keys()
    (tmp_path / "secrets.json").write_text(json.dumps({"SECRET_KEY": old["SECRET_KEY"]}))

    assert dev.keys()["SECRET_KEY"] == old["SECRET_KEY"]
    assert dev.keys().keys() == old.keys()


def test_data_without_its_keys_is_not_given_new_ones(dev, tmp_path):
    (tmp_path / "data" / "postgres").mkdir(parents=True)

    with pytest.raises(SystemExit, match="start afresh, type: rm -r"):
        dev.keys()

    assert not (tmp_path / "secrets.json").exists()


def test_addresses_given_from_outside_win(dev, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://theirs")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("DEBUG", "on")

    env = dev.environment(dev.new_keys(), {"REDIS_URL": "redis://ours", "DATABASE_URL": "postgres://ours"})

    assert env["DATABASE_URL"] == "postgres://theirs"
    assert env["DEBUG"] == "off"
    assert "PASSWORD" not in env
    assert "PYTHONDONTWRITEBYTECODE" not in env


def test_servers_of_a_run_with_its_own_database_are_not_mistaken_for_ours(dev, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)

    with pytest.raises(SystemExit, match="own DATABASE_URL"):
        dev.environment(dev.new_keys(), {"REDIS_URL": "redis://ours"})


# What is left when it is killed: a checkout of its own, with a house of three tiny files in it

WSGI = """
def application(environ, start_response):
    start_response("200 OK", [])
    return [b"well"]
"""
CELERY = """
import os, celery
app = celery.Celery(broker=os.environ["REDIS_URL"])
"""
MANAGE = """
import os, sys, time
if sys.argv[1] == "hold":
    print(os.environ["DATABASE_URL"], flush=True)
    sys.stdin.read()
print("sign in as nobody")
"""


@pytest.fixture
def checkout(tmp_path):
    for name in ("dev", "requirements.txt", "requirements-dev.txt"):
        shutil.copy(HOME / name, tmp_path)
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "__init__.py").touch()
    (tmp_path / "config" / "settings.py").touch()
    (tmp_path / "config" / "wsgi.py").write_text(WSGI)
    (tmp_path / "config" / "celery.py").write_text(CELERY)
    (tmp_path / "manage.py").write_text(MANAGE)
    (tmp_path / "test_slow.py").write_text("import time\ndef test_slow():\n    time.sleep(60)\n")
    (tmp_path / ".run").mkdir()
    (tmp_path / ".run" / "venv").symlink_to(HOME / ".run" / "venv")
    yield tmp_path
    for pid in left_in(tmp_path):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def start(checkout, *args, **over):
    env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    options = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    return subprocess.Popen([sys.executable, "dev", *args], cwd=checkout, env=env | over, **options)


def left_in(folder):
    """The ids of the processes that work anywhere in the folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if Path(os.readlink(process / "cwd")).is_relative_to(folder):
                found.append(int(process.name))
    return found


def wait_until(question, seconds=20):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if question():
            return True
        time.sleep(0.1)
    return False


def read_until(process, wanted):
    lines = []
    too_late = threading.Timer(60, process.kill)
    too_late.start()
    for line in process.stdout:
        lines.append(line)
        if wanted in line:
            too_late.cancel()
            return line.strip()
    pytest.fail(f"never said {wanted!r}:\n{''.join(lines)}")


@pytest.mark.fault
def test_run_killed_leaves_nothing_and_the_next_run_recovers(dev, checkout):
    port = dev.free_port()
    for _ in range(2):
        run = start(checkout, "run", PORT=str(port))
        read_until(run, "Ctrl-C stops it")
        assert urllib.request.urlopen(f"http://127.0.0.1:{port}/").read() == b"well"
        assert len(left_in(checkout)) > 8, "web, worker, beat and the servers, with theirs"
        run.kill()
        run.wait()

    assert wait_until(lambda: left_in(checkout) == []), left_in(checkout)


@pytest.mark.fault
def test_run_stops_and_says_so_when_its_worker_dies(dev, checkout):
    run = start(checkout, "run", PORT=str(dev.free_port()))
    read_until(run, "Ctrl-C stops it")
    workers = [pid for pid in left_in(checkout) if b"\0worker\0" in Path(f"/proc/{pid}/cmdline").read_bytes()]

    os.kill(min(workers), signal.SIGKILL)

    read_until(run, "dev: the worker stopped with code -9")
    assert run.wait(20) == 1
    assert wait_until(lambda: left_in(checkout) == []), left_in(checkout)


@pytest.mark.fault
def test_data_outlives_a_kill_and_two_commands_share_the_servers(checkout):
    first = start(checkout, "manage", "hold")
    address = read_until(first, "postgres://")
    with psycopg.connect(address) as connection:
        connection.execute("create table kept (word text)")
        connection.execute("insert into kept values ('safe')")
    second = start(checkout, "manage", "hold")
    assert read_until(second, "postgres://") == address

    first.kill()
    first.wait()
    with psycopg.connect(address) as connection:
        assert connection.execute("select word from kept").fetchone() == ("safe",), "the second needs it"
    second.kill()
    second.wait()
    assert wait_until(lambda: left_in(checkout) == []), left_in(checkout)

    third = start(checkout, "manage", "hold")
    with psycopg.connect(read_until(third, "postgres://")) as connection:
        assert connection.execute("select word from kept").fetchone() == ("safe",)
    third.communicate("")
    assert wait_until(lambda: left_in(checkout) == []), left_in(checkout)


@pytest.mark.fault
def test_tests_killed_leave_nothing_and_the_next_ones_sweep_up(checkout):
    tests = start(checkout, "test", "test_slow.py", "-p", "no:django")
    assert wait_until(lambda: len(left_in(checkout)) > 5)
    (folder,) = (checkout / ".run").glob("test-*")

    tests.kill()
    tests.wait()
    assert wait_until(lambda: left_in(checkout) == []), left_in(checkout)
    assert start(checkout, "test", "--version").wait(60) == 0

    assert not folder.exists()
    assert list((checkout / ".run").glob("test-*")) == []


# The containers


def compose():
    return yaml.safe_load((HOME / "docker-compose.yml").read_text())


def test_every_lasting_container_has_a_health_check():
    services = compose()["services"]

    assert services.keys() == {"migrate", "web", "worker", "beat", "postgres", "redis"}
    assert [name for name, service in services.items() if "healthcheck" not in service] == ["migrate"]


def test_no_secret_has_a_value_or_a_default():
    secret = re.compile("KEY|PASSWORD|AUTH|_URL$")
    environments = [service["environment"] for service in compose()["services"].values()]
    secrets = [(name, value) for env in environments for name, value in env.items() if secret.search(name)]

    assert len(secrets) > 10
    assert [name for name, value in secrets if ":?set " not in value or ":-" in value] == []


def test_containers_do_not_run_as_root():
    lines = (HOME / "Dockerfile").read_text().splitlines()
    last_user = [line for line in lines if line.startswith("USER ")][-1]

    assert last_user == "USER aftercare"
    assert any("--require-hashes requirements.txt" in line for line in lines)
