"""How often an address has asked for something lately, without anybody keeping the address (security.md B8).

Redis holds a number under a keyed hash. The key is random, lives in Redis alone and is gone at midnight, so that nobody
can work out later who stood behind yesterday's numbers. With Redis away nothing is counted and nothing is refused.
"""

import hashlib
import hmac
import ipaddress
import logging
import secrets
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

log = logging.getLogger(__name__)
PREFIX = "limits"
# A window is counted in this many parts, so that it slides and is not forgotten all at once.
PARTS = 12
TRY_AGAIN_AFTER = 5
_away_until = 0.0


def asked(purpose: str, request_or_address, *, window: timedelta, at: datetime | None = None) -> int:
    """Count one more asking; how many there have been within the window from this address.

    0 when Redis does not answer, which it is given a moment to do: nobody waits for a count.
    """
    return _count(purpose, request_or_address, window, at or datetime.now(UTC), 1)


def asked_so_far(purpose: str, request_or_address, *, window: timedelta, at: datetime | None = None) -> int:
    """The same number without counting this time."""
    return _count(purpose, request_or_address, window, at or datetime.now(UTC), 0)


def address_of(request) -> str:
    """The address that the outermost of our own proxies saw; with none of them, the one that is connected."""
    proxies = settings.TRUSTED_PROXIES
    passed_on = [one.strip() for one in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if proxies and len(passed_on) >= proxies and passed_on[-proxies]:
        return passed_on[-proxies]
    return request.META.get("REMOTE_ADDR", "")


def _count(purpose, asker, window, at, add):
    global _away_until
    if time.monotonic() < _away_until:
        return 0
    address = asker if isinstance(asker, str) else address_of(asker)
    try:
        return _counted(_server(settings.CELERY_BROKER_URL), purpose, _who(address), window, at, add)
    except (redis.RedisError, OSError) as problem:
        _away_until = time.monotonic() + TRY_AGAIN_AFTER
        log.warning("Nothing is counted, Redis does not answer: %s", type(problem).__name__)
        return 0


def _counted(server, purpose, who, window, at, add):
    seconds = max(window.total_seconds() / PARTS, 0.001)
    part = int(at.timestamp() / seconds)
    hashed = hmac.new(_key_of_the_day(server, at), f"{purpose}\x1f{who}".encode(), hashlib.sha256)
    name = f"{PREFIX}:{hashed.hexdigest()[:32]}"
    with server.pipeline() as asking:
        if add:
            asking.hincrby(name, part, add)
            asking.expire(name, int(window.total_seconds()) + 1)
        asking.hgetall(name)
        parts = asking.execute()[-1]
    old = [field for field in parts if int(field) <= part - PARTS]
    if add and old:
        server.hdel(name, *old)
    return sum(int(number) for field, number in parts.items() if field not in old)


def _key_of_the_day(server, at):
    """Made by whoever asks first on a day. What Redis keeps on disk is rewritten then, so that no old key stays there."""
    name = f"{PREFIX}:key:{at.astimezone(UTC):%Y-%m-%d}"
    midnight = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    key = server.get(name)
    if key is None:
        is_new = server.set(name, secrets.token_bytes(32), nx=True, exat=int(midnight.timestamp()))
        key = server.get(name)
        if is_new:
            with suppress(redis.ResponseError):  # a hosted one may not allow it, and has no need of it
                server.bgrewriteaof()
    if key is None:
        raise redis.RedisError("The key of the day went while it was read")
    return key


def _who(address):
    """One house in the newer kind of address holds many: its first half stands for it."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 6 and parsed.ipv4_mapped is None:
        return str(ipaddress.ip_network((int(parsed), 64), strict=False).network_address)
    return str(getattr(parsed, "ipv4_mapped", None) or parsed)


@cache
def _server(url):
    return redis.Redis.from_url(
        url, socket_timeout=0.25, socket_connect_timeout=0.25, retry=Retry(NoBackoff(), 0)
    )
