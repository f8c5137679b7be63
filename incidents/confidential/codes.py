"""The code with which somebody comes back: made here, shown to them alone, and kept only as a slow keyed hash (B5).

It is worked out from the random key in their form, so that a form sent twice, or sent again after a cut connection,
shows the same code. Without HASH_KEY nobody can work it out.
"""

import hashlib
import hmac
import uuid
from base64 import b32encode

from argon2.low_level import Type, hash_secret_raw
from django.conf import settings

# Crockford's alphabet: no I, L, O or U to mistake for something else. Sixteen of them are 80 bits.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
FROM_BASE32 = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", LETTERS)
MISREAD = str.maketrans("OILU", "011V", " -\u2010\u2011\u2013\u2014_.")
LENGTH, GROUP = 16, 4
# How slow the hash is: passes, and memory in KiB.
PASSES, MEMORY = 3, 32 * 1024


def code_for(key: str) -> str:
    """Four groups of four for the key of a form."""
    code = b32encode(_secret("code", key)).decode().translate(FROM_BASE32)[:LENGTH]
    return "-".join(code[place : place + GROUP] for place in range(0, LENGTH, GROUP))


def id_for(key: str, purpose: str = "report") -> uuid.UUID:
    """The id of what this form becomes: as random as any, and the same for each copy of the form."""
    return uuid.UUID(bytes=_secret(purpose, key)[:16], version=4)


def tidied(typed: str) -> str:
    """A code as people write it down and type it again."""
    return (typed or "").upper().translate(MISREAD)[: LENGTH * 2]


def hashed(typed: str) -> str:
    """64 hex digits to look a report up by. It takes as long for any code, right or wrong, and any length."""
    digest = hash_secret_raw(
        secret=_secret("receipt", tidied(typed)),
        salt=_secret("salt", "receipts")[:16],
        time_cost=PASSES,
        memory_cost=MEMORY,
        parallelism=1,
        hash_len=32,
        type=Type.ID,
    )
    return digest.hex()


def _secret(purpose, text):
    return hmac.new(
        settings.HASH_KEY.encode(),
        f"confidential {purpose}\x1f{text}".encode(errors="replace"),
        hashlib.sha256,
    ).digest()
