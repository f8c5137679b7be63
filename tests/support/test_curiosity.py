"""Whoever opens thirty records in an hour that are none of their business is noticed once, and goes on (A7)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incidents.models import Incident, InvolvedPerson
from people.models import Entry, Notice
from people.trail import record
from support import curiosity
from support.models import Case

pytestmark = pytest.mark.claim("A7")
USES = "/support/emergency/uses/"


@pytest.fixture
def opened(report, trust):
    """Copies of one report on Oak Ward with their cases, opened by somebody in the hour before `at`."""
    seed = report(by=trust.omar, team=trust.oak_ward)
    case = Case.objects.get(person__incident=seed)
    now = timezone.now()

    def make(by, number, *, team=trust.oak_ward, at=now, lead=trust.owen, event="incident.read", why=""):
        incidents = Incident.objects.bulk_create(
            Incident(
                kinds=seed.kinds,
                occurred_on=seed.occurred_on,
                team=team,
                reporter=trust.omar,
                reported_at=now,
            )
            for _ in range(number)
        )
        people = InvolvedPerson.objects.bulk_create(
            InvolvedPerson(incident=one, user=trust.omar, part="harmed") for one in incidents
        )
        cases = Case.objects.bulk_create(
            Case(person=one, team=team, version=case.version, lead=lead) for one in people
        )
        subjects = incidents if event == "incident.read" else cases
        for minutes, subject in enumerate(subjects):
            record(event, by=by, subject=subject, why=why, at=at - timedelta(minutes=minutes % 50))
        return subjects

    Notice.objects.all().delete()
    make.now = now
    return make


def noticed():
    return [int(one.subject_id) for one in Entry.objects.filter(event="reader.opened_many")]


def test_thirty_are_noticed_once_and_nobody_is_stopped(opened, trust, client):
    opened(trust.viv, 20, event="case.read")
    last = opened(trust.viv, 10)[-1]

    for minutes in (0, 1, 5):
        curiosity.look(opened.now + timedelta(minutes=minutes))

    assert noticed() == [trust.viv.pk]
    told = Notice.objects.get()
    assert (told.to, told.link) == (trust.iris, USES)
    assert "Viv" not in told.line
    client.force_login(trust.viv)
    assert client.get(f"/incidents/{last.reference}/").status_code == 200
    assert client.get(USES).status_code == 403
    client.force_login(trust.iris)
    page = client.get(USES).content.decode()
    assert "Viv Archer" in page
    assert last.reference not in page


def test_what_is_their_own_business_or_came_with_an_agenda_or_a_list_is_not_counted(opened, trust):
    opened(trust.viv, 29)
    opened(trust.viv, 30, at=opened.now - timedelta(hours=2))
    opened(trust.viv, 30, why="On a panel's agenda")
    opened(trust.viv, 30, why="In a downloaded list")
    opened(trust.viv, 30, lead=trust.viv, event="case.read")
    opened(trust.viv, 30, lead=trust.viv)
    opened(trust.maya, 40, team=trust.elm_ward)
    opened(trust.omar, 40, team=trust.elm_ward)
    same = opened(trust.ruth, 1)[0]
    for _ in range(40):
        record("incident.read", by=trust.ruth, subject=same, at=opened.now)

    curiosity.look(opened.now)

    assert noticed() == []
    assert not Notice.objects.exists()


def test_a_report_and_its_case_are_one_and_an_hour_later_it_is_told_again(opened, trust, client):
    for case in opened(trust.ruth, 20, event="case.read"):
        record("incident.read", by=trust.ruth, subject=case.incident, at=opened.now)
    curiosity.look(opened.now)
    assert noticed() == []

    for hours in (1, 3):
        at = opened.now + timedelta(hours=hours)
        opened(trust.iris, 30, at=at)
        curiosity.look(at)
    assert noticed() == [trust.iris.pk] * 2
    assert set(Notice.objects.values_list("to", flat=True)) == {trust.viv.pk}, "Never whom it is about"
    client.force_login(trust.iris)
    assert "Iris Gale" not in client.get(USES).content.decode().partition("Opened many records")[2]


def test_looking_costs_one_query_while_nobody_opens_many(opened, trust, django_assert_num_queries):
    for one in (trust.viv, trust.ruth, trust.maya):
        opened(one, 10)

    with django_assert_num_queries(1):
        curiosity.look(opened.now)
