"""The list of reports: its pages, its filters, and how few queries it takes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from incidents.models import Incident, InvolvedPerson
from incidents.words import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya(client, trust):
    client.force_login(trust.maya)
    return client


@pytest.fixture
def many(trust):
    """Reports made in bulk, for lists only: one an hour, newest first."""

    def make(number, **facts):
        now = timezone.now()
        found, near = words_of(facts.get("what_happened", ""))
        rows = [
            Incident(
                kinds=["verbal"],
                occurred_on=timezone.localdate(),
                team=trust.elm_ward,
                reporter=trust.nneka,
                reported_at=now - timedelta(hours=n),
                completed_at=now,
                words=found,
                near=near,
                **facts,
            )
            for n in range(number)
        ]
        Incident.objects.bulk_create(rows)
        InvolvedPerson.objects.bulk_create(
            [InvolvedPerson(incident=row, name="Jo", part="harmed") for row in rows]
        )
        return rows

    return make


def references(page):
    return [incident.reference for incident in page.context["page_of"].rows]


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(address).status_code == 200
    return len(caught), caught


@pytest.mark.parametrize("address", ["/incidents/", "/incidents/?words=bay&kind=verbal", "/incidents/mine/"])
def test_as_many_queries_with_300_rows_as_with_3(client, trust, many, address):
    client.force_login(trust.maya)
    Incident.objects.all()
    many(3)
    client.get(address)
    few, _ = queries(client, address)
    many(297)
    lots, caught = queries(client, address)

    assert lots == few
    assert lots <= 20
    assert not any('"what_happened"' in one["sql"].split("WHERE")[0] for one in caught), (
        "text columns are not read"
    )


def test_pages_follow_one_another_and_back_with_none_lost_or_doubled(maya, many):
    rows = [row.reference for row in many(60)]

    first = maya.get("/incidents/")
    second = maya.get("/incidents/" + first.context["older"])
    third = maya.get("/incidents/" + second.context["older"])

    assert references(first) + references(second) + references(third) == rows
    assert (first.context["newer"], third.context["older"]) == ("", "")
    assert references(maya.get("/incidents/" + third.context["newer"])) == references(second)
    assert references(maya.get("/incidents/" + second.context["newer"])) == references(first)
    assert maya.get("/incidents/" + second.context["newer"]).context["newer"] == ""


def test_pages_hold_when_many_were_reported_at_the_same_moment(maya, many):
    rows = many(60)
    Incident.objects.update(reported_at=timezone.now())

    seen, page = [], maya.get("/incidents/")
    seen += references(page)
    while page.context["older"]:
        page = maya.get("/incidents/" + page.context["older"])
        seen += references(page)

    assert sorted(seen) == sorted(row.reference for row in rows)


def test_the_filters_stay_when_turning_the_page(maya, many):
    many(30)
    page = maya.get("/incidents/?kind=verbal&status=holding")
    assert "kind=verbal" in page.context["older"]
    assert len(references(maya.get("/incidents/" + page.context["older"]))) == 5


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("words=confused", True),
        ("words=hitting out", True),
        ("words=elephant", False),
        ("words=Bay 3", True),
        ("kind=physical", True),
        ("kind=verbal", False),
        ("status=holding", True),
        ("status=reviewing", False),
        ("team={elm}", True),
        ("team={oak}", False),
        ("since_day=1&since_month=1&since_year=2020", True),
        ("until_day=1&until_month=1&until_year=2020", False),
        ("words={reference}", True),
        ("words={reference_small}", True),
    ],
)
def test_each_filter_narrows(maya, trust, report, query, found):
    incident = report()
    query = query.format(
        elm=trust.elm_ward.pk,
        oak=trust.oak_ward.pk,
        reference=incident.reference,
        reference_small=incident.reference.lower(),
    )
    assert references(maya.get(f"/incidents/?{query}")) == ([incident.reference] if found else [])


def test_a_rare_word_is_found_behind_thousands_of_newer_reports(maya, report, many, monkeypatch):
    monkeypatch.setattr("incidents.reading.lists.NEWEST", 5)
    old = report(what_happened="A hippopotamus.")
    Incident.objects.filter(pk=old.pk).update(reported_at=timezone.now() - timedelta(days=400))
    many(40, what_happened="A shout.")

    assert references(maya.get("/incidents/?words=hippopotamus")) == [old.reference]
    page = maya.get("/incidents/?words=shout")
    assert len(references(page)) == 25
    assert len(references(maya.get("/incidents/" + page.context["older"]))) == 15


def test_the_words_of_reports_one_may_not_see_are_not_found(maya, trust, report):
    report(by=trust.omar, team=trust.oak_ward, what_happened="hippopotamus")
    report(kinds=["sexual_harassment"], sealed_to=trust.sasha, what_happened="hippopotamus")
    assert references(maya.get("/incidents/?words=hippopotamus")) == []


def test_a_mark_one_may_not_see_says_nothing(maya, trust, report):
    hidden = report(by=trust.omar, team=trust.oak_ward)
    own = report()
    for name in ("after", "before"):
        assert references(maya.get(f"/incidents/?{name}={hidden.reference}")) == [own.reference]
        assert references(maya.get(f"/incidents/?{name}=AC-NONE-NONE")) == [own.reference]


def test_a_wrong_filter_is_said_and_the_others_still_count(maya, report):
    report()
    page = maya.get("/incidents/?since_day=40&kind=verbal")
    assert "There is a problem" in page.content.decode()
    assert references(page) == []


def test_empty_lists_say_what_will_appear(maya, client, trust):
    assert "Reports appear here" in maya.get("/incidents/").content.decode()
    assert "Nothing fits" in maya.get("/incidents/?kind=verbal").content.decode()
    assert "Reports you send appear here" in maya.get("/incidents/mine/").content.decode()


def test_mine_are_mine_with_plain_words_for_where_they_stand(client, trust, report):
    own, other = report(), report(by=trust.will)
    client.force_login(trust.nneka)
    page = client.get("/incidents/mine/").content.decode()
    assert own.reference in page
    assert other.reference not in page
    assert "Somebody will look at it soon" in page
