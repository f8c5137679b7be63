"""Looking for reports: by words, a slip forgiven, by filters, and in an order; always among what one may see."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from incidents import reading
from incidents.forms.lists import kept, tidied
from incidents.models import Duty, Incident
from incidents.reading import lists

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya(client, trust):
    client.force_login(trust.maya)
    return client


def found(user, **wanted):
    return reading.browse(user, wanted=wanted).rows


def owe(incident, owner, days_late):
    """One thing about this report, and nothing else, should have been done so many days ago."""
    Duty.objects.filter(incident=incident).delete()
    now = timezone.now()
    due = now - timedelta(days=days_late)
    Duty.objects.create(
        key="feedback",
        subject=str(incident.pk),
        incident=incident,
        owner=owner,
        opens_at=due,
        due_at=due,
        chase_at=now,
    )


@pytest.mark.parametrize(
    ("typed", "slips"),
    [
        ("threatened", ()),
        ("threatend", ("threatend",)),
        ("threatend kettel", ("threatend", "kettel")),
        ("thretaened kettle", ("thretaened",)),
    ],
)
def test_a_word_in_no_report_is_taken_for_a_slip_and_the_page_says_so(maya, trust, report, typed, slips):
    wanted = report(what_happened="He threatened us with a kettle")
    report(what_happened="He shouted")

    page = maya.get("/incidents/", {"words": typed})

    assert page.context["page_of"].rows == [wanted]
    assert page.context["page_of"].slips == slips
    assert ("Showing what is spelt like it" in page.content.decode()) == bool(slips)


def test_every_word_has_to_be_there_or_nearly_there(trust, report):
    report(what_happened="He threatened us")
    report(what_happened="A kettle boiled over")

    assert found(trust.maya, words="threatend kettle") == []
    assert found(trust.maya, words="threatend elephant") == []
    assert found(trust.maya, words="the") == []


def test_words_spelt_like_those_found_are_shown_when_asked_for(maya, report):
    exact, near = report(what_happened="a kettle"), report(what_happened="a settle")

    page = maya.get("/incidents/?words=kettle")

    assert page.context["page_of"].rows == [exact]
    assert set(maya.get("/incidents/" + page.context["like"]).context["page_of"].rows) == {exact, near}


@pytest.mark.claim("I3")
@pytest.mark.claim("A3")
def test_a_word_of_a_report_one_may_not_see_is_in_no_report(trust, report):
    """Neither found, nor found by a slip, nor told apart from a word that nobody wrote."""
    report(by=trust.omar, team=trust.oak_ward, what_happened="hippopotamus")
    report(kinds=["sexual_harassment"], sealed_to=trust.sasha, what_happened="rhinoceros")

    for typed in ("hippopotamus", "hippopotamos", "rhinoceros", "rhinocerous", "crocodile"):
        page = reading.browse(trust.maya, wanted={"words": typed})
        assert (page.rows, page.slips) == ([], (typed,))


def test_slips_turn_pages_too(maya, report, monkeypatch):
    monkeypatch.setattr(lists, "ROWS", 1)
    first, second = report(what_happened="kettle"), report(what_happened="kettle")

    page = maya.get("/incidents/?words=ketle")
    after = maya.get("/incidents/" + page.context["older"])

    assert page.context["page_of"].rows + after.context["page_of"].rows == [second, first]


@pytest.mark.parametrize(
    ("facts", "query"),
    [
        ({"harm": "low"}, "harm=low"),
        ({"hate_motive": "yes"}, "hate_motive=yes"),
        ({"police": "yes"}, "police=yes"),
        ({"channel": "cross"}, "channel=cross"),
        ({"cause": "behavioural"}, "cause=behavioural"),
        ({"is_stub": True}, "stub=on"),
        ({}, "site={general}"),
        ({}, "mine=on"),
    ],
)
def test_each_filter_narrows_says_so_and_can_be_taken_away(client, trust, report, facts, query):
    wanted = report(**facts)
    other = report(by=trust.omar, team=trust.oak_ward)
    query = query.format(general=trust.general.pk)
    client.force_login(trust.ruth if query == "mine=on" else trust.viv)
    if query == "mine=on":
        Incident.objects.filter(pk=other.pk).update(reporter=trust.ruth)

    page = client.get(f"/incidents/?{query}")

    assert page.context["page_of"].rows == [wanted]
    (chip,) = page.context["chips"]
    assert len(client.get("/incidents/" + chip["without"]).context["page_of"].rows) == 2


def test_the_order_is_by_report_by_incident_or_by_how_late(trust, report):
    today = timezone.localdate()
    first = report(occurred_on=today)
    second = report(occurred_on=today - timedelta(days=3))
    third = report(occurred_on=today - timedelta(days=2))
    owe(second, trust.maya, 1)
    owe(third, trust.maya, 5)
    owe(first, trust.maya, -5)

    assert found(trust.maya) == [third, second, first]
    assert found(trust.maya, order="occurred") == [first, third, second]
    assert found(trust.maya, order="late") == [third, second]
    assert found(trust.maya, order="late", words="confused") == [third, second]


@pytest.mark.parametrize("order", lists.ORDERS)
def test_pages_of_every_order_follow_one_another_and_back(trust, report, monkeypatch, order):
    monkeypatch.setattr(lists, "ROWS", 2)
    rows = [report(occurred_on=timezone.localdate() - timedelta(days=n // 2)) for n in range(5)]
    for n, incident in enumerate(rows):
        owe(incident, trust.maya, 1 + n // 2)
    whole = list(
        lists.narrowed(trust.maya, {"order": order}, timezone.now()).order_by(*lists.ORDERS[order].by())
    )

    def turn(**place):
        return reading.browse(trust.maya, wanted={"order": order, "words": "confused"}, **place)

    first = turn()
    second = turn(older_than=first.older)
    third = turn(older_than=second.older)
    assert first.rows + second.rows + third.rows == whole
    assert (first.newer, third.older) == ("", "")
    assert turn(newer_than=third.newer).rows == second.rows
    assert turn(newer_than=second.newer).rows == first.rows


def test_rows_say_what_is_late_and_what_is_to_be_completed_in_as_many_queries(maya, trust, report):
    late = report()
    owe(late, trust.maya, 2)
    maya.get("/incidents/")
    with CaptureQueriesContext(connection) as few:
        maya.get("/incidents/?words=confused")
    for _ in range(3):
        owe(report(is_stub=True), trust.maya, 2)
    with CaptureQueriesContext(connection) as many:
        page = maya.get("/incidents/?words=confused").content.decode()

    assert len(many) == len(few)
    assert page.count("Something is late") == 4
    assert page.count("To be completed\n") + page.count("To be completed</strong>") == 3


ODD = [
    "words=" + "a" * 5000, "words=" + "kettle+" * 90, "words=%00", "words=%27%3B--", "words=%25", "words=the", "words=-",
    "words=%F0%9F%98%80", "words=%E2%80%AE", "kind=nothing", "kind=physical&kind=nothing", "team=999999", "team=abc",
    "team=99999999999999999999", "site=-1", "status=%00", "order=password", "order=-reporter__email", "spelling=x",
    "reporter=1", "sealed_to__email=x", "since_day=99&since_month=x&since_year=1", "since_year=9999",
    "until_year=%EF%BC%91", "after=x", "before=%27", "after=AC-&before=AC-", "stub=maybe", "mine=", "page=99999999",
]  # fmt: skip


@pytest.mark.claim("F8")
@pytest.mark.parametrize("query", ODD)
def test_whatever_stands_in_the_address_there_is_a_page(maya, report, query):
    report()
    for address in (
        f"/incidents/?{query}",
        f"/incidents/views/save/?{query}",
        f"/incidents/download.csv?{query}",
    ):
        assert maya.get(address).status_code == 200, address


@pytest.mark.claim("F8")
def test_links_hold_known_names_only():
    typed = {
        "kind": "verbal",
        "sort": "reporter__email",
        "words": " a\x00b ",
        "after": "AC",
        "team": "",
        "is_sealed": "on",
    }
    assert kept(typed) == [("words", "ab"), ("kind", "verbal")]
    assert (
        tidied("kind=verbal&kind=threat&password=x&since_day=1" + "&x=1" * 2000) == "kind=threat&since_day=1"
    )


@pytest.mark.claim("F9")
def test_a_search_that_takes_too_long_is_stopped_and_the_page_says_narrow_it(maya, report, monkeypatch):
    report()
    slowly = lists.narrowed
    monkeypatch.setattr(lists, "SECONDS", 0.05)
    monkeypatch.setattr(
        lists,
        "narrowed",
        lambda *a: slowly(*a).extra(where=["pg_sleep(3) IS NOT NULL"]),
    )

    page = maya.get("/incidents/?words=confused")

    assert page.status_code == 200
    assert "Narrow it" in page.content.decode()
    assert maya.get("/incidents/views/").status_code == 200


@pytest.mark.claim("F9")
def test_the_limit_holds_for_the_search_alone(trust, report):
    reading.browse(trust.maya, wanted={})
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone()[0] == "0"
