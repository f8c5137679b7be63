"""Wider trends behind incidents: a short list that the trust keeps, marks by reviewers, a filter and figures (R11)."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from audit.actions import publish_month
from audit.measures import MEASURES
from audit.reading import series
from audit.suppression import Figure
from incidents import actions
from incidents.models import Trend, TrendMark
from people.deadlines import LONDON
from people.models import Entry

NEWS, CAMPAIGN = "Waiting times in the news", "Online campaign against a service"
AT = datetime(2026, 9, 1, tzinfo=LONDON)


@pytest.fixture
def trend(trust):
    return actions.add_trend(by=trust.viv, name=NEWS, at=AT)


@pytest.mark.framework("R11")
def test_the_prevention_lead_keeps_the_list_and_reviewers_mark_reports(client, trust, report, trend):
    incident = report()
    client.force_login(trust.viv)
    Trend.objects.update(retired_at=AT)
    assert (
        "no trends on the list yet" in client.get(f"/incidents/{incident.reference}/trends/").content.decode()
    )
    Trend.objects.update(retired_at=None)
    assert "Keep the list of wider trends" in client.get("/prevention/").content.decode()
    client.post("/incidents/trends/", {"name": CAMPAIGN})
    again = client.post("/incidents/trends/", {"name": CAMPAIGN.upper()}).content.decode()
    assert "This is on the list already" in again
    assert CAMPAIGN.upper() in again, "nothing typed is lost"
    address = f"/incidents/{incident.reference}/trends/"

    client.force_login(trust.chi)
    wrong = client.post(address, {"trends": ["99999", "x"]}).content.decode()
    assert "Choose from the list, or leave it empty" in wrong
    assert client.post(address, {"trends": [trend.pk]}).status_code == 302
    assert f"<bdi>{NEWS}</bdi>" in client.get(f"/incidents/{incident.reference}/").content.decode()
    assert Entry.objects.filter(event="incident.trends_marked", by=trust.chi).count() == 1
    actions.mark_trends(incident, by=trust.chi, trends=[trend])
    assert Entry.objects.filter(event="incident.trends_marked").count() == 1, "nothing has changed"

    client.force_login(trust.viv)
    client.post(f"/incidents/trends/{trend.pk}/retire/")
    other = report()
    assert NEWS not in client.get(f"/incidents/{other.reference}/trends/").content.decode()
    kept = client.get(address).content.decode()
    assert NEWS in kept
    assert "checked" in kept
    actions.mark_trends(other, by=trust.viv, trends=Trend.objects.all())
    assert [mark.trend.name for mark in other.trend_marks.all()] == [CAMPAIGN]
    client.post(address, {})
    assert not incident.trend_marks.exists()
    client.post(f"/incidents/trends/{trend.pk}/retire/", {"do": "again"})
    assert Trend.objects.get(pk=trend.pk).retired_at is None


@pytest.mark.claim("A1")
@pytest.mark.claim("I3")
def test_nobody_else_keeps_the_list_marks_a_report_or_finds_a_sealed_one_by_it(client, trust, report, trend):
    sealed = report(kinds=["sexual_harassment"], sealed_to=trust.sasha)
    actions.mark_trends(sealed, by=trust.sasha, trends=[trend])
    plain = report()
    for person in (trust.nneka, trust.owen, trust.ade):
        with pytest.raises(PermissionDenied):
            actions.mark_trends(plain, by=person, trends=[trend])
    for person in (trust.viv, trust.maya, trust.chi):
        with pytest.raises(PermissionDenied):
            actions.mark_trends(sealed, by=person, trends=[])
        client.force_login(person)
        page = client.get(f"/incidents/?trend={trend.pk}")
        assert page.context["page_of"].rows == []
        assert client.get(f"/incidents/{sealed.reference}/trends/").status_code == 404
    for person in (trust.maya, trust.ade):
        with pytest.raises(PermissionDenied):
            actions.add_trend(by=person, name="Mine")
        with pytest.raises(PermissionDenied):
            actions.retire_trend(trend, by=person)
    assert TrendMark.objects.count() == 1


def test_the_list_is_narrowed_by_a_trend_and_two_reports_that_become_one_keep_theirs(
    client, trust, report, trend
):
    marked, duplicate, _plain = report(), report(), report()
    actions.mark_trends(duplicate, by=trust.viv, trends=[trend])
    client.force_login(trust.viv)
    page = client.get(f"/incidents/?trend={trend.pk}")
    assert page.context["page_of"].rows == [duplicate]
    assert [chip["says"] for chip in page.context["chips"]] == [f"Wider trend: {NEWS}"]
    assert client.get("/incidents/?trend=99999").status_code == 200

    actions.merge(duplicate, into=marked, by=trust.viv, why="Reported twice")

    assert marked.trend_marks.get().trend == trend


@pytest.mark.framework("R11")
@pytest.mark.claim("C1")
def test_published_figures_hold_each_trend_hidden_and_under_the_name_it_had(client, trust, report, trend):
    other = actions.add_trend(by=trust.viv, name=CAMPAIGN, at=AT)
    day = {"occurred_on": date(2026, 10, 5), "affected": [], "at": datetime(2026, 10, 5, 12, tzinfo=LONDON)}
    for number in range(9):
        actions.mark_trends(report(**day), by=trust.viv, trends=[trend, *([other] if number < 7 else [])])
    publish_month(date(2026, 10, 1), at=datetime(2026, 11, 1, 6, tzinfo=LONDON))

    (shown,) = series(MEASURES["trends"])
    assert shown.newest.rows == {NEWS: Figure(10), CAMPAIGN: Figure("*")}
    client.force_login(trust.una)
    page = client.get("/audit/measures/trends/").content.decode()
    assert "“Waiting times in the news” was seen behind incidents most often (about 10 times)" in page
    assert client.get("/audit/measures/trends/wide.svg").status_code == 200
    assert b"Online campaign" in b"".join(client.get("/audit/measures/trends.csv"))

    actions.add_trend(by=trust.viv, name="New in November", at=datetime(2026, 11, 3, tzinfo=LONDON))
    actions.retire_trend(other, by=trust.viv, at=datetime(2026, 11, 4, tzinfo=LONDON))
    publish_month(date(2026, 11, 1), at=datetime(2026, 12, 1, 6, tzinfo=LONDON))
    (shown,) = series(MEASURES["trends"])
    assert [month.is_revised for month in shown.months] == [False, False], (
        "a longer list puts no old month right"
    )
    assert set(shown.newest.rows) == {NEWS, CAMPAIGN, "New in November"}
