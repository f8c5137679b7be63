"""Slowing down whoever tries many codes, without shutting out the one who knows theirs (security.md B5).

A whole hospital may share one address, so no address is ever refused. After a few tries from one, each further code waits a
little: the page carries a ticket, good for this code alone and from a certain time on. Nothing waits on the server.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.fernet import InvalidToken
from django.utils import timezone

from people.encryption import decrypt, keyed_hash
from people.limits import asked
from people.padded import encrypt_undated


@dataclass(frozen=True)
class Gate:
    """`free` askings from an address within `window` pass at once."""

    purpose: str
    free: int
    window: timedelta


CODES = Gate("confidential code", free=8, window=timedelta(minutes=10))
REPORTS = Gate("confidential report", free=20, window=timedelta(hours=1))
FIRST_WAIT, LONGEST_WAIT = 5, 60
PURPOSE = "confidential wait"


@dataclass(frozen=True)
class Wait:
    """Come back with the ticket in so many seconds."""

    ticket: str
    seconds: int


def held_back(gate: Gate, asker, what: str, ticket: str = "", *, at: datetime | None = None) -> Wait | None:
    """None for what may go on now. `what` is the code or the form; a ticket for another one is worth nothing."""
    at = at or timezone.now()
    mark = keyed_hash(PURPOSE, f"{gate.purpose}\x1f{what}")
    if ready := _ready_at(ticket, mark):
        left = (ready - at).total_seconds()
        return Wait(ticket, int(left) + 1) if left > 0 else None
    over = asked(gate.purpose, asker, window=gate.window, at=at) - gate.free
    if over <= 0:
        return None
    seconds = min(FIRST_WAIT * 2 ** (over // 10), LONGEST_WAIT) if over < 100 else LONGEST_WAIT
    said = {"for": mark, "ready": (at + timedelta(seconds=seconds)).isoformat()}
    return Wait(encrypt_undated(json.dumps(said).encode()).decode(), seconds)


def _ready_at(ticket, mark):
    try:
        said = json.loads(decrypt((ticket or "").encode()))
        return datetime.fromisoformat(said["ready"]) if said["for"] == mark else None
    except (InvalidToken, ValueError, KeyError, TypeError):
        return None
