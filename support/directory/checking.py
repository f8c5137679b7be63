"""The clock over the directory of help: entries that nobody has checked in time are flagged to their keeper, again, and then
to whoever answers for the directory.

Any number of workers can do it at once: each takes a batch that no other has.
"""

import logging
from datetime import datetime, timedelta

from django.db import OperationalError, transaction
from django.urls import reverse

from people.chasing import DAY, OWNER, UP, Chase, Clock
from people.deadlines import LONDON
from people.models import Cover
from people.notices import tell
from support import access
from support.models import Service

log = logging.getLogger(__name__)
BATCH = 200
AFTER_A_FAULT = timedelta(hours=1)

CHECKING = Clock(
    rows=(
        Chase("due", 0 * DAY, {OWNER: "An entry in the directory of help needs to be checked."}),
        Chase("due", 7 * DAY, {OWNER: "An entry in the directory of help is still to be checked."}),
        Chase("due", 14 * DAY, {UP: "An entry in the directory of help has not been checked for too long."}),
    ),
    pause=DAY,
    again=14 * DAY,
)


def flag_batch(at: datetime) -> int:
    """How many were taken. One that cannot be flagged waits an hour and holds up no other (security.md E8)."""
    with transaction.atomic():
        due = Service.objects.filter(chase_at__lte=at, retired_at=None).order_by("chase_at")
        due = list(due.select_for_update(skip_locked=True, of=("self",)).select_related("keeper")[:BATCH])
        for service in due:
            try:
                with transaction.atomic():
                    _flag(service, at)
            except OperationalError:
                raise
            except Exception:
                log.exception("Entry %s could not be flagged; it is tried again in an hour", service.pk)
                Service.objects.filter(pk=service.pk).update(chase_at=at + AFTER_A_FAULT)
        return len(due)


def _flag(service, at):
    step = CHECKING.step_at(service.chase, service.added_at, service.due_at, at)
    for who, line in CHECKING.lines(step).items():
        for to in _who_hears(service, who, at):
            key = f"service.{service.pk}.{step}.{service.due_at:%Y%m%d}.{to.pk}"
            tell(to, key=key, line=line, link=reverse("support:directory-entry", args=[service.pk]), at=at)
    following = CHECKING.next_at(service.added_at, service.due_at, at=at, sent=step + 1)
    Service.objects.filter(pk=service.pk).update(chase=step + 1, chase_at=following)


def _who_hears(service, who, at):
    """The keeper, their stand-in while they are away, and otherwise those who answer for the directory."""
    keeper = service.keeper
    if who == OWNER and access.can_keep_directory(keeper):
        on = at.astimezone(LONDON).date()
        cover = (
            Cover.objects.filter(user=keeper, starts_on__lte=on, ends_on__gte=on)
            .select_related("covered_by")
            .first()
        )
        if cover is None:
            return [keeper]
        if cover.covered_by and access.can_keep_directory(cover.covered_by):
            return [cover.covered_by]
    heard = access.answer_for_directory(but=keeper) or access.answer_for_directory()
    if not heard:
        log.error("Nobody is left to tell about entry %s of the directory", service.pk)
    return heard
