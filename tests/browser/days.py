"""Days that go by while a real clock and worker run, and the emails that arrive meanwhile."""

import email
from datetime import timedelta
from email.policy import default

from django.db import transaction
from django.db.models import DateField, F, Q

from incidents.models import Incident
from people import clock
from people.models import Mailing, Notice
from people.notices import address_key
from people.tasks import send_notices
from reviews.models import Panel
from support.jobs import ask_people, keep_promises
from support.models import Case, CheckIn, Promise, Stage
from tests.worker.conftest import wait_until


def days_go_by(days):
    """One after the other, and each day the clock and the worker do all that is due.

    What is written for the digest at night leaves two days on: it waits for a morning twice. The worker is asked
    at once, so that nobody waits for the clock to tick.
    """
    for _ in range(days):
        everything_was_a_day_earlier()
        keep_promises.delay()
        wait_until(no_promise_is_to_be_chased, within=60)
        ask_people.delay()
        wait_until(nobody_is_to_be_asked, within=60)
        send_notices.delay()
        wait_until(nothing_is_due, within=60)


@transaction.atomic
def everything_was_a_day_earlier():
    """Every time that is stored moves back one day."""
    for model in (Incident, Case, Stage, CheckIn, Promise, Notice, Mailing, Panel):
        times = [field.name for field in model._meta.concrete_fields if isinstance(field, DateField)]
        # By way of long ago, so that no two digests of one person are ever of the same day.
        for move in (timedelta(days=1001), -timedelta(days=1000)):
            model.objects.update(**{name: F(name) - move for name in times})


def no_promise_is_to_be_chased():
    return not Promise.objects.open().filter(chase_at__lte=clock.now()).exists()


def nobody_is_to_be_asked():
    return not CheckIn.objects.filter(ask_at__lte=clock.now()).exists()


def nothing_is_due():
    at = clock.now()
    return no_promise_is_to_be_chased() and not (
        Notice.objects.filter(mailing=None, send_at__lte=at).exists()
        or Mailing.objects.filter(sent_at=None, send_at__lte=at).exists()
    )


def emails(house):
    """Every email that has left, as it was written."""
    for file in house.mail.iterdir():
        for text in file.read_bytes().split(b"-" * 79 + b"\n"):
            if text.strip():
                yield email.message_from_bytes(text, policy=default)


def link_to(house, to, line, about=None):
    """The link beneath this line in an email that has reached them; of this case, if one is named."""
    for message in emails(house):
        for paragraph in message.get_content().split("\n\n") if message["To"] == to.email else []:
            words = " ".join(paragraph.split())
            if line in words and (about is None or str(about.pk) in words):
                assert came_from_us(message, to)
                return words.split()[-1]


def came_from_us(message, to):
    """Its Message-ID is that of a mailing to them, by their account or by their address alone."""
    of_address = Q(address__key=address_key(to.email))
    theirs = Mailing.objects.filter(Q(to=to) | of_address).values_list("pk", flat=True)
    return message["Message-ID"] in [f"<{pk}@aftercare>" for pk in theirs]


def open_email(house, to, line, about=None):
    """Wait for the email, and give its link."""
    wait_until(lambda: link_to(house, to, line, about), within=60)
    return link_to(house, to, line, about)
