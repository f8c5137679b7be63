"""Killed workers, a broker that vanishes, many clocks: each notice leaves once all the same."""

import random
import time
from collections import Counter
from datetime import timedelta

import pytest

from people import clock
from people.models import Mailing, Notice, User
from people.notices import tell_all
from support.models import Case, Promise
from tests.worker.conftest import wait_until

pytestmark = [pytest.mark.worker, pytest.mark.fault, pytest.mark.xdist_group("worker")]
KILLS = 6


def unsent():
    return Mailing.objects.filter(sent_at=None)


def everything_left():
    return not Notice.objects.filter(mailing=None).exists() and not unsent().exists()


def let_leases_run_out():
    """Five minutes go by. Whoever held them is dead."""
    unsent().update(leased_until=clock.now() - timedelta(seconds=1))


def expected():
    return {f"<{pk}@aftercare>" for pk in Mailing.objects.values_list("pk", flat=True)}


@pytest.mark.claim("E1")
def test_a_thousand_notices_leave_once_each_though_workers_are_killed_again_and_again(house):
    """At most once more for each kill: the one message that was handed over and not yet noted."""
    people = User.objects.bulk_create(
        User(email=f"{n}@trust.example", first_name=f"Ada{n}") for n in range(1000)
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
    assert len(times) == 1000
    assert killed >= KILLS
    assert sum(times.values()) - 1000 <= killed
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
    started = time.monotonic()
    report()
    took = time.monotonic() - started
    time.sleep(2)
    assert took < 3
    assert house.sent() == []

    house.start_broker()
    urgent = Notice.objects.filter(to=trust.maya, is_urgent=True)
    wait_until(lambda: urgent.exclude(mailing__sent_at=None).exists(), within=120)
    assert max(Counter(house.sent()).values()) == 1


def owe(case, weeks):
    """Check-ins that have had no answer, all due at once."""
    now = clock.now()
    times = {"opens_at": now, "due_at": now, "chase": 1, "chase_at": now}
    Promise.objects.bulk_create(
        Promise(case=case, key=f"check_in.{week}", owner=case.lead, **times) for week in weeks
    )
