"""From notices that are due to emails that have left.

Two steps, each safe to repeat. `gather` puts due notices into mailings: a person's urgent ones into one
that leaves at once, the rest into the day's digest. `deliver_all` takes each mailing on a five-minute
lease, hands it to the mail server with no transaction open, and notes that it is sent. A worker that dies
before the hand-over loses nothing, for the lease runs out; one that dies in the moment between hand-over
and note sends that single message once more, with the same Message-ID.
"""

import logging
import smtplib
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import DatabaseError, transaction
from django.db import connection as database
from django.db.models import Q
from django.template.loader import render_to_string

from people import attachments, clock, hearing, links
from people.deadlines import next_digest, open_digest
from people.models import Mailing, Notice

log = logging.getLogger(__name__)
PEOPLE_AT_ONCE = 500
MOST_LINES = 50
LEASE = timedelta(minutes=5)
# Tries 5, 10, 20 ... minutes apart: given up after ten hours, which is longer than a mail server is away at
# night.
MOST_ATTEMPTS = 8
GATHER_LOCK = 7_021_960
# The mail server is there and does not want this one message. Any other OSError says that it is away.
REFUSED = (smtplib.SMTPSenderRefused, smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)
LEFT = "They no longer work here"
CLOSED = "The link no longer opens"
HAS_A_READER = Q(to__is_active=True) | Q(address__isnull=False)
SHOWN_FOR = timedelta(days=7)


@transaction.atomic
def gather(at=None) -> int:
    """Put everything due for up to 500 people into mailings; returns how many notices were taken.

    One worker at a time, and each person whole: a digest must not leave while another worker still adds to
    it.
    """
    at = at or clock.now()
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [GATHER_LOCK])
        if not cursor.fetchone()[0]:
            return 0
    waiting = Notice.objects.filter(mailing=None, send_at__lte=at)
    people = list(waiting.order_by().values_list("to_id", "address_id").distinct()[:PEOPLE_AT_ONCE])
    due = list(waiting.filter(_to(people)).order_by("pk"))
    alone = {
        who: _mailing(who, send_at=at) for who in {_reader(notice) for notice in due if notice.is_urgent}
    }
    Mailing.objects.bulk_create(alone.values())
    digests = _digests({_reader(notice) for notice in due if not notice.is_urgent}, at)
    for notice in due:
        notice.mailing = (alone if notice.is_urgent else digests)[_reader(notice)]
    Notice.objects.bulk_update(due, ["mailing"], batch_size=500)
    return len(due)


def _digests(people, at):
    """For each person the digest still open. Locked, so that none can leave without what is added to it."""
    found, (day, leaves) = {}, open_digest(at)
    while without := people - found.keys():
        in_order = sorted(without, key=lambda who: (who[0] or 0, who[1] or 0))
        new = [_mailing(who, digest_on=day, send_at=leaves) for who in in_order]
        Mailing.objects.bulk_create(new, ignore_conflicts=True)
        that_day = Mailing.objects.select_for_update().filter(_to(without), digest_on=day)
        that_day = that_day.order_by("to_id", "address_id")
        found |= {_reader(digest): digest for digest in that_day if digest.attempts == 0}
        leaves = next_digest(leaves)
        day = leaves.date()
    return found


def _reader(row):
    """Whom a notice or a mailing is for: an account, or the address of somebody who has none."""
    return row.to_id, row.address_id


def _mailing(reader, **fields):
    to, address = reader
    return Mailing(to_id=to, address_id=address, **fields)


def _to(readers):
    accounts = [to for to, _ in readers if to]
    return Q(to__in=accounts) | Q(address__in=[address for _, address in readers if address])


def deliver_all(at=None) -> int:
    """Send every mailing that is due and free; returns how many left. Stops when the mail server is away."""
    _give_up(at or clock.now())
    sent, server = 0, get_connection()
    try:
        while mailing := _claim(at or clock.now()):
            notices = notices_of(mailing, at or clock.now())
            if not notices:
                _note(mailing, gave_up_at=at or clock.now(), problem=CLOSED)
                continue
            problem = _hand_over(mailing, notices, server)
            if problem is None:
                _note(mailing, sent_at=at or clock.now(), problem="")
                sent += 1
                continue
            _put_off(mailing, problem, at or clock.now())
            server.close()
            if isinstance(problem, OSError) and not isinstance(problem, REFUSED):
                break
    finally:
        server.close()
    return sent


