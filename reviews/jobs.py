"""What the clock starts in this room: prints still waiting, and those that have expired."""

from celery import shared_task
from django.utils import timezone

from reviews import printing


@shared_task
def print_waiting():
    at = timezone.now()
    printing.clear(at)
    for pk in printing.waiting(at):
        printing.make(pk)
