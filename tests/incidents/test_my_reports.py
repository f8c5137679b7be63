"""Whoever reported something reads what came of it in plain words, and is never listed for having reported it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from incidents import actions
from incidents.actions import Affected
from incidents.deadlines import end_of_day
from incidents.reading.following import timeline
from support import actions as support

DAY = timedelta(days=1)


@pytest.fixture
def followed(report, trust):
    """Nneka reported what happened to Will; everything that can follow has followed."""
    at = timezone.now() - 60 * DAY
    incident = report(affected=[Affected("harmed", user=trust.will)], at=at)
    support.decline_support(incident.involved.get().case, by=trust.will, at=at)
    actions.move(incident, by=trust.maya, to="reviewing", at=at + DAY)
    found = actions.investigate(incident, by=trust.maya, lead=trust.maya, at=at + 2 * DAY)
    actions.delay(
        found, by=trust.maya, reason="witness", note="canary-note", until=end_of_day(at, 45), at=at + 20 * DAY
    )
    actions.tell_affected(found, by=trust.maya, words="canary-update", at=at + 21 * DAY)
    incident.refresh_from_db()
    actions.amend(incident, by=trust.maya, version=incident.version, place="Bay 4", at=at + 22 * DAY)
    actions.end_investigation(found, by=trust.maya, at=at + 40 * DAY)
    actions.learn(incident, by=trust.maya, words="canary-learning", at=at + 41 * DAY)
    actions.feed_back(incident, by=trust.maya, words="A second nurse works at night.", at=at + 42 * DAY)
    actions.feed_back(
        incident, by=trust.maya, words="The door is mended.", is_for_affected=True, at=at + 43 * DAY
    )
    actions.move(incident, by=trust.maya, to="approving", why="canary-why", at=at + 44 * DAY)
    actions.close(incident, by=trust.dev, at=at + 45 * DAY)
    return incident


@pytest.mark.framework("R101", "R129")
def test_the_reporter_reads_all_of_it_in_order_and_in_plain_words(followed, trust, client):
    assert [point.says for point in timeline(followed, trust.nneka)] == [
        "We have it. Somebody will look at it soon",
        "Somebody is looking at it",
        "It takes longer than planned",
        "What it says was corrected",
        "You were told what came of it",
        "You were told what came of it",
        "Somebody has looked at it, and it is being checked",
        "It has been dealt with",
    ]
    client.force_login(trust.nneka)
    html = client.get(f"/incidents/{followed.reference}/").content.decode()
    assert "We still have to hear from somebody who was there." in html
    assert "A second nurse works at night." in html
    for hidden in ("canary-note", "canary-update", "canary-learning", "canary-why", "Maya Lindqvist looked"):
        assert hidden not in html
    assert html.index("What came of your report") < html.index("In their own words")
    assert "It has been dealt with" in client.get("/incidents/mine/").content.decode()


@pytest.mark.framework("R101")
def test_somebody_affected_reads_delays_updates_and_what_was_said_to_them(followed, trust, client):
    client.force_login(trust.will)
    html = client.get("/support/me/").content.decode()
    for words in (
        "What came of the report",
        "It has been dealt with",
        "canary-update",
        "The door is mended.",
    ):
        assert html.count(words) == 1
    assert "We still have to hear from somebody who was there." in html
    for hidden in ("A second nurse works at night.", "canary-note", "canary-learning", "Nneka"):
        assert hidden not in html


def test_nobody_else_reads_the_answer(followed, trust, client):
    for user in (trust.chi, trust.milo):
        client.force_login(user)
        html = client.get(f"/incidents/{followed.reference}/").content.decode()
        assert "What came of your report" not in html
        assert "A second nurse" not in html
    client.force_login(trust.maya)
    assert "What came of your report" not in client.get(f"/incidents/{followed.reference}/").content.decode()


@pytest.mark.claim("A2")
def test_nobody_is_listed_for_having_reported(trust, report, client):
    """Looking for Nneka by name finds no report that she made about others; only her own page lists what she made."""
    made = [report(affected=[Affected("harmed", user=trust.will)]) for _ in range(2)]
    for user in (trust.maya, trust.ruth, trust.viv, trust.chi, trust.will):
        client.force_login(user)
        for address in (
            "/incidents/?words=Nneka",
            "/incidents/?words=Nneka+Obi",
            f"/incidents/?words={trust.nneka.email}",
            f"/incidents/?reporter={trust.nneka.pk}&words=Nneka",
            "/incidents/mine/",
            "/support/me/",
            f"/people/staff/{trust.nneka.pk}/",
        ):
            html = client.get(address).content.decode()
            assert [one.reference for one in made if one.reference in html and "/mine/" in address] == []
            if "words" in address:
                assert [one.reference for one in made if one.reference in html] == []
    client.force_login(trust.nneka)
    html = client.get("/incidents/mine/").content.decode()
    assert [one.reference in html for one in made] == [True, True]
    assert made[0].reference not in client.get("/support/me/").content.decode()


def test_my_reports_page_as_often_for_300_as_for_3(report, trust, client):
    from incidents.models import Incident

    client.force_login(trust.nneka)
    report()
    client.get("/incidents/mine/")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            page = client.get("/incidents/mine/")
        counts.append(len(asked))
        Incident.objects.bulk_create(
            Incident(
                kinds=["verbal"], occurred_on=timezone.localdate(), team=trust.elm_ward, reporter=trust.nneka
            )
            for _ in range(299)
        )
    assert counts[0] == counts[1] <= 10
    assert len(page.context["incidents"]) == 25
    assert client.get("/incidents/mine/?page=12").status_code == 200
