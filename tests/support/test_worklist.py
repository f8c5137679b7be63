"""The worklist: the most urgent first, one next step a row, always the same number of queries."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from incidents.actions import Affected
from support import actions
from support.deadlines import LONDON
from support.models import Case
from support.steps import due_words


def page(client, user, address="/support/"):
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_most_urgent_comes_first_with_its_one_next_step(trust, report, client):
    now = timezone.now()
    report(by=trust.will, at=now)
    report(occurred_on=timezone.localdate() - timedelta(days=3), at=now - timedelta(days=3))

    html = page(client, trust.maya)

    assert html.index("Nneka Obi") < html.index("Will Tanner")
    assert html.count("Immediate response") == 2
    assert "Overdue by 2 days" in html


def test_queries_do_not_grow_with_the_list(trust, report, client):
    def count():
        with CaptureQueriesContext(connection) as queries:
            page(client, trust.maya)
        return len(queries)

    for number in range(3):
        report(affected=[Affected("witness", name=f"Agency {number}")])
    page(client, trust.maya)
    few = count()
    for number in range(30):
        report(affected=[Affected("witness", name=f"Agency {number + 3}")])

    assert count() == few


def test_every_case_is_on_exactly_one_page(trust, report, client):
    for number in range(60):
        report(affected=[Affected("witness", name=f"Agency {number:02}")])
    for case in Case.objects.all()[:3]:
        Case.objects.filter(pk=case.pk).update(next_due_at=None)

    seen, address = [], "/support/"
    while address:
        client.force_login(trust.maya)
        answer = client.get(address)
        seen += [row.case.pk for row in answer.context["rows"]]
        address = answer.context["next_page"]

    assert len(seen) == len(set(seen)) == 60


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (datetime(2026, 11, 2, 9, 30), ("overdue", "Overdue by less than an hour")),
        (datetime(2026, 11, 2, 8, 0), ("overdue", "Overdue by 2 hours")),
        (datetime(2026, 10, 30, 23, 59), ("overdue", "Overdue by 2 days")),
        (datetime(2026, 11, 2, 20, 0), ("soon", "Due today by 20:00")),
        (datetime(2026, 11, 2, 23, 59), ("soon", "Due today")),
        (datetime(2026, 11, 3, 23, 59), ("soon", "Due tomorrow")),
        (datetime(2026, 11, 12, 23, 59), ("none", "Due 12 November")),
    ],
)
def test_lateness_in_words(due, words):
    assert due_words(due.replace(tzinfo=LONDON), datetime(2026, 11, 2, 10, 0, tzinfo=LONDON)) == words


def test_an_ended_case_leaves_the_list_and_stands_under_ended(trust, report, client):
    case = report().involved.get().case
    actions.decline_support(case, by=trust.nneka)

    assert "Nneka Obi" not in page(client, trust.maya)
    assert "Nneka Obi" in page(client, trust.maya, "/support/?show=ended")


def test_nobody_sees_on_the_list_what_they_may_not_open(trust, report, client):
    report(occurred_on=date(2026, 11, 2), occurred_time=time(9, 30))

    for outsider in (
        trust.owen,
        trust.sasha,
        trust.hana,
        trust.olive,
        trust.una,
        trust.bea,
        trust.ade,
        trust.al,
    ):
        for show in ("mine", "all", "ended"):
            assert "Nneka" not in page(client, outsider, f"/support/?show={show}")
    assert "Nneka" in page(client, trust.maya)
