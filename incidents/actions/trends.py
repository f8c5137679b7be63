"""The list of wider trends is kept, and reports are marked with them (R11). Nobody is owed more or less by it."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from incidents import access
from incidents.actions.changing import locked
from incidents.models import Incident, Trend, TrendMark
from people.access import require
from people.models import User
from people.trail import record


class TrendKnown(Exception):
    """There is one of this name; `trend` is it."""

    def __init__(self, trend):
        super().__init__("This is on the list already")
        self.trend = trend


@transaction.atomic
def add_trend(*, by: User, name: str, at=None) -> Trend:
    """Raises TrendKnown."""
    require(access.can_keep_trends(by))
    if same := Trend.objects.filter(name__iexact=name).first():
        raise TrendKnown(same)
    at = at or timezone.now()
    trend = Trend.objects.create(name=name, added_by=by, added_at=at)
    record("trend.added", by=by, subject=trend, at=at)
    return trend


@transaction.atomic
def retire_trend(trend: Trend, *, by: User, is_retired: bool = True, at=None) -> Trend:
    """It is not offered any more, or is again. Reports that have it keep it."""
    require(access.can_keep_trends(by))
    at = at or timezone.now()
    trend = Trend.objects.select_for_update().get(pk=trend.pk)
    if bool(trend.retired_at) != is_retired:
        trend.retired_at = at if is_retired else None
        trend.save()
        record("trend.retired" if is_retired else "trend.brought_back", by=by, subject=trend, at=at)
    return trend


@transaction.atomic
def mark_trends(incident: Incident, *, by: User, trends: Collection[Trend], at=None) -> None:
    """These and no others are behind it, as whoever sets the cause sees it."""
    incident = locked(incident, by)
    require(access.can_set_cause(by, incident))
    at = at or timezone.now()
    had = set(incident.trend_marks.values_list("trend", flat=True))
    wanted = {one.pk: one for one in trends if not one.retired_at or one.pk in had}
    if had == wanted.keys():
        return
    incident.trend_marks.exclude(trend__in=wanted).delete()
    TrendMark.objects.bulk_create(
        TrendMark(trend=one, incident=incident, by=by, at=at) for pk, one in wanted.items() if pk not in had
    )
    record("incident.trends_marked", by=by, subject=incident, at=at)
