"""One sitting at the confidential pages, carried in the page itself: nothing in the browser or the database holds it.

It is over after half an hour without a press, or when its reader says so. A form of it that the browser sends once more
then, because somebody went back, shows nothing.
"""

import json
import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from cryptography.fernet import InvalidToken
from django.utils import timezone

from people.encryption import decrypt
from people.limits import asked, asked_so_far
from people.padded import encrypt_undated

LASTS = timedelta(minutes=30)
KEPT_IN_MIND = timedelta(hours=2)
PURPOSE, OVER = "confidential visit", "confidential visit over"


@dataclass(frozen=True)
class Visit:
    """`receipt` is the hash of the code that was typed in it, or nothing yet."""

    nonce: str = field(default_factory=lambda: secrets.token_hex(16))
    receipt: str = ""
    at: datetime = field(default_factory=timezone.now)

    @property
    def token(self) -> str:
        said = {
            "for": PURPOSE,
            "nonce": self.nonce,
            "receipt": self.receipt,
            "at": timezone.now().isoformat(),
        }
        return encrypt_undated(json.dumps(said).encode()).decode()

    @property
    def is_over(self) -> bool:
        return timezone.now() - self.at > LASTS or self.was_ended

    @property
    def was_ended(self) -> bool:
        return asked_so_far(OVER, self.nonce, window=KEPT_IN_MIND) > 0

    def end(self) -> None:
        asked(OVER, self.nonce, window=KEPT_IN_MIND)

    def with_receipt(self, receipt: str) -> "Visit":
        return replace(self, receipt=receipt)


def read_visit(token: str | None) -> Visit | None:
    """The visit of a page; None for a page that has none, or one that was not made here."""
    try:
        said = json.loads(decrypt((token or "").encode()))
        if said["for"] == PURPOSE:
            return Visit(said["nonce"], said["receipt"], datetime.fromisoformat(said["at"]))
    except (InvalidToken, ValueError, KeyError, TypeError):
        pass
    return None
