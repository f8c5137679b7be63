"""From notices that are due to emails that have left.

Two steps, each safe to repeat. `gather` puts due notices into mailings: an urgent one alone, the rest of a person's
into the day's digest. `deliver_all` takes each mailing on a five-minute lease, hands it to the mail server with no
transaction open, and notes that it is sent. A worker that dies before the hand-over loses nothing, for the lease runs
out; one that dies in the moment between hand-over and note sends that single message once more, with the same
Message-ID.
"""

import logging
import smtplib
from datetime import datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from people.deadlines import DIGEST_AT, LONDON
from people.models import Mailing, Notice

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
BATCH = 500
# Tries 5, 10, 15 ... minutes apart: given up after about three hours, and then shown to the administrators.
MOST_ATTEMPTS = 8


@transaction.atomic
def gather(at=None) -> int:
    """Put up to 500 due notices into mailings; returns how many were taken."""
    at = at or timezone.now()
    due = list(
        Notice.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(mailing=None, send_at__lte=at)
        .select_related("to")
        .order_by("send_at", "to_id")[:BATCH]
    )
    for to, theirs in groupby(sorted(due, key=lambda notice: notice.to_id), key=lambda notice: notice.to):
        theirs = list(theirs)
        for notice in theirs:
            if notice.is_urgent:
                _attach([notice], Mailing.objects.create(to=to, send_at=at))
        rest = [notice for notice in theirs if not notice.is_urgent]
        if rest:
            _attach(rest, _digest(to, at))
    return len(due)


def _attach(notices, mailing):
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailing=mailing)


def _digest(to, at):
    """Today's digest; once that is on its way, tomorrow's. Locked, so that it cannot leave without what we add."""
    day = timezone.localdate(at)
    while True:
        leaves = max(at, datetime.combine(day, DIGEST_AT, LONDON))
        Mailing.objects.bulk_create([Mailing(to=to, digest_on=day, send_at=leaves)], ignore_conflicts=True)
        mailing = Mailing.objects.select_for_update().get(to=to, digest_on=day)
        if mailing.attempts == 0:
            return mailing
        day += timedelta(days=1)


def deliver_all(at=None) -> int:
    """Send every mailing that is due and free; returns how many left."""
    sent, connection = 0, get_connection()
    while mailing := _claim(at or timezone.now()):
        sent += _deliver(mailing, connection, at)
    return sent


@transaction.atomic
def _claim(at):
    mailing = (
        Mailing.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(Q(leased_until=None) | Q(leased_until__lt=at), sent_at=None, gave_up_at=None, send_at__lte=at)
        .select_related("to")
        .order_by("send_at")
        .first()
    )
    if mailing:
        mailing.leased_until = at + LEASE
        mailing.attempts += 1
        mailing.save(update_fields=["leased_until", "attempts"])
    return mailing


def _deliver(mailing, connection, at):
    """True when the mail server took it. Nobody who has left since is written to (security.md E10)."""
    if not mailing.to.is_active:
        _note(mailing, gave_up_at=at or timezone.now(), problem="They no longer work here")
        return False
    try:
        message(mailing, connection).send()
    except (smtplib.SMTPException, OSError) as problem:
        log.warning("Mailing %s was not taken by the mail server: %s", mailing.pk, type(problem).__name__)
        now = at or timezone.now()
        given_up = now if mailing.attempts >= MOST_ATTEMPTS else None
        _note(
            mailing,
            problem=type(problem).__name__,
            leased_until=now + LEASE * mailing.attempts,
            gave_up_at=given_up,
        )
        return False
    _note(mailing, sent_at=at or timezone.now(), problem="")
    return True


def message(mailing, connection=None) -> EmailMessage:
    """The email. The subject says only that there is something; the Message-ID is the mailing's own."""
    notices = list(mailing.notices.order_by("pk"))
    urgent = any(notice.is_urgent for notice in notices)
    context = {"to": mailing.to, "notices": notices, "address": settings.AFTERCARE_ADDRESS, "name": settings.AFTERCARE_NAME}
    return EmailMessage(
        subject=f"{settings.AFTERCARE_NAME}: something needs you now" if urgent else f"{settings.AFTERCARE_NAME}: your day",
        body=render_to_string("people/mailing.txt", context),
        to=[mailing.to.email],
        headers={"Message-ID": f"<{mailing.pk}@aftercare>", "Auto-Submitted": "auto-generated"},
        connection=connection,
    )


def _note(mailing, **fields):
    Mailing.objects.filter(pk=mailing.pk).update(**fields)
