"""Figures come out a month at a time and stay as they were (security.md C4, C6)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from audit import actions, jobs
from audit.measures import MEASURES
from audit.models import Publication, Release
from audit.reading import series
from audit.suppression import Figure
from people.models import Entry
from tests.audit.conftest import NOVEMBER, OCTOBER, london

pytestmark = pytest.mark.django_db

INCIDENTS = MEASURES["incidents"]
IN_OCTOBER = date(2026, 10, 9)


def physical(month=OCTOBER):
    (figures,) = series(INCIDENTS)
    return {one.month: one.rows["physical"] for one in figures.months}[month]


@pytest.mark.claim("C1")
@pytest.mark.framework("R70")
def test_only_hidden_and_rounded_figures_are_kept(incidents_in, published):
    incidents_in(IN_OCTOBER, 3, kinds=["verbal"])
    incidents_in(IN_OCTOBER, 11, kinds=["physical"])

    published()

    kept = Release.objects.get(measure="incidents", month=OCTOBER).figures
    assert kept["verbal"] == ["*", None]
    assert kept["physical"] == [10, None]
    assert kept["online"] == [0, None]


def test_publishing_is_recorded_and_happens_once(incidents_in, published):
    incidents_in(IN_OCTOBER, 1)

    first, second = published(), published()

    assert (first.month, second) == (OCTOBER, None)
    assert Publication.objects.count() == 1
    assert Entry.objects.filter(event="figures.published", subject_id=str(first.pk)).count() == 1


def test_a_month_that_is_not_over_is_not_published(incidents_in):
    incidents_in(IN_OCTOBER, 1)

    with pytest.raises(actions.NotOver):
        actions.publish_month(OCTOBER, at=london(2026, 10, 31, 23, 59, 59))

    assert not Release.objects.exists()


def test_a_board_member_cannot_bring_figures_out_early(incidents_in, trust):
    incidents_in(IN_OCTOBER, 1)

    with pytest.raises(PermissionDenied):
        actions.publish_month(OCTOBER, by=trust.bea, at=london(2026, 11, 2))

    assert not Release.objects.exists()


@pytest.mark.claim("C4")
def test_a_new_incident_changes_no_figure_before_the_next_publication(incidents_in, published):
    incidents_in(IN_OCTOBER, 7)
    published()

    incidents_in(IN_OCTOBER, 1)
    assert published() is None
    assert actions.publish_latest(at=london(2026, 11, 30, 23, 59)) is None

    assert physical() == Figure("*")


@pytest.mark.claim("C6")
def test_a_late_report_is_seen_at_the_next_publication_and_marked(incidents_in, published):
    incidents_in(IN_OCTOBER, 12)
    published()
    incidents_in(IN_OCTOBER, 1)

    published(NOVEMBER)

    (figures,) = series(INCIDENTS)
    october, november = figures.months
    assert (october.rows["physical"], october.is_revised) == (Figure(15), True)
    assert (november.rows["physical"], november.is_revised) == (Figure(0), False)


@pytest.mark.claim("C6")
def test_a_late_change_of_one_that_does_not_show_is_no_revision(incidents_in, published):
    incidents_in(IN_OCTOBER, 9)
    published()
    incidents_in(IN_OCTOBER, 1)

    published(NOVEMBER)

    (figures,) = series(INCIDENTS)
    assert [month.is_revised for month in figures.months] == [False, False]
    assert physical() == Figure(10)


def test_months_that_were_missed_come_out_with_the_next(incidents_in, published):
    incidents_in(date(2026, 8, 4), 8)
    incidents_in(date(2026, 9, 4), 13)

    published()

    assert [physical(date(2026, month, 1)).counted for month in (8, 9, 10)] == [10, 15, 0]
    assert not Release.objects.filter(month__lt=date(2026, 8, 1)).exists()


CHANGES = [
    "UPDATE audit_release SET figures = '{}'",
    "DELETE FROM audit_release",
    "UPDATE audit_publication SET month = '2020-01-01'",
    "DELETE FROM audit_publication",
]


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses_to_change_what_was_published(incidents_in, published, change):
    incidents_in(IN_OCTOBER, 8)
    published()

    with (
        pytest.raises(DatabaseError, match="append_only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)

    assert physical() == Figure(10)


def test_the_clock_publishes_the_month_before_once_there_is_something(incidents_in, time_machine):
    time_machine.move_to(london(2026, 11, 1, 0, 20))
    jobs.publish_figures()
    assert not Publication.objects.exists(), "an empty trust publishes nothing"

    incidents_in(IN_OCTOBER, 8)
    jobs.publish_figures()
    jobs.publish_figures()

    assert [publication.month for publication in Publication.objects.all()] == [OCTOBER]


def test_reading_all_measures_is_one_query_however_many_months_there_are(incidents_in, published):
    incidents_in(date(2026, 1, 4), 8)
    published()

    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert len(series(*MEASURES.values())[0].months) == 10

    assert len(queries) == 1
