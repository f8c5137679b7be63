"""Peer supporters are asked how they are themselves, and somebody goes after those who do not answer (R123)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from people.trail import record_all
from support import access
from support.meeting import peer_notices
from support.meeting.gathering import rules
from support.models import Session, Supporter, WellBeingCheck
from support.workflow import SessionStatus

ANSWER_WITHIN = timedelta(days=7)
BATCH = 200


@transaction.atomic
def ask_batch(at: datetime) -> int:
    """Ask up to 200 whose time has come: so many weeks after the last time, or after so many sessions that they led."""
    set_to = rules()
    last = (
        WellBeingCheck.objects.filter(supporter=OuterRef("pk")).order_by("-asked_at").values("asked_at")[:1]
    )
    active = Supporter.objects.filter(ended_at=None, user__is_active=True)
    since = active.annotate(since=Coalesce(Subquery(last), "joined_at")).filter(since__lte=at)
    led = Session.objects.filter(
        leader=OuterRef("user"), status=SessionStatus.HELD, settled_at__gt=OuterRef("since")
    )
    count = Subquery(led.order_by().values("leader").annotate(many=Count("pk")).values("many"))
    due = since.annotate(led=Coalesce(count, 0)).filter(
        Q(since__lte=at - timedelta(weeks=set_to.ask_every_weeks)) | Q(led__gte=set_to.ask_after_sessions)
    )
    waiting = WellBeingCheck.objects.filter(answered_at=None).values("supporter")
    chosen = due.exclude(pk__in=waiting).order_by("pk").values("pk")[:BATCH]
    locked = Supporter.objects.filter(pk__in=list(chosen.values_list("pk", flat=True)))
    asked = list(locked.select_for_update(skip_locked=True, of=("self",)).select_related("user"))
    checks = WellBeingCheck.objects.bulk_create(
        [WellBeingCheck(supporter=one, asked_at=at) for one in asked], ignore_conflicts=True
    )
    record_all("supporter.asked", by=None, subjects=[check.supporter for check in checks], at=at)
    peer_notices.ask_supporters([check.supporter for check in checks], at)
    return len(checks)


@transaction.atomic
def follow_up(at: datetime) -> int:
    """No answer for a week: the prevention lead has a word. Not answering closes nothing."""
    silent = WellBeingCheck.objects.filter(
        answered_at=None, followed_up_at=None, asked_at__lte=at - ANSWER_WITHIN, supporter__ended_at=None
    )
    found = list(silent.select_for_update(skip_locked=True, of=("self",))[:BATCH])
    keepers = access.register_keepers()
    for check in found:
        check.followed_up_at = at
        check.save()
        peer_notices.supporter_silent(check, keepers, at)
    return len(found)
