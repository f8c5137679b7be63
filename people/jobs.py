"""What the clock starts in this room: the heartbeat, and sealing the trail."""

from celery import shared_task

from people import clock, owning, sealing
from people.models import Heartbeat


@shared_task
def heartbeat():
    """Beat asked and a worker answered: both are alive."""
    Heartbeat.objects.update_or_create(name="worker", defaults={"at": clock.now()})


@shared_task
def seal_trail():
    while sealing.seal() == sealing.BATCH:
        pass


@shared_task
def find_what_nobody_owns():
    """Where a handover failed, somebody hears of it the same hour (security.md G8)."""
    owning.report(clock.now())
