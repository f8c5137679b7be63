"""What the clock starts in this room: it finds promises to chase, writes the notices and sets the next time.

Any number of workers can do it at once: each takes a batch that no other has, and the notices and the next
time are written in one transaction. Screens show lateness from `due_at`, so nothing there waits for this.
"""

import json
import logging
from collections import defaultdict
from datetime import timedelta

from celery import shared_task
from django.db import OperationalError, connection, transaction
from django.db.models import Exists, F, OuterRef

from incidents.models import AllegedPerpetrator, InvolvedPerson
from people.checking import BATCH as ENTRIES
from people.clock import now
from people.deadlines import LONDON
from people.models import Cover, User
from people.notices import tell_all
from support import curiosity, emergencies, training
from support.chases import OWNER, PERSON
from support.contact import announcing, reaching
from support.directory.checking import CHECKING
from support.handing_on import leaver
from support.ladder import Ladders
from support.meeting import covering, wellbeing
from support.models import Promise
from support.notices import case_page
from support.owed import kind_of
from support.practical import help_leaving
from support.practical.told_clock import TOLD
from support.workflow import CaseStatus

log = logging.getLogger(__name__)
BATCH = 500
LOOK_AGAIN = timedelta(days=1)
AFTER_A_FAULT = timedelta(hours=1)


@shared_task
def training_due():
    training.tell_due(now())


@shared_task
def keep_promises():
    at = now()
    while keep_batch(at) == BATCH:
        pass


@shared_task
def flag_directory():
    """Entries of the directory of help that nobody has checked for too long (R30, R138)."""
    at = now()
    while CHECKING.flag_batch(at) == ENTRIES:
        pass


@shared_task
def ask_told():
    """Colleagues who may need practical help and whom nobody has asked yet."""
    at = now()
    while TOLD.flag_batch(at) == ENTRIES:
        pass


@shared_task
def ask_people():
    """Colleagues are asked how they are, when and how they want to be (R12, R66)."""
    while reaching.ask_batch(now()) == reaching.BATCH:
        pass


@shared_task
def announce_questionnaire():
    """Where a trust may use it: each colleague is told once that it is there (B13)."""
    announcing.announce(now())


@shared_task
def ask_supporters():
    """Peer supporters whose time it is to be asked how they are, and those who have not said for a week (R123)."""
    at = now()
    while wellbeing.ask_batch(at) == wellbeing.BATCH:
        pass
    while wellbeing.follow_up(at) == wellbeing.BATCH:
        pass


@shared_task
def look_at_emergencies():
    """Information governance looks at openings in an emergency every week (security.md A6)."""
    emergencies.remind(now())


@shared_task
def notice_curiosity():
    """Somebody who opens many records that are none of their business (security.md A7)."""
    curiosity.look(now())


@shared_task
def pass_on():
    """Roles that ran out, leaders who are away, and whatever else leaves a case with somebody who may not go on (R10)."""
    at = now()
    covering.cover_all(at)
    leaver.pass_on_all(at)
    help_leaving.pass_on_all(at)


def keep_batch(at) -> int:
    """Chase up to 500 promises that are due; returns how many.

    One that cannot be chased does not hold up the rest (security.md E8).
    """
    try:
        with transaction.atomic():
            claimed = _claim(at)
            _chase(claimed, at)
            return len(claimed)
    except OperationalError:
        raise
    except Exception:
        log.exception("A batch of promises could not be chased together; trying one by one")
        return _one_by_one(at)


def _one_by_one(at):
    with transaction.atomic():
        claimed = _claim(at)
        for promise in claimed:
            try:
                with transaction.atomic():
                    _chase([promise], at)
            except OperationalError:
                raise
            except Exception:
                log.exception("Promise %s could not be chased; it is tried again in an hour", promise)
                _advance([(promise, Promise.objects.get(pk=promise).chase, at + AFTER_A_FAULT)])
        return len(claimed)


def _claim(at):
    """Promises that are due and that no other worker holds, locked until this transaction ends."""
    due = Promise.objects.open().filter(chase_at__lte=at).order_by("chase_at")
    return list(due.select_for_update(skip_locked=True).values_list("pk", flat=True)[:BATCH])


