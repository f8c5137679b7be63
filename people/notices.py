"""Telling people: the row is written with the change, the email leaves after the commit.

No line says what happened, to whom or what kind of incident it was: it is read on locked screens and over
shoulders.
"""

import json

from django.db import connection

from people import clock, deadlines
from people.encryption import keyed_hash
from people.later import later
from people.models import Address, Notice
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
    if not rows:
        return
    leaves = deadlines.send_at(at, urgent=urgent, soon=soon)
    with connection.cursor() as cursor:
        cursor.execute(ADD, [urgent or soon, at, leaves, json.dumps(rows)])
    if urgent or soon:
        later(send_notices)


def tell_address(
    address: str, *, key: str, line: str, link: str = "", urgent: bool = False, soon: bool = False, at=None
) -> None:
    """The same for somebody who has no account, by email alone; the address is kept encrypted.

    A link beneath a path that people/links.py knows is signed when the email is made, and not sent once it no longer
    opens.
    """
    at = at or clock.now()
    row, _ = Address.objects.get_or_create(key=address_key(address), defaults={"email": address})
    leaves = deadlines.send_at(at, urgent=urgent, soon=soon)
    notice = Notice(
        key=key, address=row, line=line, link=link, is_urgent=urgent or soon, created_at=at, send_at=leaves
    )
    Notice.objects.bulk_create([notice], ignore_conflicts=True)
    if urgent or soon:
        later(send_notices)


def address_key(address: str) -> str:
    """The keyed hash that stands for an email address, however its letters are written."""
    return keyed_hash("address", address.strip().casefold())
