"""What time it is, by the clock of the database.

The clocks of workers may be wrong and differ; what is due is decided by one clock alone (security.md E6).
"""

from collections.abc import Callable
from datetime import UTC, datetime

from django.db import connection


def of_database() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0].astimezone(UTC)


# A test that plays twelve weeks passes its own clock in here.
read: Callable[[], datetime] = of_database


def now() -> datetime:
    return read()
