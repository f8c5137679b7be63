"""Counting without keeping addresses."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
import redis

from people import limits

HOUR = timedelta(hours=1)


@pytest.fixture
def valkey(settings):
    return redis.Redis.from_url(settings.CELERY_BROKER_URL)


def test_it_counts_within_the_window_and_for_each_alone():
    at = datetime.now(UTC).replace(hour=9)
    assert [limits.asked("report", "203.0.113.7", window=HOUR, at=at) for _ in range(3)] == [1, 2, 3]
    assert limits.asked("report", "203.0.113.8", window=HOUR, at=at) == 1
    assert limits.asked("receipt", "203.0.113.7", window=HOUR, at=at) == 1
    assert limits.asked("report", "203.0.113.7", window=HOUR, at=at + timedelta(minutes=50)) == 4
    assert limits.asked("report", "203.0.113.7", window=HOUR, at=at + timedelta(minutes=70)) == 2
    assert limits.asked_so_far("report", "203.0.113.7", window=HOUR, at=at + timedelta(minutes=70)) == 2


def test_one_house_with_many_addresses_is_one():
    assert limits.asked("x", "2001:db8::1", window=HOUR) == 1
    assert limits.asked("x", "2001:db8::ffff:1", window=HOUR) == 2
    assert limits.asked("x", "2001:db8:0:1::1", window=HOUR) == 1
    assert limits.asked("x", "203.0.113.7", window=HOUR) == 1
    assert limits.asked("x", "::ffff:203.0.113.7", window=HOUR) == 2


@pytest.mark.claim("B8")
def test_redis_holds_no_address_and_yesterdays_cannot_be_worked_out_again(valkey, caplog):
    with caplog.at_level(logging.DEBUG):
        limits.asked("report", "203.0.113.7", window=HOUR)
    names = list(valkey.scan_iter(f"{limits.PREFIX}:*"))
    held = b"".join(valkey.dump(name) + name for name in names)
    assert b"203.0.113.7" not in held
    assert "203.0.113.7" not in caplog.text
    assert all(0 < valkey.ttl(name) <= 24 * 3600 for name in names)

    key = next(name for name in names if b":key:" in name)
    counted = set(names) - {key}
    valkey.delete(key)  # as midnight does
    assert limits.asked("report", "203.0.113.7", window=HOUR) == 1
    assert counted < set(valkey.scan_iter(f"{limits.PREFIX}:*"))


@pytest.mark.claim("B8")
def test_no_key_of_an_earlier_day_stays_on_the_disk(valkey, monkeypatch):
    asked_for = []
    monkeypatch.setattr(redis.Redis, "bgrewriteaof", lambda self: asked_for.append(1))
    for _ in range(3):
        limits.asked("report", "203.0.113.7", window=HOUR)
    assert asked_for == [1]


@pytest.mark.claim("H8")
def test_with_redis_away_nothing_is_refused_and_nobody_waits(settings, monkeypatch, caplog):
    monkeypatch.setattr(limits, "_away_until", 0.0)
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    assert [limits.asked("report", "203.0.113.7", window=HOUR) for _ in range(50)] == [0] * 50
    assert len(caplog.records) == 1
    assert "203.0.113.7" not in caplog.text


@pytest.mark.parametrize(
    ("proxies", "passed_on", "address"),
    [
        (0, "198.51.100.9", "10.0.0.1"),
        (1, "198.51.100.9", "198.51.100.9"),
        (1, "1.2.3.4, 198.51.100.9", "198.51.100.9"),
        (2, "1.2.3.4, 198.51.100.9, 10.0.0.2", "198.51.100.9"),
        (2, "198.51.100.9", "10.0.0.1"),
    ],
)
def test_only_our_own_proxies_are_believed(rf, settings, proxies, passed_on, address):
    settings.TRUSTED_PROXIES = proxies
    asking = rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=passed_on)
    assert limits.address_of(asking) == address
