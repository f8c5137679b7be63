"""A worker that is cut off at any statement, or at the mail server's door: nothing is lost and nothing doubled (E1).

The crash is an exception that nothing here catches, raised in the place of one statement; what a killed process would
leave behind is a transaction that is rolled back, and so does this. Real kills are in tests/worker/test_kills.py.
"""

import random
from collections import Counter
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail as outbox
from django.core.mail.backends import locmem
from django.db import connection, transaction

from people import mail
from people.deadlines import LONDON
from people.models import Mailing, Notice
from support import jobs
from support.models import Promise

pytestmark = [pytest.mark.fault, pytest.mark.claim("E1")]

# A Wednesday in November, when reminders are written and when the digest leaves. Whoever takes over after a crash
# comes when the lease of the dead has run out.
WRITTEN = datetime(2026, 11, 18, 7, 30, tzinfo=LONDON)
LEAVES = WRITTEN + timedelta(minutes=30)
LATER = timedelta(minutes=6)
TWICE = 8
COUNTED = ("SELECT", "INSERT", "UPDATE")


class PowerCut(BaseException):
    """Nothing catches it, as nothing catches the end of a process."""


class Cut:
    """In the place of every statement and of every hand-over; the n-th of them ends it all, before or just after."""

    def __init__(self, at=0, *, after=False):
        self.at, self.after, self.count = at, after, 0

    def statement(self, execute, sql, params, many, context):
        if not sql.lstrip().upper().startswith(COUNTED):
            return execute(sql, params, many, context)
        return self.step(lambda: execute(sql, params, many, context))

    def step(self, do):
        self.count += 1
        ends = self.count == self.at
        if ends and not self.after:
            raise PowerCut
        done = do()
        if ends:
            raise PowerCut
        return done


@pytest.fixture
def run(monkeypatch):
    """What the clock asks of a worker, until it is done or cut off; how many steps it took."""
    hand_over = locmem.EmailBackend.send_messages

    def make(number, cut):
        written, leaves = WRITTEN + number * LATER, LEAVES + number * LATER
        with monkeypatch.context() as patch, connection.execute_wrapper(cut.statement):
            patch.setattr(jobs, "BATCH", 2)
            patch.setattr(
                locmem.EmailBackend, "send_messages", lambda *args: cut.step(lambda: hand_over(*args))
            )
            try:
                while jobs.keep_batch(written) == jobs.BATCH:
                    pass
                while mail.gather(leaves):
                    pass
                mail.deliver_all(leaves)
            except PowerCut:
                return None
        return cut.count

    return make


@pytest.fixture(autouse=True)
def that_morning():
    """Everything is set up by then, so that roles are held."""
    with time_machine.travel(LEAVES, tick=False):
        yield


@pytest.fixture
def due(report):
    """Three promises of one case: an email at once, and a digest."""
    case = report().involved.get().case
    Notice.objects.all().delete()
    case.promises.all().delete()
    when = {"opens_at": WRITTEN - timedelta(days=9), "due_at": WRITTEN - timedelta(days=1)}
    keys = {"stage.immediate": 1, "stage.defusing": 2, "check_in.1": 1}
    Promise.objects.bulk_create(
        Promise(case=case, key=key, owner=case.lead, chase=chase, chase_at=WRITTEN, **when)
        for key, chase in keys.items()
    )


def outcome():
    """What came of it: who was sent what, and how often each promise was chased."""
    sent = {one.extra_headers["Message-ID"]: (one.to[0], one.body) for one in outbox.outbox}
    return sorted(sent.values()), sorted(Promise.objects.values_list("key", "chase"))


def handed_over_and_not_noted():
    noted = {f"<{pk}@aftercare>" for pk in Mailing.objects.exclude(sent_at=None).values_list("pk", flat=True)}
    return [one for one in times_sent() if one not in noted]


def times_sent():
    return Counter(one.extra_headers["Message-ID"] for one in outbox.outbox)


def afresh(act):
    """As if it had not been, for the next crash."""
    outbox.outbox.clear()
    with transaction.atomic():
        found = act()
        transaction.set_rollback(True)
    return found


def test_cut_off_at_every_moment_there_is_nothing_is_lost_and_nothing_doubled(due, run):
    """But for the one message that was handed over and not noted yet: it goes again, under the same Message-ID.

    Before and after each statement and each hand-over in turn; and at two of them by chance, one crash on the other.
    """
    steps, expected = afresh(lambda: (run(0, Cut()), outcome()))
    assert len(expected[0]) == 2
    everywhere = [[(at, after)] for at in range(1, steps + 1) for after in (False, True)]
    chance = random.Random(7)
    twice = [[(chance.randint(1, steps), chance.random() < 0.5) for _ in range(2)] for _ in range(TWICE)]

    def crash(cuts):
        again, crashes = Counter(), 0
        for number, (at, after) in enumerate(cuts):
            if run(number, Cut(at, after=after)) is None:
                crashes += 1
                unsure = handed_over_and_not_noted()
                assert len(unsure) <= 1
                again.update(unsure)
        assert run(len(cuts), Cut()) is not None
        assert outcome() == expected
        assert times_sent() == Counter(times_sent().keys()) + again
        assert not Notice.objects.filter(mailing__sent_at=None).exists()
        return crashes, sum(again.values())

    found = [afresh(lambda cuts=cuts: crash(cuts)) for cuts in everywhere + twice]

    assert sum(crashes for crashes, _ in found) > len(everywhere)
    assert sum(again for _, again in found) >= len(expected[0]), (
        "The moment after each hand-over was among them"
    )
