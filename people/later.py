"""Work left for a worker once the change is committed."""

import logging

from django.db import transaction

log = logging.getLogger(__name__)


def later(task, *args):
    """Ask a worker to run `task` after the commit. When the broker is away the change still stands.

    Nothing is lost by that: every task only looks for rows that are due, and the clock asks again each
    minute.
    """

    def ask():
        try:
            task.delay(*args)
        except task.app.connection().connection_errors + task.app.connection().channel_errors + (task.OperationalError,):
            log.warning("The broker is away; %s waits for the clock", task.name)

    transaction.on_commit(ask)
