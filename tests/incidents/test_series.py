"""Reports that belong together are linked, and nobody learns of one they may not see."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents import actions
from incidents.actions import Alleged
from incidents.models import Series, SeriesLink
from people.models import Entry

NAME = "Nights in bay three"


@pytest.fixture
def linked(report, trust):
    """A report of Elm Ward and one of Oak Ward in one series, linked by Viv who looks after both."""
    elm, oak = report(), report(by=trust.omar, team=trust.oak_ward)
    series = actions.link(elm, by=trust.viv, name=NAME)
    actions.link(oak, by=trust.viv, series=series)
    return series, elm, oak


def page(client, user, series):
    client.force_login(user)
    return client.get(f"/incidents/series/{series.pk}/")


@pytest.mark.framework("R6", "R122")
def test_each_sees_the_reports_of_a_series_that_they_may_open(linked, trust, client):
    series, elm, oak = linked
    html = page(client, trust.viv, series).content.decode()
    assert elm.reference in html
    assert oak.reference in html
    for user, own, other in ((trust.maya, elm, oak), (trust.owen, oak, elm), (trust.milo, elm, oak)):
        html = page(client, user, series).content.decode()
        assert NAME in html
        assert own.reference in html
        assert other.reference not in html
        assert "2 reports" not in html


@pytest.mark.claim("A2", "A3", "I3")
def test_a_series_is_not_for_reporters_nor_for_whoever_is_accused_in_one_of_its_reports(
    linked, report, trust, client
):
    series, elm, _ = linked
    for user in (trust.nneka, trust.omar, trust.ade, trust.una):
        assert page(client, user, series).status_code == 404
        assert NAME not in client.get("/incidents/mine/").content.decode()
    client.force_login(trust.nneka)
    assert NAME not in client.get(f"/incidents/{elm.reference}/").content.decode()

    assert page(client, trust.dev, series).status_code == 200
    accusing = report(alleged=[Alleged("colleague", user=trust.dev)])
    actions.link(accusing, by=trust.viv, series=series)
    assert page(client, trust.dev, series).status_code == 404
    assert NAME not in client.get(f"/incidents/{elm.reference}/").content.decode()
    assert not Series.objects.visible_to(trust.dev).exists()


@pytest.mark.claim("I3")
def test_a_sealed_report_stands_in_no_series_with_an_open_one(linked, report, trust):
    series, elm, _ = linked
    sealed = report(kinds=["sexual_harassment"], sealed_to=trust.viv)
    with pytest.raises(PermissionDenied):
        actions.link(sealed, by=trust.viv, series=series)
    own = actions.link(sealed, by=trust.viv, name="In confidence")
    with pytest.raises(PermissionDenied):
        actions.link(elm, by=trust.viv, series=own)
    for user in (trust.maya, trust.ruth, trust.milo, trust.nneka):
        assert not Series.objects.visible_to(user).filter(pk=own.pk).exists()


def test_linked_twice_is_linked_once_and_taken_out_by_those_who_look_after_it(linked, trust, client):
    series, elm, oak = linked
    actions.link(elm, by=trust.maya, series=series)
    assert SeriesLink.objects.filter(incident=elm).count() == 1

    client.force_login(trust.maya)
    assert client.post(f"/incidents/{oak.reference}/series/{series.pk}/remove/").status_code == 404
    client.force_login(trust.milo)
    assert client.post(f"/incidents/{elm.reference}/series/{series.pk}/remove/").status_code == 403
    client.force_login(trust.maya)
    client.post(f"/incidents/{elm.reference}/series/{series.pk}/remove/")
    assert list(series.incidents.all()) == [oak]
    assert page(client, trust.maya, series).status_code == 404
    assert Entry.objects.filter(event="incident.unlinked", subject_id=str(elm.pk)).count() == 1


def test_the_page_that_links_a_report_asks_for_one_of_two_things(report, trust, client):
    incident = report()
    client.force_login(trust.maya)
    address = f"/incidents/{incident.reference}/series/"
    assert "Choose a series, or name a new one" in client.post(address, {"name": ""}).content.decode()
    client.post(address, {"name": NAME})
    series = Series.objects.get()
    other = report()
    assert NAME in client.get(f"/incidents/{other.reference}/series/").content.decode()
    client.post(f"/incidents/{other.reference}/series/", {"series": series.pk})
    assert series.incidents.count() == 2


def test_a_series_asks_as_often_for_many_reports_as_for_two(linked, report, trust, client):
    series, *_ = linked
    page(client, trust.viv, series)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/incidents/series/{series.pk}/")
        counts.append(len(asked))
        for _ in range(4):
            actions.link(report(), by=trust.viv, series=series)
    assert counts[0] == counts[1] <= 10
