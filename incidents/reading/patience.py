"""How long a page waits for the database: nobody's wide search holds up everybody else's work (security.md F9)."""

from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled


class TookTooLong(Exception):
    """The database was stopped; asking for less will be quicker."""


@contextmanager
def patience(seconds: float):
    """Each statement within is stopped after so many seconds, and TookTooLong raised."""
    try:
        with transaction.atomic():
            _stop_after(f"{round(seconds * 1000)}ms")
            yield
            _stop_after("0")
    except OperationalError as stopped:
        if isinstance(stopped.__cause__, QueryCanceled):
            raise TookTooLong from stopped
        raise


def _stop_after(time):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [time])
