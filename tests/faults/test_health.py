"""A clock that stands still is noticed, and the page that says so tells nothing else."""

from datetime import timedelta

import pytest
from django.db import DatabaseError

from config import health
from people import clock
from people.models import Heartbeat, Mailing, Notice
from people.notices import tell
from support.models import Promise
from tests.factories import UserFactory

pytestmark = pytest.mark.fault
MINUTE = timedelta(minutes=1)


def beat(ago):
    Heartbeat.objects.update_or_create(name="worker", defaults={"at": clock.now() - ago})


@pytest.mark.claim("E4")
def test_a_clock_that_never_beat_is_noticed(client, db):
    response = client.get("/health/")

    assert response.status_code == 503
    assert response.json()["worker"] is False
    assert response.json()["database"] is True


@pytest.mark.claim("E4")
@pytest.mark.parametrize(("ago", "status"), [(2.9 * MINUTE, 200), (3.1 * MINUTE, 503)])
def test_a_clock_that_stood_still_for_three_minutes_is_noticed(client, db, ago, status):
    beat(ago)

    assert client.get("/health/").status_code == status


@pytest.mark.claim("E4")
def test_administrators_read_it_on_their_first_page_and_nobody_else(client, trust):
    said = "No reminder goes out at the moment"
    for who, ago, shown in [("ade", 4, True), ("ade", 2, False), ("maya", 4, False)]:
        beat(ago * MINUTE)
        client.force_login(getattr(trust, who))
        assert (said in client.get("/").content.decode()) == shown


@pytest.mark.claim("E4")
def test_a_broker_that_is_away_is_noticed(client, db, monkeypatch):
    beat(0 * MINUTE)
    monkeypatch.setattr(health.app.conf, "broker_url", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(health.app.conf, "broker_write_url", "redis://127.0.0.1:1/0")

    response = client.get("/health/")

    assert response.status_code == 503
    assert (response.json()["broker"], response.json()["worker"]) == (False, True)


@pytest.mark.claim("I6")
def test_a_database_that_is_away_is_said_and_not_an_error_page(client, db, monkeypatch):
    def away(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(Heartbeat.objects, "filter", away)

    response = client.get("/health/")

    assert response.status_code == 503
    assert response.json()["database"] is False


@pytest.mark.claim("I6")
def test_what_waits_longest_is_told_in_seconds_and_nothing_more(client, report):
    beat(0 * MINUTE)
    report()
    now = clock.now()
    Promise.objects.update(chase_at=now - 10 * MINUTE)
    tell(UserFactory(), key="k", line="A line", urgent=True, at=now - 5 * MINUTE)
    Notice.objects.exclude(key="k").delete()

    signs = client.get("/health/").json()

    assert 600 <= signs["oldest_unclaimed_seconds"] < 660
    assert 300 <= signs["oldest_unsent_seconds"] < 360
    assert all(isinstance(value, bool | int) for value in signs.values())


@pytest.mark.claim("I6")
def test_what_could_not_be_sent_is_counted(client, db):
    Mailing.objects.create(to=UserFactory(), send_at=clock.now(), gave_up_at=clock.now(), attempts=8)

    assert client.get("/health/").json()["stuck_messages"] == 1
