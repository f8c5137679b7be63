"""Asking for a new link with the reference of a report and an email address (R27): sent only to the address held.

A worker does it, so that the page answers as quickly for what is not there. What was typed is encrypted on its way.
"""

import json
from datetime import timedelta

from celery import shared_task
from django.db import transaction

from incidents.models import InvolvedPerson, Merge
from people import later as after
from people.clock import now
from people.encryption import decrypt, encrypt
from support.models import Case
from support.visits import door
from support.workflow import CaseStatus

HOUR = timedelta(hours=1)
# So many links an hour for one case, however many ask.
MOST = 3
AGAIN = "Here is the link you asked for. It opens your own page."


def later(reference: str, email: str) -> None:
    with transaction.atomic():
        after.later(send_new_link, encrypt(json.dumps([reference, email]).encode()).decode())


@shared_task
def send_new_link(token: str):
    reference, email = json.loads(decrypt(token.encode()))
    ask(reference, email, at=now())


@transaction.atomic
def ask(reference: str, email: str, *, at):
    """The door that was sent, or None. One report stands for the others it was merged with."""
    wanted = email.strip().casefold()
    reports = InvolvedPerson.objects.filter(user=None, is_named=True)
    people = reports.filter(incident__reference=reference) | reports.filter(
        incident__in=Merge.objects.filter(duplicate__reference=reference).values("into")
    )
    cases = Case.objects.select_for_update(of=("self",)).filter(person__in=people)
    for case in cases.exclude(status=CaseStatus.MERGED).select_related("person__user", "person__incident"):
        if door.address_of(case) == wanted and _may_have_one(case, at):
            return door.send(case, door.OWN, AGAIN, at=at, urgent=True, is_asked_for=True)
    return None


def _may_have_one(case, at):
    return case.doors.filter(purpose=door.OWN, made_by=None, made_at__gt=at - HOUR).count() < MOST
