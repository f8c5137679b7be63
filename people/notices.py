"""Telling people: the row is written with the change, the email leaves after the commit.

No line says what happened, to whom or what kind of incident it was: it is read on locked screens and over
shoulders.
"""

from django.utils import timezone

from people import deadlines
from people.later import later
from people.models import Notice
from people.tasks import send_notices


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
    at = at or timezone.now()
    notices = [
        Notice(
            key=key,
            to=to,
            line=line,
            link=link,
            is_urgent=urgent or soon,
            created_at=at,
            send_at=deadlines.send_at(at, urgent=urgent, soon=soon),
        )
        for to, key, line, link in tellings
        if to.is_active
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    if (urgent or soon) and notices:
        later(send_notices)
