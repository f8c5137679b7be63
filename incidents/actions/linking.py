"""Reports are linked into a series, and taken out of it again (R6, R122)."""

from django.db import transaction
from django.utils import timezone

from incidents import access
from incidents.actions.changing import locked
from incidents.models import Incident, Series, SeriesLink
from people.access import require
from people.models import User
from people.trail import record


@transaction.atomic
def link(incident: Incident, *, by: User, series: Series | None = None, name: str = "", at=None) -> Series:
    """Put a report into a series, or begin one with it. A sealed one stands only with others sealed to the same person."""
    incident = locked(incident, by)
    require(access.can_review(by, incident))
    at = at or timezone.now()
    if series is None:
        series = Series.objects.create(name=name, made_by=by, made_at=at)
    else:
        require(Series.objects.visible_to(by).filter(pk=series.pk).exists())
        first = series.incidents.first()
        require(first is None or access.same_seal(first, incident))
    _, is_new = SeriesLink.objects.get_or_create(
        series=series, incident=incident, defaults={"by": by, "at": at}
    )
    if is_new:
        record("incident.linked", by=by, subject=incident, why=f"series {series.pk}", at=at)
    return series


@transaction.atomic
def unlink(incident: Incident, *, series: Series, by: User, at=None) -> None:
    """Take a report out of a series. A series without any is seen by nobody."""
    incident = locked(incident, by)
    require(access.can_review(by, incident) and Series.objects.visible_to(by).filter(pk=series.pk).exists())
    gone, _ = SeriesLink.objects.filter(series=series, incident=incident).delete()
    if gone:
        record(
            "incident.unlinked", by=by, subject=incident, why=f"series {series.pk}", at=at or timezone.now()
        )
