"""Two hundred workers are killed with -9 in the middle of their work: no reminder is lost and none is sent twice (E1).

Each is a process of its own, a copy of this one, on the test's own database. It chases promises and sends what that
gives; from outside it is killed after some statement or hand-over by chance, while another works beside it. What
happens before and after each single statement is in test_crashes.py, Celery's own workers in tests/worker/test_kills.py.
"""

import gc
import json
import random
import re
import signal
import time
from collections import Counter
from datetime import timedelta

import psycopg
import pytest
from django.core.mail.backends import locmem
from django.db import connection
from psycopg.conninfo import make_conninfo

from incidents.models import Incident, InvolvedPerson
from people import clock
from people.deadlines import next_digest
from people.models import Mailing, Notice
from people.tasks import send_notices
from support import jobs
from support.models import Case, Promise
from tests.factories import UserFactory
from tests.faults import forking

pytestmark = [pytest.mark.fault, pytest.mark.xdist_group("worker")]
ROUNDS, AT_ONCE, MOST_STEPS = 100, 2, 50
CASES, LEADS = 300, 12
AT_WORK = 7_021_961  # a lock that everyone shares who is at work
CHASED = {"stage.immediate": 1, "stage.defusing": 2}


class Post:
    """A mail server that has a message or has it not: one line of a file each."""

    def __init__(self, file):
        self.file, self.seen = file, 0
        file.touch()

    def take(self, backend, messages):
        for one in messages:
            line = [one.extra_headers["Message-ID"], one.to, one.subject, one.body]
            with self.file.open("ab", buffering=0) as post:
                post.write(json.dumps(line).encode() + b"\n")

    def taken(self, since=0):
        lines = self.file.read_text().splitlines()[since:]
        return [tuple(map(str, json.loads(line))) for line in lines]

    def new(self):
        """The Message-IDs that came since the last time we looked."""
        found = [message for message, *_ in self.taken(self.seen)]
        self.seen += len(found)
        return found


def work(steps, post, tomorrow=False):
    """What beat asks of a worker, in little batches; `steps` counts statements and hand-overs as they are done.

    Tomorrow only the digest is left.
    """

    def counted(execute, *args):
        done = execute(*args)
        steps.value += 1
        return done

    connection.cursor().execute("SELECT pg_advisory_lock_shared(%s)", [AT_WORK])
    locmem.EmailBackend.send_messages = lambda *args: counted(post.take, *args)
    jobs.BATCH = 2
    with connection.execute_wrapper(counted):
        while not tomorrow and jobs.keep_batch(clock.now()):
            send_notices()
        if tomorrow:
            digest = next_digest(clock.now())
            clock.read = lambda: digest
        send_notices()


def do_it_once(case):
    """What is slow the first time is behind us before two hundred copies are made of this process."""
    case.promises.filter(key__in=CHASED).update(chase_at=clock.now(), chase=2)
    jobs.keep_batch(clock.now())
    send_notices()
    for left in (Notice, Mailing, Promise):
        left.objects.all().delete()
    gc.collect()
    gc.freeze()


def start(config, post):
    steps = forking.process.Value("i", lock=False)
    return forking.start(config, work, steps, post), steps


def kill(workers):
    """Each as soon as it has come so far, with whatever it does in that moment; how many were still at work."""
    alive = [(*worker, random.randint(1, MOST_STEPS)) for worker in workers]
    while alive:
        time.sleep(0.001)
        for worker, steps, after in [
            one for one in alive if one[1].value >= one[2] or one[0].exitcode is not None
        ]:
            worker.kill()
            alive.remove((worker, steps, after))
    for worker, _ in workers:
        worker.join()
    return sum(worker.exitcode == -signal.SIGKILL for worker, _ in workers)


@pytest.fixture
def watcher(transactional_db):
    """A connection of its own, for it waits for the workers to be gone."""
    where = connection.get_connection_params()
    with psycopg.connect(
        make_conninfo(**{name: where[name] for name in ("dbname", "user", "password", "host", "port")}),
        autocommit=True,
    ) as watcher:
        yield watcher


@pytest.fixture
def owed(transactional_db, report):
    """Two promises for each of three hundred colleagues, all due: one is urgent, one is for the digest."""
    case = report().involved.get().case
    do_it_once(case)
    leads = UserFactory.create_batch(LEADS)
    incidents = [copy(Incident, case.incident, reference=f"AC-{n:08}", form_key=None) for n in range(CASES)]
    people = [copy(InvolvedPerson, case.person, incident=incident) for incident in incidents]
    cases = [copy(Case, case, person=person, lead=random.choice(leads)) for person in people]
    for rows in (incidents, people, cases):
        type(rows[0]).objects.bulk_create(rows)
    now = clock.now()
    times = {"opens_at": now - timedelta(days=9), "due_at": now - timedelta(minutes=30), "chase_at": now}
    promises = [
        Promise(case=case, owner=case.lead, key=key, chase=chase, **times)
        for key, chase in CHASED.items()
        for case in cases
    ]
    random.shuffle(promises)
    return Promise.objects.bulk_create(promises)


def copy(model, row, **changed):
    fields = {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields}
    fields.pop(model._meta.pk.attname)
    for name in changed:
        fields.pop(f"{name}_id", None)
    return model(**fields | changed)


def settle(watcher):
    """The database has noticed that they are gone, and five minutes go by: leases of the dead run out."""
    watcher.execute("SELECT pg_advisory_lock(%s), pg_advisory_unlock(%s)", [AT_WORK, AT_WORK])
    watcher.execute("UPDATE people_mailing SET leased_until = now() - interval '1s' WHERE sent_at IS NULL")


def not_noted(watcher):
    unsent = watcher.execute("SELECT id FROM people_mailing WHERE sent_at IS NULL").fetchall()
    return {f"<{pk}@aftercare>" for (pk,) in unsent}


@pytest.mark.claim("E1")
def test_of_six_hundred_reminders_none_is_lost_and_none_doubled_by_two_hundred_kills(
    owed, watcher, tmp_path, pytestconfig
):
    """But for the one message that a worker had handed over and not noted: it goes again, and is the same to the letter."""
    post, again, killed = Post(tmp_path / "post"), Counter(), 0
    for _ in range(ROUNDS):
        workers = [start(pytestconfig, post) for _ in range(AT_ONCE)]
        killed += kill(workers)
        settle(watcher)
        open_still = not_noted(watcher)
        in_doubt = [one for one in post.new() if one in open_still]
        assert len(in_doubt) <= AT_ONCE
        again.update(in_doubt)
    assert killed == ROUNDS * AT_ONCE, "They were all at work when they were killed"
    for tomorrow in (False, True):
        forking.run(pytestconfig, work, forking.process.Value("i"), post, tomorrow)

    told = Counter(post.taken())
    once = [body for _, _, _, body in told]
    ids = Counter(message for message, *_ in told.elements())
    assert ids == Counter(ids.keys()) + again
    assert len(told) == len(ids), "What went again was the same"
    assert set(ids) == {f"<{pk}@aftercare>" for pk in Mailing.objects.values_list("pk", flat=True)}
    linked = Counter(pk for body in once for pk in re.findall("/support/cases/([0-9a-f-]{36})/", body))
    assert linked == Counter(str(promise.case_id) for promise in owed)
    assert set(Promise.objects.values_list("key", "chase")) == {(key, n + 1) for key, n in CHASED.items()}
    assert Notice.objects.count() == len(owed)
