"""What the clock starts in this room: the heartbeat, sealing the trail, and whatever was left lying or undone."""

from datetime import datetime, timedelta

from celery import shared_task
from django.db import connection

from people import clock, owning, sealing
from people.checking import BATCH
from people.contractors.checking import CHECKING
from people.equality.keeping import put_away
from people.models import EqualityEnvelope, EqualityParcel, Heartbeat

STALE = timedelta(minutes=3)


def was_seen(at: datetime) -> bool:
    """Whether beat and worker were seen working together in the last three minutes (security.md E4)."""
    return Heartbeat.objects.filter(name="worker", at__gt=at - STALE).exists()


@shared_task
def heartbeat():
    """Beat asked and a worker answered: both are alive."""
    Heartbeat.objects.update_or_create(name="worker", defaults={"at": clock.now()})


@shared_task
def seal_trail():
    while sealing.seal() == sealing.BATCH:
        pass


@shared_task
def flag_contractors():
    """Rows of the register of contractors that nobody has checked for too long (R16)."""
    at = clock.now()
    while CHECKING.flag_batch(at) == BATCH:
        pass


@shared_task
def find_what_nobody_owns():
    """Where a handover failed, somebody hears of it the same hour (security.md G8)."""
    owning.report(clock.now())


@shared_task
def put_equality_away():
    """Looks every hour, moves once a day; then both tables are swept, so that nothing of yesterday lies about (B3).

    PostgreSQL sweeps only for a role that may (README, "Deploy"); for another it says so and goes on.
    """
    if put_away(clock.now()) and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            for model in (EqualityParcel, EqualityEnvelope):
                cursor.execute(f"VACUUM {connection.ops.quote_name(model._meta.db_table)}")
