"""Work left for a worker once the change is committed."""

import logging
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Ask:
    task: Any
    args: tuple

    def __call__(self):
        """Whatever goes wrong here, the change is committed: nobody may be told that it failed."""
        try:
            self.task.delay(*self.args)
        except Exception as problem:
            log.warning(
                "%s was not asked for and waits for the clock: %s", self.task.name, type(problem).__name__
            )


def later(task, *args):
    """Ask a worker to run `task` after the commit, once a transaction. The broker may be away.

    Nothing is lost by that: every task looks for rows that are due, and the clock asks again each minute.
    """
    ask = Ask(task, args)
    if ask not in [waiting for _, waiting, _ in connection.run_on_commit]:
        transaction.on_commit(ask)
