"""Work left for a worker: an import just uploaded or confirmed, and what the clock finds unfinished."""

from celery import shared_task

from people.importing import running


@shared_task
def work_on(batch_pk):
    running.work_on(batch_pk)


@shared_task
def resume_imports():
    running.resume()
    running.forget_old()
