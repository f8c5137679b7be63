"""How many quick reports may come from one address: a ward in a bad hour is never refused, and a flood does no harm.

A ward, and often a whole hospital, stands behind one address. So for its team an address sends sixty reports an hour
as they come; after that each is confirmed once more, after a wait that grows; and only after three hundred in an hour
for all teams together are people told to use another way. With Redis away nobody is counted and nobody refused (H8).
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing

from people import limits

HOUR = timedelta(hours=1)
FREE, MOST = 60, 300
GUESSES = 60
LONGEST_WAIT = 60
_signer = signing.TimestampSigner(salt="quick report")


@dataclass(frozen=True)
class Verdict:
    """`wait` is how many seconds to wait before pressing once more; `token` proves when the waiting began."""

    is_refused: bool = False
    wait: int = 0
    token: str = ""

    @property
    def may_go(self):
        return not self.is_refused and not self.token


def judge(request, team, code: str, token: str = "") -> Verdict:
    """Whether this report is taken now. Only those that are taken count towards the most of an hour."""
    if limits.asked_so_far("quick", request, window=HOUR) >= MOST:
        return Verdict(is_refused=True)
    waited = _waited(code, token)
    if waited is None:
        of_team = limits.asked(f"quick {team.pk}", request, window=HOUR)
        wait = min(LONGEST_WAIT, 2 + (of_team - FREE) // 5) if of_team > FREE else 0
    else:
        wait = waited
    if wait:
        return Verdict(wait=wait, token=token if waited else _signer.sign(f"{code}.{wait}"))
    limits.asked("quick", request, window=HOUR)
    return Verdict()


def _waited(code, token) -> int | None:
    """Seconds still to wait by this token, 0 when it is enough; None for one that is not this report's, or too old."""
    try:
        said = _signer.unsign(token, max_age=HOUR)
    except signing.BadSignature:
        return None
    of, _, wait = said.rpartition(".")
    if of != code:
        return None
    try:
        _signer.unsign(token, max_age=int(wait) - 1)
    except signing.SignatureExpired:
        return 0
    return int(wait)


def guesses_too_much(request) -> bool:
    """Whether codes have been tried from this address more often than anybody would who has one."""
    return limits.asked("quick code", request, window=HOUR) > GUESSES
