"""Killed workers, a broker that vanishes, many clocks: each notice leaves once all the same."""

import random
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.db.models import F

from config.celery import app
from people import clock
from people.models import Mailing, Notice, User
from people.notices import tell_all
from support.models import Case, Promise
from tests.worker.conftest import wait_until

pytestmark = [pytest.mark.worker, pytest.mark.fault, pytest.mark.xdist_group("worker")]
KILLS, PEOPLE = 6, 1000
MINUTE = timedelta(minutes=1)


class Hour(Exception):
    """So long has the broker been away."""


def unsent():
    return Mailing.objects.filter(sent_at=None)


def everything_left():
    return not Notice.objects.filter(mailing=None).exists() and not unsent().exists()


def let_leases_run_out():
    """Five minutes go by. Whoever held them is dead."""
    unsent().update(leased_until=clock.now() - timedelta(seconds=1))


def expected():
    """What should have left by now. A morning's digest is gathered before its time."""
    due = Mailing.objects.filter(send_at__lte=clock.now())
    return {f"<{pk}@aftercare>" for pk in due.values_list("pk", flat=True)}


@pytest.mark.claim("E1")
def test_a_thousand_notices_leave_once_each_though_workers_are_killed_again_and_again(house):
    """At most once more for each kill: the one message that was handed over and not yet noted."""
    people = User.objects.bulk_create(
        User(email=f"{n}@trust.example", first_name=f"Ada{n}") for n in range(PEOPLE)
    )
    tell_all([(user, f"key.{user.pk}", "Line", "/") for user in people], urgent=True)
    house.start_beat()
    worker, killed = house.start_worker(), 0
    for kill in range(KILLS):
        wait_until(lambda kill=kill: len(house.sent()) > 100 * kill, within=120)
        time.sleep(random.random() / 5)
        killed += house.kill_child(worker)
    house.kill(worker)
    killed += 2
    assert unsent().exists(), "The kills came too late to prove anything"
    let_leases_run_out()

    house.start_worker()
    wait_until(everything_left, within=120)

    times = Counter(house.sent())
    assert set(times) == expected()
    assert len(times) == PEOPLE
    assert killed >= KILLS
    assert sum(times.values()) - PEOPLE <= killed
    assert max(times.values()) <= 2


@pytest.mark.claim("E3")
@pytest.mark.claim("E2")
def test_three_clocks_tell_once_and_a_broker_that_vanishes_loses_nothing(house, report, trust):
    case = Case.objects.get(person__incident=report())
    Promise.objects.all().delete()
    Notice.objects.all().delete()
    for _ in range(2):
        house.start_worker()
    for _ in range(3):
        house.start_beat()
    house.wait_for_heartbeat()

    owe(case, weeks=range(1, 301))
    for _ in range(5):
        house.empty_broker()
        time.sleep(random.random())
    wait_until(lambda: not Promise.objects.filter(chase=1).exists(), within=120)
    assert set(Promise.objects.values_list("chase", flat=True)) == {2}
    assert Counter(Notice.objects.values_list("to", flat=True)) == {case.lead_id: 300}

    house.kill_broker()
    for number in range(3):
        started = time.monotonic()
        report()
        assert time.monotonic() - started < 3
        an_hour_goes_by(20 * MINUTE)
        owe(case, weeks=range(301 + number, 302 + number))
    time.sleep(1)
    assert house.sent() == []

    house.start_broker()
    wait_until(nothing_is_owed, within=60)
    assert Notice.objects.filter(is_urgent=True).exclude(mailing=None).count() >= 3
    assert Counter(house.sent()) == Counter(expected())


def an_hour_goes_by(minutes):
    """For what waits, which is a time in the database and nothing else: everything waits so much longer."""
    Notice.objects.filter(mailing=None).update(
        created_at=F("created_at") - minutes, send_at=F("send_at") - minutes
    )
    Promise.objects.exclude(chase_at=None).update(chase_at=F("chase_at") - minutes)


def nothing_is_owed():
    now = clock.now()
    return not (
        Promise.objects.filter(chase_at__lte=now).exists()
        or Notice.objects.filter(mailing=None, send_at__lte=now).exists()
        or Mailing.objects.filter(sent_at=None, send_at__lte=now).exists()
    )


@pytest.mark.claim("E2")
def test_a_worker_asks_for_its_broker_again_and_again_for_more_than_an_hour(monkeypatch):
    """Every half a minute at least, so that it has caught up within a minute of its return. Nobody waits here."""
    waits, waited = [], []
    monkeypatch.setattr("kombu.utils.functional.sleep", waited.append)

    def failed(problem, interval):
        waits.append(interval)
        if sum(waits) > 2 * 60 * 60:
            raise Hour

    with pytest.raises(Hour), app.connection("redis://127.0.0.1:1/0") as away:
        away.ensure_connection(failed, app.conf.broker_connection_max_retries)

    assert max(waits) <= 30


def owe(case, weeks):
    """Check-ins that have had no answer, all due at once."""
    now = clock.now()
    times = {"opens_at": now, "due_at": now, "chase": 1, "chase_at": now}
    Promise.objects.bulk_create(
        Promise(case=case, key=f"check_in.{week}", owner=case.lead, **times) for week in weeks
    )