def _chase(claimed, at):
    """Nothing is sent while support is declined or ended; looked at again next day: both can be undone."""
    today = at.astimezone(LONDON).date()
    promises = _read(claimed, today)
    people = User.objects.in_bulk(
        {pk for promise in promises for pk in (promise.owner_id, promise.person_id) if pk}
    )
    ladders = Ladders([promise.case_id for promise in promises], today)
    tellings, asked, advanced = defaultdict(list), [], []
    for promise in promises:
        if promise.status != CaseStatus.OPEN:
            advanced.append((promise.pk, promise.chase, at + LOOK_AGAIN))
            continue
        clock = kind_of(promise.key).clock(promise.key)
        step = clock.step_at(promise.chase, promise.opens_at, promise.due_at, at)
        tellings[clock.is_urgent(step)] += _tellings(promise, clock, step, people, ladders, asked)
        following = clock.next_at(promise.opens_at, promise.due_at, at=at, sent=step + 1)
        advanced.append((promise.pk, step + 1, following))
    for urgent, those in tellings.items():
        tell_all(those, urgent=urgent, at=at)
    reaching.reach(asked, people, at)
    _advance(advanced)


def _read(claimed, today):
    incident = OuterRef("case__person__incident")
    away = Cover.objects.filter(user=OuterRef("owner"), starts_on__lte=today, ends_on__gte=today)
    accused = AllegedPerpetrator.objects.filter(incident=incident, user=OuterRef("owner"))
    affected = InvolvedPerson.objects.filter(incident=incident, user=OuterRef("owner"))
    return (
        Promise.objects.filter(pk__in=claimed)
        .annotate(
            status=F("case__status"),
            lead_id=F("case__lead"),
            person_id=F("case__person__user"),
            passed_over=Exists(away) | Exists(accused) | Exists(affected),
        )
        .values_list(
            "pk",
            "key",
            "opens_at",
            "due_at",
            "chase",
            "owner_id",
            "case_id",
            "help_id",
            "session_id",
            "status",
            "lead_id",
            "person_id",
            "passed_over",
            named=True,
        )
    )


def _tellings(promise, clock, step, people, ladders, asked):
    """(to, key, line, link) for everybody who hears of this step. The key makes a second telling nothing.

    A session is one thing to hear of, however many colleagues were promised it.
    """
    about = f"led.{promise.session_id}" if promise.session_id else f"promise.{promise.pk}"
    key = f"{about}.{step}.{promise.due_at:%Y%m%dT%H%M}"
    told = []
    for who, line in clock.lines(step).items():
        if who == PERSON:
            asked.append((promise, f"{key}.person", line))
            continue
        to = _on_the_ladder(promise, 0 if who == OWNER else clock.rung(step) + 1, people, ladders)
        if to:
            told.append((to, f"{key}.{to.pk}", line, _link(promise, to)))
    return told


def _link(promise, to):
    """Where it is recorded, for somebody who may open that and not the case."""
    kind = kind_of(promise.key)
    apart = kind.is_open_to and kind.is_open_to(to, promise)
    return kind.link(promise) if apart else case_page(promise.case_id)


def _on_the_ladder(promise, rung, people, ladders):
    """The owner is nearly always the lead, at work and free to hear it: then no ladder has to be put up."""
    owner = people[promise.owner_id]
    if rung == 0 and owner.is_active and promise.owner_id == promise.lead_id and not promise.passed_over:
        return owner
    ladder = ladders.of(promise, owner)
    if not ladder:
        log.error("Nobody is left to tell about promise %s", promise.pk)
        return None
    return ladder[min(rung, len(ladder) - 1)]


def _advance(rows):
    """(id, messages sent, time of the next) for many promises in one statement."""
    rows = [{"id": pk, "chase": sent, "chase_at": following.isoformat()} for pk, sent, following in rows]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE support_promise SET chase = next.chase, chase_at = next.chase_at
            FROM json_to_recordset(%s) AS next (id bigint, chase smallint, chase_at timestamptz)
            WHERE support_promise.id = next.id
            """,
            [json.dumps(rows)],
        )
