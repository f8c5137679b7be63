"""Production refuses to start half set, and Django's own deploy check finds nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

HOUSE = Path(__file__).resolve().parents[2]
WHOLE = {
    "SECRET_KEY": "kV4-" + "a1B2c3D4" * 8,
    "ALLOWED_HOSTS": "aftercare.trust.example",
    "ENCRYPTION_KEYS": Fernet.generate_key().decode(),
    "HASH_KEY": "another-long-random-text-that-is-kept",
    "DATABASE_URL": "postgres://site:secret@db.trust.example/aftercare",
    "REDIS_URL": "redis://:secret@redis.trust.example",
}


def check(**env):
    """Run `check --deploy` as a new process, with nothing in the environment but `env`."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPYCACHEPREFIX") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=HOUSE,
        env=kept | env,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_whole_production_environment_is_clean():
    answer = check(**WHOLE)
    assert answer.returncode == 0, answer.stderr
    assert "no issues" in answer.stdout


@pytest.mark.parametrize("name", WHOLE)
def test_nothing_starts_without(name):
    answer = check(**{key: value for key, value in WHOLE.items() if key != name})
    assert answer.returncode != 0
    assert name in answer.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "ENCRYPTION_KEYS", "HASH_KEY"])
def test_nothing_starts_with_an_empty(name):
    answer = check(**WHOLE | {name: ""})
    assert answer.returncode != 0
    assert name in answer.stderr


def test_the_keys_encrypt_and_old_ones_still_read(settings):
    from people.encryption import decrypt, encrypt

    old = encrypt(b"kept")
    settings.ENCRYPTION_KEYS = [Fernet.generate_key().decode(), *settings.ENCRYPTION_KEYS]
    new = encrypt(b"kept")

    assert decrypt(old) == decrypt(new) == b"kept"
    settings.ENCRYPTION_KEYS = settings.ENCRYPTION_KEYS[:1]
    assert decrypt(new) == b"kept"
