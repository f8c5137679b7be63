"""What the clock starts in this room: last month's figures, once."""

from celery import shared_task

from audit import actions


@shared_task
def publish_figures():
    """Asked every hour; publishes in the first hour of a month and does nothing for the rest of it."""
    actions.publish_latest()
