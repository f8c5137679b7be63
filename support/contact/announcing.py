"""The screening questionnaire says once to each colleague that it is there, on its day and in the hours they want (B13).

The line says neither what it is nor that anything happened. Whoever looks after them is told nothing.
"""

from datetime import datetime, timedelta

from django.db import transaction

from incidents.models import Incident
from people.notices import tell
from support.contact import screening, wishes
from support.deadlines import london_day
from support.models import Case, Preference, ScreeningOffer
from support.notices import OWN_PAGE
from support.visits import door
from support.workflow import CaseStatus

BATCH = 100
LINE = "There is something new on your own page. Look only if you want to; you need not do anything."


def announce(at: datetime) -> int:
    """Tell those whose day has come and whom it is welcome to; returns how many. Any number of workers, none twice."""
    licence = screening.in_force()
    if licence is None:
        return 0
    day = london_day(at) - timedelta(days=licence.from_day)
    waiting = (
        Case.objects.filter(
            status=CaseStatus.OPEN,
            person__incident__occurred_on__lte=day,
            screening_offer=None,
            screenings=None,
        )
        .exclude(person__incident__channel=Incident.Channel.IMPORTED)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    told, ids = 0, list(waiting)
    for start in range(0, len(ids), BATCH):
        told += _tell_batch(ids[start : start + BATCH], at)
    return told


@transaction.atomic
def _tell_batch(ids, at):
    cases = Case.objects.filter(pk__in=ids, status=CaseStatus.OPEN, screening_offer=None, screenings=None)
    found = list(
        cases.select_for_update(skip_locked=True, of=("self",)).select_related(
            "person__user", "person__incident", "lead", "version"
        )
    )
    wanted = {wish.case_id: wish for wish in Preference.objects.filter(case__in=found)}
    welcome = [case for case in found if _is_welcome(wanted.get(case.pk), at)]
    ScreeningOffer.objects.bulk_create(ScreeningOffer(case=case, told_at=at) for case in welcome)
    for case in welcome:
        _tell(case, at)
    return len(welcome)


def _is_welcome(wish, at):
    """Not to somebody who wants to hear nothing, or not at this hour: they are looked at again within the hour."""
    return wishes.welcome_from(wish, at) == at and wishes.may_be_emailed(wish, at)


def _tell(case, at):
    user = case.person.user
    if user is None:
        door.send(case, door.OWN, LINE, at=at)
    else:
        tell(user, key=f"own.{case.pk}.new", line=LINE, link=OWN_PAGE, soon=True, at=at)
