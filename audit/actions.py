"""What can be done with figures: publish a month. Nothing is ever published twice, or in between."""

from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from audit.access import can_publish
from audit.deadlines import is_over, month_after, month_before, month_of, months_until, year_over_by
from audit.equity import counting, hiding
from audit.equity.reading import MEASURE as EQUITY
from audit.measures import MEASURES
from audit.models import Publication, Release
from audit.suppression import suppress
from incidents.models import Incident
from people.access import require
from people.models import User
from people.trail import record

# How many months back a publication may still put figures right.
PUT_RIGHT = 12
PUBLICATION_LOCK = 7_021_960


class NotOver(Exception):
    """The month has not ended, so its figures would still change."""


@transaction.atomic
def publish_month(month: date, *, by: User | None = None, at: datetime | None = None) -> Publication | None:
    """Publish a past month, and with it what has changed in the twelve before; None when it is published
    already (R109).

    What is stored is hidden and rounded, and never changed again. An earlier month gets a new release only
    when its shown figures differ, so a late correction of one is seen at the next publication or not at all
    (security.md C4, C6). `by` is None for the clock.
    """
    require(by is None or can_publish(by))
    at = at or timezone.now()
    month = month.replace(day=1)
    if not is_over(month, at):
        raise NotOver(f"{month:%B %Y} is not over yet")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [PUBLICATION_LOCK])
    if Publication.objects.filter(month__gte=month).exists():
        return None
    publication = Publication.objects.create(month=month, at=at, by=by)
    newest = newest_figures()
    for earlier in _months_to_publish(month):
        for measure in MEASURES.values():
            figures = _shown(measure.count(earlier))
            if figures and newest.get((measure.key, earlier)) != figures:
                Release.objects.create(
                    publication=publication, measure=measure.key, month=earlier, figures=figures
                )
    _publish_year(publication)
    record("figures.published", by=by, subject=publication, at=at)
    return publication


def _publish_year(publication):
    """With the first publication after a year is over, its equity figures, once. They are never put right: a colleague who
    answers, or deletes an answer, would show as the difference (R11, security.md C4)."""
    year = year_over_by(publication.month)
    if Release.objects.filter(measure=EQUITY, month=year).exists():
        return
    affected, answered, numbers = counting.count(year)
    if affected:
        figures = {
            name: [figure.counted, figure.of]
            for name, figure in hiding.shown(affected, answered, numbers).items()
        }
        Release.objects.create(publication=publication, measure=EQUITY, month=year, figures=figures)


def publish_latest(*, at: datetime | None = None) -> Publication | None:
    """Publish the newest month that is over, once there has been anything at all to publish."""
    month = month_before(month_of(at or timezone.now()))
    if Publication.objects.filter(month=month).exists() or _first_month(month) is None:
        return None
    return publish_month(month, at=at)


def newest_figures() -> dict[tuple[str, date], dict]:
    """The figures that stand, by measure and month."""
    releases = Release.objects.order_by("measure", "month", "-publication_id").distinct("measure", "month")
    return {(release.measure, release.month): release.figures for release in releases}


def _months_to_publish(month):
    """The month, and those of the twelve before it in which there was something."""
    first = _first_month(month) or month
    return months_until(first, month)[-PUT_RIGHT - 1 :]


def _first_month(last):
    """The month of the first incident there is up to the end of `last`, or None."""
    first = Incident.objects.filter(occurred_on__lt=month_after(last)).order_by("occurred_on").first()
    return first and first.occurred_on.replace(day=1)


def _shown(numbers):
    figures = {}
    for row, (counted, of) in numbers.items():
        figure = suppress(counted, of)
        figures[row] = [figure.counted, figure.of]
    return figures
