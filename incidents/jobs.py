"""What the clock starts in this room: throwing away reports that nobody finished."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from incidents.models import Draft

KEPT_FOR = timedelta(days=7)


@shared_task
def clear_old_drafts():
    """Seven days after its last change a draft goes (security.md G3)."""
    Draft.objects.filter(changed_at__lt=timezone.now() - KEPT_FOR).delete()
