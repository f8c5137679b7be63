"""An agenda as a tagged PDF, made by a worker for one reader and kept for an hour (security.md C7)."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import timezone

from nhsuk import pdf
from people import clock
from people.trail import record
from reviews import agenda, sbar
from reviews.models import Meeting, Print
from reviews.reading import facts, support_given
from reviews.workflow import PrintStatus

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=3)
ATTEMPTS = 3


def waiting(at) -> list:
    """Prints that nobody is making: new ones, and those of a worker that died."""
    unleased = Q(leased_until=None) | Q(leased_until__lt=at)
    return list(Print.objects.filter(unleased, status=PrintStatus.WAITING).values_list("pk", flat=True))


def claim(pk, at) -> bool:
    """True for the one worker that gets to make this print."""
    unleased = Q(leased_until=None) | Q(leased_until__lt=at)
    mine = Print.objects.filter(unleased, pk=pk, status=PrintStatus.WAITING, expires_at__gt=at)
    return mine.update(leased_until=at + LEASE, attempts=F("attempts") + 1) == 1


def make(pk, at=None) -> None:
    """Make one print, if nobody else is making it. After three failures it says that it could not be made."""
    at = at or clock.now()
    if not claim(pk, at):
        return
    copy = Print.objects.select_related("meeting__panel__site", "reader").get(pk=pk)
    if copy.attempts > ATTEMPTS:  # each time before, the worker died of it
        Print.objects.filter(pk=pk).update(status=PrintStatus.FAILED, leased_until=None)
        return
    try:
        with transaction.atomic():
            content, items = render(copy, at)
            Print.objects.filter(pk=pk, status=PrintStatus.WAITING).update(
                status=PrintStatus.READY, content=content, made_at=at, leased_until=None
            )
            copy.holds.set([item.incident for item in items])
            for item in items:
                record(
                    "incident.read", by=copy.reader, subject=item.incident, why="In a printed agenda", at=at
                )
    except Exception:
        log.exception("Print %s could not be made", pk)
        status = PrintStatus.FAILED if copy.attempts >= ATTEMPTS else PrintStatus.WAITING
        Print.objects.filter(pk=pk, status=PrintStatus.WAITING).update(status=status, leased_until=None)


def render(copy, at):
    """The PDF and the items it holds: what the reader may see at this moment and nothing else."""
    meeting = Meeting.objects.visible_to(copy.reader).select_related("panel__site").get(pk=copy.meeting_id)
    context = agenda.of(meeting, copy.reader, timezone.localdate(at))
    for item in context["items"]:
        item.facts, item.support = facts(item.incident), support_given(item.incident)
        item.parts = [
            {
                "name": part.name,
                "ticks": sbar.ticked(part, item.review),
                "notes": item.review.get(part.notes_key, ""),
            }
            for part in sbar.PARTS
        ]
    html = render_to_string("reviews/print/agenda.html", context | {"reader": copy.reader, "at": at})
    return pdf.render(html, css="print.css"), context["items"]


def clear(at) -> int:
    """Take away what has expired; returns how many."""
    return Print.objects.filter(expires_at__lte=at).delete()[0]
