"""How often the database is asked: never more for somebody who was hurt often."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from incidents.actions import Affected
from people.models import Entry
from support import actions, planning, standing
from support.deadlines import LONDON
from support.models import Case
from support.owed import KINDS
from support.reading import OWN_ON_A_PAGE

ADDRESS = "/support/me/"


def queries(client, address):
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(asked), answer.content.decode()


@pytest.fixture
def nneka(trust, client):
    """Signed in, and everything that is read once is read."""
    client.force_login(trust.nneka)
    client.get(ADDRESS)
    return client


def test_the_own_page_asks_as_often_for_twelve_cases_as_for_one(trust, report, nneka, hold, offer):
    def one_more():
        case = report().involved.get().case
        hold(case)
        offer(case)

    one_more()
    once, _ = queries(nneka, ADDRESS)
    for _ in range(11):
        one_more()
    often, html = queries(nneka, ADDRESS)

    assert often == once <= 20  # benchmarks.md; each part of the page asks once
    assert html.count("Offered to you: defusing") == OWN_ON_A_PAGE < 12
    assert 'href="?page=2"' in html


def test_the_case_page_asks_as_often_when_much_was_recorded(trust, case, client, hold, offer):
    address = f"/support/cases/{case.pk}/"
    client.force_login(trust.maya)
    client.get(address)
    hold(case)
    once, _ = queries(client, address)
    for key in ("demobilising", "defusing"):
        hold(case, key)
    offer(case, "debriefing")

    assert queries(client, address)[0] == once


def test_what_does_not_fit_on_the_own_page_is_on_the_next_with_what_is_under_way_first(trust, report, nneka):
    oldest = report(at=datetime(2026, 1, 5, 9, tzinfo=LONDON), occurred_on=datetime(2026, 1, 5))
    ended = [report() for _ in range(OWN_ON_A_PAGE)]
    Case.objects.filter(person__incident__in=ended).update(status="declined")

    first, second = nneka.get(ADDRESS).content.decode(), nneka.get(f"{ADDRESS}?page=2").content.decode()

    assert oldest.reference in first
    assert sum(one.reference in first for one in ended) == OWN_ON_A_PAGE - 1
    assert sum(one.reference in second for one in ended) == 1
    assert 'href="?page=1"' in second
    assert oldest.reference not in second


def test_the_newest_stands_whole_and_of_the_others_what_waits_for_an_answer(report, nneka, offer):
    older, newer = (report().involved.get().case for _ in range(2))
    offer(older)
    page = nneka.get(ADDRESS).content.decode()
    first, second = page.split(f"Report {newer.incident.reference}")
    assert older.incident.reference in first
    assert "<details" not in first.split("What happens next")[0]
    assert "Offered to you: defusing" in first
    folded = second.split("<details", 1)[1]
    assert "looks after you: see all of it" in folded
    assert "Your support, step by step" in folded


@pytest.mark.claim("A5")
def test_only_the_cases_on_the_page_are_noted_as_read(trust, report, nneka):
    for _ in range(OWN_ON_A_PAGE + 1):
        report()
    client_page = nneka.get(f"{ADDRESS}?page=2")

    read = Entry.objects.get(event="case.read_own")
    assert str(Case.objects.get(pk=read.subject_id).incident.reference) in client_page.content.decode()


@pytest.mark.claim("A5")
def test_an_own_page_that_cannot_be_noted_is_not_shown(trust, report, nneka, monkeypatch):
    incident = report()

    def broken(*args, **kwargs):
        raise RuntimeError("the trail is away")

    monkeypatch.setattr("support.reading.cases.record_all", broken)
    nneka.raise_request_exception = False

    answer = nneka.get(ADDRESS)
    assert answer.status_code == 500
    assert incident.reference not in answer.content.decode()


def test_a_report_asks_no_more_for_five_people_of_two_lines_than_for_two(
    trust, report, django_assert_max_num_queries
):
    others = [Affected("witness", name=f"Sam {i}", contact="07700 900123") for i in range(4)]
    report()
    with django_assert_max_num_queries(36):
        report()
    with django_assert_max_num_queries(36 + 4):
        incident = report(affected=[Affected("harmed", user=trust.nneka), *others])

    assert Case.objects.filter(person__incident=incident).count() == 5


def test_what_a_case_owes_is_worked_out_from_what_was_read_at_once(
    trust, case, hold, django_assert_num_queries, django_assert_max_num_queries
):
    now = timezone.now()
    hold(case, answers={"emotional": "yes"})
    actions.open_help(case, "adjustments", by=trust.maya)
    actions.plan_session(
        [case],
        by=trust.maya,
        kind="defusing",
        leader=trust.maya,
        starts_at=now + timedelta(days=3),
        place="Room 2",
    )
    actions.notice_sign(case, by=trust.maya)
    actions.keep_apart(case, by=trust.maya, review_on=now.date() + timedelta(days=9), ways=["area"])
    actions.ask_for_acknowledgement(case, by=trust.maya)
    actions.ask_for_somebody_else(case, by=trust.nneka, why="unsaid")
    case.refresh_from_db()

    with django_assert_max_num_queries(18):
        known = standing.of(case)
    with django_assert_num_queries(0):
        owed = planning._owed(known)

    there = case.promises.open().exclude(key__startswith="do.")
    assert owed.keys() == set(there.values_list("key", flat=True))
    assert {key.partition(".")[0] for key in owed} == KINDS.keys() - {"do"}


def test_a_wish_to_hear_from_somebody_is_looked_into_once_and_not_for_every_check_in(
    trust, case, django_assert_max_num_queries
):
    actions.set_preferences(case, by=trust.nneka, hear_from=trust.dev)
    known = standing.of(case)

    with django_assert_max_num_queries(2):  # Dev's roles, and whether he opens the case
        owed = planning._owed(known)

    assert {one.owner for key, one in owed.items() if key.startswith("check_in.")} == {trust.dev}


def test_support_that_ends_keeps_all_that_was_promised_at_once(trust, case, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        actions.decline_support(case, by=trust.nneka)

    assert not case.promises.open().exists()
    assert not case.promises.exclude(chase_at=None).exists()
