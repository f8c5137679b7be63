"""Work left for a worker in this room."""

from celery import shared_task

from reviews import printing


@shared_task(soft_time_limit=60, time_limit=90)
def make_print(pk):
    printing.make(pk)
