"""Asking the colleague themselves how they are, when and how they want to be asked, and what happens when nobody
reaches them (R12, R66).
"""

import logging
from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from people.deadlines import LONDON, next_digest
from people.notices import tell, tell_all
from support import deadlines
from support.contact import wishes
from support.ladder import Ladders
from support.models import Case, CheckIn, ContactTry, Preference
from support.notices import OWN_PAGE, case_page
from support.recording import CannotRecord
from support.visits import door
from support.visits.visitor import account_of
from support.workflow import CaseStatus, CheckInStatus

log = logging.getLogger(__name__)
BATCH = 100
AGAIN_WITHIN = "2 working days"
HOW_ARE_YOU = "We would like to know how you are. Answer only if you want to."


def reach(asked, people, at: datetime) -> None:
    """(promise, key, line) for colleagues whose clock has something for them. What they want stands before the clock.

    A check-in is asked by a message of its own (`ask_all`); everything else is told on their page, or kept back.
    """
    if not asked:
        return
    wanted = Q(pk__in=[])
    for promise, _, _ in asked:
        if promise.key.startswith("check_in."):
            wanted |= Q(case=promise.case_id, week=promise.key.partition(".")[2])
    if wanted:
        CheckIn.objects.filter(wanted, asked_at=None, ask_at=None).update(ask_at=at)
    others = [one for one in asked if one[0].person_id and not one[0].key.startswith("check_in.")]
    wishes_of = _preferences({promise.case_id for promise, _, _ in others})
    leaving = defaultdict(list)
    for promise, key, line in others:
        wish = wishes_of.get(promise.case_id)
        leaves = wishes.welcome_from(wish, at)
        if leaves:
            told = (people[promise.person_id], key, line, OWN_PAGE)
            leaving[leaves if wishes.has_hours(wish) or leaves > at else None].append(told)
    for leaves, those in leaving.items():
        tell_all(those, soon=leaves is not None, at=leaves or at)


@transaction.atomic
def ask_batch(at: datetime) -> int:
    """Write to those whose question is due and welcome now; returns how many were looked at. Any number of workers."""
    waiting = CheckIn.objects.filter(ask_at__lte=at).order_by("ask_at", "pk")
    claimed = list(
        waiting.select_for_update(skip_locked=True, of=("self",)).select_related(
            "case__person__user", "case__person__incident", "case__lead", "case__version"
        )[:BATCH]
    )
    wishes_of = _preferences({check_in.case_id for check_in in claimed})
    for check_in in claimed:
        _ask(check_in, wishes_of.get(check_in.case_id), at)
    CheckIn.objects.bulk_update(claimed, ["ask_at", "asked_at"])
    return len(claimed)


def _ask(check_in, wish, at):
    """Now, later, or not at all: then the owner of the check-in, who sees the wish, is left to do as they asked."""
    case = check_in.case
    check_in.ask_at = None
    is_asked = check_in.status in (CheckInStatus.AHEAD, CheckInStatus.NO_ANSWER)
    if not is_asked or check_in.asked_at or case.status != CaseStatus.OPEN:
        return
    leaves = wishes.welcome_from(wish, at)
    if leaves is None or not wishes.may_be_emailed(wish, leaves):
        return
    if leaves > at:
        check_in.ask_at = leaves
        return
    # A digest that leaves in their hours is quieter than an email of its own.
    digest = next_digest(at)
    soon = wishes.welcome_from(wish, digest) != digest
    if door.send(case, f"check_in.{check_in.week}", HOW_ARE_YOU, at=at, soon=soon):
        check_in.asked_at = at


def note_try(check_in: CheckIn, how: str, *, by, at: datetime) -> bool:
    """One more try that reached nobody; True for the first, from which the time for another runs.

    Raises CannotRecord for the same way twice running. The check-in is saved by whoever calls.
    """
    before = list(check_in.tries.all())
    if how and before and before[-1].how == how:
        raise CannotRecord({"how": "Try another way than last time, and say which"})
    ContactTry.objects.create(check_in=check_in, how=how, by=account_of(by), at=at)
    if not before:
        check_in.again_by = deadlines.closes(AGAIN_WITHIN, at)
    return not before


def not_reached(case: Case, check_in: CheckIn, *, by, at: datetime) -> None:
    """A second try failed too: the next one up hears of it, and with each further try one more (R84)."""
    promise = case.promises.open().filter(key=f"check_in.{check_in.week}").select_related("owner").first()
    tries = check_in.tries.count()
    if promise is None or tries < 2:
        return
    ladder = Ladders([case.pk], at.astimezone(LONDON).date()).of(promise, promise.owner)
    above = [one for one in ladder if one not in (promise.owner, by)]
    if not above:
        log.error("Nobody is above the one who asks in check-in %s", check_in.pk)
        return
    to = above[min(tries - 2, len(above) - 1)]
    tell(
        to,
        key=f"check_in.{check_in.pk}.not_reached.{tries}",
        line="A colleague could not be reached, by two ways. Please help to find out how they are.",
        link=case_page(case.pk),
        soon=True,
        at=at,
    )


def _preferences(cases):
    found = Preference.objects.filter(case__in=cases).select_related("hear_from", "on_leave_by")
    return {wish.case_id: wish for wish in found}
