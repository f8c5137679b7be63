"""What the clock starts in this room: prints still waiting, and those that have expired."""

from celery import shared_task

from people import clock
from reviews import printing


@shared_task(soft_time_limit=60, time_limit=90)
def print_waiting():
    at = clock.now()
    printing.clear(at)
    for pk in printing.waiting(at):
        printing.make(pk)
