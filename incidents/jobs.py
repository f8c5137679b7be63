"""What the clock starts in this room: chasing what is owed, and throwing away reports that nobody finished."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from incidents.chasing import BATCH, chase_batch
from incidents.models import Draft
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
