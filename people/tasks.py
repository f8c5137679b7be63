"""Work left for a worker. A task fetches, delegates and logs; it is safe to run twice and safe to lose."""

from celery import shared_task

from people import mail


@shared_task
def send_notices():
    """Everything that is due to leave now."""
    while mail.gather():
        pass
    mail.deliver_all()
