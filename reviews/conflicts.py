"""Somebody on a panel is too close to an incident: they say so, and no longer see it (security.md A4, R130)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from incidents.models import Conflict
from people.access import require
from people.models import User
from people.trail import record
from reviews import access, notices
from reviews.models import AgendaItem, Print


@transaction.atomic
def declare(item: AgendaItem, *, by: User, why: str, at: datetime | None = None) -> Conflict:
    """From now on neither the item, its actions, earlier agendas nor what was printed show it to them.

    Whoever runs the panel is told that somebody did, and what was being printed for them is made anew.
    """
    at = at or timezone.now()
    item = (
        AgendaItem.objects.select_for_update(of=["self"]).select_related("panel", "incident").get(pk=item.pk)
    )
    require(access.can_declare(by, item))
    conflict = Conflict.objects.create(incident=item.incident, user=by, why=Conflict.Why(why), declared_at=at)
    Print.objects.filter(reader=by, holds=item.incident).delete()
    record("conflict.declared", by=by, subject=item, at=at)
    notices.conflict_declared(item, by, at=at)
    return conflict


@transaction.atomic
def lift(conflict: Conflict, item: AgendaItem, *, by: User, at: datetime | None = None) -> None:
    """Whoever runs the panel lets them back in: it was a mistake, or is so no longer."""
    at = at or timezone.now()
    conflict = Conflict.objects.select_for_update(of=["self"]).get(pk=conflict.pk, incident=item.incident_id)
    seen = AgendaItem.objects.visible_to(by).filter(pk=item.pk).exists()
    require(seen and access.can_lift(by, conflict, item.panel))
    if conflict.lifted_at is None:
        conflict.lifted_at, conflict.lifted_by = at, by
        conflict.save()
        record("conflict.lifted", by=by, subject=item, at=at)


def standing(incident):
    """Those who are shut out because they said so, for those who see the item."""
    return incident.conflicts.filter(lifted_at=None).select_related("user").order_by("declared_at", "pk")
