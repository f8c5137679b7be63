"""Telling people: the row is written with the change, the email leaves after the commit.

No line says what happened, to whom or what kind of incident it was: it is read on locked screens and over
shoulders.
"""

import json

from django.db import connection

from people import clock, deadlines
from people.later import later
from people.tasks import send_notices

# As JSON, thousands are written as fast as one: the clock may find that many due at once.
ADD = """
    INSERT INTO people_notice (key, to_id, line, link, is_urgent, created_at, send_at)
    SELECT told.key, told."to", told.line, told.link, %s, %s, %s
    FROM json_to_recordset(%s) AS told (key text, "to" bigint, line text, link text)
    ON CONFLICT (key) DO NOTHING
"""


def tell(
    to, *, key: str, line: str, link: str = "", urgent: bool = False, soon: bool = False, at=None
) -> None:
    """Write one notice; a second one with the same key is nothing. `link` is a path on this site.

    An urgent one leaves at once in an email of its own, a soon one too but never at night; the rest wait
    for the day's digest. Nobody who has left is told anything.
    """
    tell_all([(to, key, line, link)], urgent=urgent, soon=soon, at=at)


def tell_all(tellings, *, urgent: bool = False, soon: bool = False, at=None) -> None:
    """Many at once, (to, key, line, link) each, in one statement."""
    at = at or clock.now()
    rows = [
        {"key": key, "to": to.pk, "line": line, "link": link}
        for to, key, line, link in tellings
        if to.is_active
    ]
    leaves = deadlines.send_at(at, urgent=urgent, soon=soon)
    with connection.cursor() as cursor:
        cursor.execute(ADD, [urgent or soon, at, leaves, json.dumps(rows)])
    if (urgent or soon) and rows:
        later(send_notices)
