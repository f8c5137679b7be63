"""The list of wider trends, and those behind one report. The list is about nobody; the report is opened elsewhere."""

from django.db.models import F, QuerySet

from incidents.models import Incident, Trend


def trends() -> QuerySet[Trend]:
    """Those that are offered first."""
    return Trend.objects.order_by(F("retired_at").asc(nulls_first=True), "name", "id")


def trends_behind(incident: Incident) -> list[str]:
    return [mark.trend.name for mark in incident.trend_marks.select_related("trend").order_by("trend__name")]
