"""How did we do (R103): the questions, when they are asked, and how answers come to lead to nobody.

Who answered what must not be found out from the database afterwards, not even from its hidden marks of which rows were
written together (PostgreSQL's xmin). So an answer waits as a closed slip, and once a month all slips are opened together.
"""

from collections import Counter
from datetime import datetime, timedelta
from random import SystemRandom

from celery import shared_task
from django.db import connection, transaction

from people.clock import now
from people.deadlines import LONDON
from support.models import Case, Pulse, PulseMark, PulseSlip
from support.workflow import CaseStatus

QUESTIONS = {
    "helped": "Did support help you?",
    "trusted": "Do you trust how it was dealt with?",
    "in_time": "Did it come in time?",
    "heard": "Did you feel heard?",
}
SCALE = {5: "Very much", 4: "Mostly", 3: "In part", 2: "A little", 1: "Not at all"}
# So many slips, and answers from one site, before they are opened together.
FEWEST = 8
AFTER = timedelta(weeks=12)


def is_asked(case: Case, at: datetime) -> bool:
    """Once: when support has ended or was declined, and at the latest in week 12. The case comes with `pulse_mark`."""
    if case.status == CaseStatus.MERGED or case.incident.is_imported or hasattr(case, "pulse_mark"):
        return False
    return case.status in (CaseStatus.CLOSED, CaseStatus.DECLINED) or case.opened_at + AFTER <= at


@transaction.atomic
def put_in(case: Case, answers: dict) -> bool:
    """A slip, and the mark that they need not be asked again; False when there is one. Nothing says which is whose.

    `answers` may be empty: the slip of somebody who would rather not answer looks the same.
    """
    _, is_new = PulseMark.objects.get_or_create(case=case)
    if is_new:
        PulseSlip.objects.create(content={"site": case.team.site_id, "answers": answers} if answers else {})
    return is_new


@transaction.atomic
def open_slips(at: datetime) -> int:
    """Once a month, when enough lie there: all in one transaction, in shuffled order. Returns how many answers."""
    month = at.astimezone(LONDON).date().replace(day=1)
    slips = list(PulseSlip.objects.select_for_update(skip_locked=True))
    filled = [slip.content for slip in slips if slip.content]
    if len(filled) < FEWEST or Pulse.objects.filter(month__gte=month).exists():
        return 0
    SystemRandom().shuffle(filled)
    there = Counter(content["site"] for content in filled)
    Pulse.objects.bulk_create(
        Pulse(
            month=month,
            site_id=content["site"] if there[content["site"]] >= FEWEST else None,
            **{name: content["answers"].get(name) for name in QUESTIONS},
        )
        for content in filled
    )
    PulseSlip.objects.filter(pk__in=[slip.pk for slip in slips]).delete()
    return len(filled)


@shared_task
def open_together():
    """Looks every hour, opens once a month; then the emptied table is swept, so that nothing of it lies about.

    PostgreSQL sweeps only for a role that may (README, "Deploy"); for another it says so and goes on.
    """
    if open_slips(now()) and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM {connection.ops.quote_name(PulseSlip._meta.db_table)}")
