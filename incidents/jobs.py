"""What the clock starts in this room: chasing what is owed, and throwing away reports that nobody finished."""

from datetime import timedelta

from celery import shared_task
from django.db import connection
from django.utils import timezone

from incidents.actions.delivering import deliver, pass_on_ownerless
from incidents.chasing import BATCH, chase_batch
from incidents.models import ConfidentialParcel, Draft
from incidents.mornings import tell_of_yesterday
from people.clock import now

KEPT_FOR = timedelta(days=7)


@shared_task
def clear_old_drafts():
    """Seven days after its last change a draft goes (security.md G3)."""
    Draft.objects.filter(changed_at__lt=timezone.now() - KEPT_FOR).delete()


@shared_task
def keep_duties():
    at = now()
    while chase_batch(at) == BATCH:
        pass


@shared_task
def deliver_in_confidence():
    """Moves what waits at its slot; then the emptied table is swept, so that nothing of it lies about (B3).

    PostgreSQL sweeps only for a role that may (README, "Deploy"); for another it says so and goes on.
    """
    at = now()
    if deliver(at=at) and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM {connection.ops.quote_name(ConfidentialParcel._meta.db_table)}")
    pass_on_ownerless(at=at)


@shared_task
def morning_cross():
    """Managers hear in the day's digest what the safety crosses of their teams say of yesterday (R99)."""
    tell_of_yesterday(now())