def _give_up(at):
    """On mailings to those who have left, and on those that killed the worker each time they were tried."""
    unsent = Mailing.objects.filter(sent_at=None, gave_up_at=None)
    unsent.filter(to__is_active=False).update(gave_up_at=at, problem=LEFT)
    unsent.filter(attempts__gte=MOST_ATTEMPTS, leased_until__lte=at).update(gave_up_at=at)


@transaction.atomic
def _claim(at):
    """The next mailing, with a lease on it. Nobody who has left since is written to (security.md E10)."""
    due = Mailing.objects.filter(
        Q(leased_until=None) | Q(leased_until__lte=at),
        HAS_A_READER,
        sent_at=None,
        gave_up_at=None,
        send_at__lte=at,
        attempts__lt=MOST_ATTEMPTS,
    ).select_related("to", "address")
    mailing = due.select_for_update(skip_locked=True, of=("self",)).order_by("send_at").first()
    if mailing:
        mailing.leased_until = at + LEASE
        mailing.attempts += 1
        mailing.save(update_fields=["leased_until", "attempts"])
    return mailing


def _hand_over(mailing, notices, server) -> Exception | None:
    """None when the mail server took it. No transaction is open meanwhile (security.md E9)."""
    try:
        server.open()
        message(mailing, server, notices).send()
    except DatabaseError:
        raise
    except Exception as problem:
        return problem
    return None


def _put_off(mailing, problem, at):
    """The problem's kind only is kept: its words may hold an address."""
    kind = type(problem).__name__
    log.warning("Mailing %s was not taken by the mail server: %s", mailing.pk, kind)
    wait = LEASE * 2 ** (mailing.attempts - 1)
    given_up = at if mailing.attempts >= MOST_ATTEMPTS else None
    _note(mailing, problem=kind, leased_until=at + wait, gave_up_at=given_up)


def _note(mailing, **fields):
    Mailing.objects.filter(pk=mailing.pk).update(**fields)


def notices_of(mailing, at=None) -> list[Notice]:
    """What the email speaks of, and one more than it can hold when there are too many.

    Nothing whose link has died since, or that its reader may hear no longer (security.md E10).
    """
    notices = list(mailing.notices.order_by("pk")[: MOST_LINES + 1])
    if mailing.to:
        notices = hearing.still_for(mailing.to, notices)
    return [notice for notice in notices if links.still_opens(notice.link, at or clock.now())]


def message(mailing, server=None, notices=None) -> EmailMessage:
    """The email. The subject says only that there is something; the Message-ID is the mailing's own."""
    notices = notices or notices_of(mailing)
    urgent = any(notice.is_urgent for notice in notices)
    for notice in notices:
        notice.link = links.as_sent(notice.link)
    context = {
        "first_name": " ".join(mailing.to.first_name.split()) if mailing.to else "",
        "notices": notices[:MOST_LINES],
        "more": len(notices) > MOST_LINES,
        "address": settings.AFTERCARE_ADDRESS,
        "name": settings.AFTERCARE_NAME,
    }
    usual = "your day" if mailing.to else "a message for you"
    email = EmailMessage(
        subject=f"{settings.AFTERCARE_NAME}: {'please read today' if urgent else usual}",
        body=render_to_string("people/mailing.txt" if mailing.to else "people/mailing_address.txt", context),
        to=[(mailing.to or mailing.address).email],
        headers={"Message-ID": f"<{mailing.pk}@aftercare>", "Auto-Submitted": "auto-generated"},
        connection=server,
    )
    for one in attachments.made_for(notices):
        email.attach(one.name, one.content, one.kind)
    return email


def stuck(at=None):
    """Mailings of the last week that could not be sent to somebody who should have them: administrators see them."""
    since = (at or clock.now()) - SHOWN_FOR
    given_up = Mailing.objects.filter(HAS_A_READER, gave_up_at__gte=since, sent_at=None)
    given_up = given_up.exclude(problem=CLOSED)
    return given_up.select_related("to").order_by("-gave_up_at")
