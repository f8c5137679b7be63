"""The pages of this room: what is on them, who may open them, and what never shows."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from incidents.actions import Affected, Alleged
from people.models import Entry
from support import actions, day
from support.models import Case, StageMove
from support.owed import kind_of

SECRET = "He said the word canary"


def get(client, user, address, status=200):
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def post(client, user, address, status=302, **data):
    client.force_login(user)
    answer = client.post(address, data)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer


def page_of(case):
    return f"/support/cases/{case.pk}/"


def title_of(html):
    return re.search("<title>(.*?)</title>", html, re.DOTALL)[1]


# The lead


def test_the_case_page_has_the_next_step_on_top_and_the_whole_pathway(trust, case, client):
    html = get(client, trust.maya, page_of(case))

    assert html.index("Next: Immediate response") < html.index("The pathway")
    for name in (
        "Immediate response",
        "Demobilising",
        "Defusing",
        "Debriefing",
        "After-action review",
        "Ongoing support",
    ):
        assert name in html
    assert "Days 3 to 10" in html
    assert "Maya Lindqvist" in html
    assert "Nneka" not in title_of(html)
    assert "victim" not in html.lower()


@pytest.mark.claim("A5")
def test_opening_a_case_is_noted(trust, case, client):
    get(client, trust.maya, page_of(case))

    entry = Entry.objects.get(event="case.read")
    assert (entry.by, entry.subject_id) == (trust.maya, str(case.pk))


@pytest.mark.claim("A5")
def test_a_case_that_cannot_be_noted_is_not_shown(trust, case, client, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the trail is away")

    monkeypatch.setattr("support.reading.cases.record", broken)
    client.raise_request_exception = False
    client.force_login(trust.maya)

    answer = client.get(page_of(case))
    assert answer.status_code == 500
    assert "Nneka" not in answer.content.decode()


@pytest.mark.framework("R36", "R39", "R44")
def test_a_stage_is_recorded_on_one_page(trust, case, client):
    address = f"{page_of(case)}stages/immediate/"
    html = get(client, trust.maya, address)
    for words in (
        "Is everybody safe now?",
        "Is there somebody at home",
        "What came of it?",
        "What comes next?",
    ):
        assert words in html

    post(
        client,
        trust.maya,
        address,
        seen=0,
        q_safe="yes",
        q_at_home="no",
        outcome="held",
        led_by=trust.maya.pk,
        next_step="go_on",
    )

    stage = case.stages.get(key="immediate")
    assert (stage.status, stage.answers) == ("held", {"safe": "yes", "at_home": "no"})
    html = get(client, trust.maya, page_of(case))
    assert "Call Nneka Obi today, because" in html
    post(client, trust.maya, f"{page_of(case)}promises/call/")
    assert case.promises.open().filter(key="do.call").exists()
    post(client, trust.maya, f"{page_of(case)}promises/call/", done=1)
    assert not case.promises.open().filter(key="do.call").exists()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "Choose what came of it"),
        ({"outcome": "held", "next_step": "go_on"}, "Choose who led it"),
        ({"outcome": "declined", "next_step": "go_on"}, "Choose a reason"),
        ({"outcome": "booked"}, "Enter the day it is booked for"),
        ({"outcome": "deferred", "reason_deferred": "not_ready"}, "Enter the day you will look at it again"),
        ({"outcome": "not_needed", "reason_not_needed": "says_fine"}, "Choose what comes next"),
        (
            {"outcome": "not_needed", "reason_not_needed": "no_staff", "next_step": "go_on"},
            "not one of the available choices",
        ),
    ],
)
def test_what_is_missing_is_said_with_what_to_do(trust, case, client, said, words):
    answer = post(client, trust.maya, f"{page_of(case)}stages/defusing/", status=200, seen=0, **said)

    assert words in answer.content.decode()
    assert not StageMove.objects.exists()


@pytest.mark.claim("D4", "D5")
def test_a_page_that_has_grown_old_keeps_what_was_filled_in(trust, case, client):
    actions.record_stage(case, "defusing", by=trust.dev, outcome="offered")

    answer = post(
        client,
        trust.maya,
        f"{page_of(case)}stages/defusing/",
        status=409,
        seen=0,
        outcome="held",
        led_by=trust.maya.pk,
        next_step="go_on",
        q_more="referral",
    )

    html = answer.content.decode()
    assert "Somebody else recorded this a moment ago" in html
    assert "by Dev Chandra" in html
    assert re.search(r'value="referral" checked', html)
    assert case.stages.get(key="defusing").status == "offered"


def test_a_booking_is_recorded_with_its_day_and_time(trust, case, client):
    day = timezone.localdate() + timedelta(days=4)
    post(
        client,
        trust.maya,
        f"{page_of(case)}stages/defusing/",
        seen=0,
        outcome="booked",
        booked_on_day=day.day,
        booked_on_month=day.month,
        booked_on_year=day.year,
        booked_time="14:30",
    )

    booked = timezone.localtime(case.stages.get(key="defusing").booked_for)
    assert (booked.date(), f"{booked:%H:%M}") == (day, "14:30")


def test_a_check_in_is_recorded(trust, case, client):
    address = f"{page_of(case)}check-ins/1/"
    assert "Welfare check-in, week 1" in get(client, trust.maya, address)
    client.force_login(trust.maya)
    assert "Choose how they are" in client.post(address, {"status": "done"}).content.decode()
    client.post(address, {"status": "done", "feeling": "same"})

    assert case.check_ins.get(week=1).feeling == "same"


def test_a_case_is_handed_over(trust, case, client):
    html = get(client, trust.maya, f"{page_of(case)}hand-over/")
    assert "Dev Chandra" in html
    assert "Omar Haddad" not in html

    post(client, trust.maya, f"{page_of(case)}hand-over/", to=trust.dev.pk, why="The one before is away")
    case.refresh_from_db()
    assert case.lead == trust.dev


@pytest.mark.framework("R12")
def test_a_no_that_was_said_aloud_is_noted_and_taken_back(trust, case, client):
    post(client, trust.maya, f"{page_of(case)}end/", declined=1)
    case.refresh_from_db()
    assert (case.status, case.next_due_at) == ("declined", None)
    assert "Start support again" in get(client, trust.maya, page_of(case))

    post(client, trust.maya, f"{page_of(case)}end/")
    case.refresh_from_db()
    assert case.status == "open"


def test_support_is_not_ended_while_something_is_owed(trust, case, client):
    post(client, trust.maya, f"{page_of(case)}end/")

    page = get(client, trust.maya, page_of(case))
    assert "Something is still owed" in page
    assert "What else is owed before support can end" in page
    for promise in case.promises.open().exclude(key="stage.immediate"):
        assert f'href="{kind_of(promise.key).link(promise)}"' in page, promise.key
    case.refresh_from_db()
    assert case.status == "open"


@pytest.mark.parametrize("step", ["stages/nonsense/", "check-ins/99/"])
def test_what_is_not_there_is_not_found(trust, case, client, step):
    get(client, trust.maya, page_of(case) + step, status=404)


# Who sees what


@pytest.mark.claim("A1", "I1")
@pytest.mark.parametrize(
    "name",
    [
        "hana",
        "olive",
        "una",
        "bea",
        "ade",
        "al",
        "chi",
        "milo",
        "petra",
        "frank",
        "will",
        "nneka",
        "owen",
        "omar",
        "gita",
        "sasha",
    ],
)
def test_nobody_else_opens_a_case_and_it_looks_as_if_there_were_none(trust, case, client, name):
    user = getattr(trust, name)
    for step in ("", "stages/immediate/", "check-ins/1/", "hand-over/"):
        there = get(client, user, page_of(case) + step, status=404)
        not_there = get(
            client, user, f"/support/cases/00000000-0000-4000-8000-000000000000/{step}", status=404
        )
        assert str(case.person) not in there or user == trust.nneka
        assert strip(there) == strip(not_there)
    for step in ("promises/call/", "end/"):
        post(client, user, page_of(case) + step, status=404)
    assert not Entry.objects.filter(event="case.read").exists()


def strip(html):
    """Without the tokens that differ on every page."""
    return re.sub(r'(nonce="[^"]*"|content="[^"]*"|value="[^"]{30,}")', "", html)


@pytest.mark.claim("A3", "I1")
def test_a_manager_who_is_accused_or_affected_opens_nothing(trust, report, client):
    accused = report(alleged=[Alleged("colleague", user=trust.maya)])
    affected = report(affected=[Affected("harmed", user=trust.nneka), Affected("witness", user=trust.maya)])

    for incident in (accused, affected):
        case = Case.objects.get(person__incident=incident, person__user=trust.nneka)
        get(client, trust.maya, page_of(case), status=404)
        assert "Nneka" in get(client, trust.dev, page_of(case))
    assert "Nneka" not in get(client, trust.maya, "/support/?show=all")


@pytest.mark.claim("I1", "A2")
def test_the_manager_never_reads_what_was_written_about_what_happened(trust, report, client):
    case = report(what_happened=SECRET).involved.get().case

    for address in (
        "/support/?show=all",
        page_of(case),
        f"{page_of(case)}stages/defusing/",
        f"{page_of(case)}check-ins/1/",
    ):
        assert "canary" not in get(client, trust.maya, address)


@pytest.mark.claim("I1")
def test_each_sees_their_own_case_and_nothing_of_the_other(trust, report, client, hold):
    incident = report(
        what_happened=SECRET,
        affected=[Affected("harmed", user=trust.nneka), Affected("witness", user=trust.will)],
    )
    theirs = Case.objects.get(person__user=trust.nneka)
    hold(theirs, answers={"at_home": "no"}, next_step="refer")
    actions.record_stage(
        theirs, "defusing", by=trust.maya, outcome="declined", reason="helped_elsewhere", next_step="refer"
    )

    html = get(client, trust.will, "/support/me/")

    assert incident.reference in html
    for secret in ("Nneka", "canary", str(theirs.pk), "Declined", "help from somebody else"):
        assert secret not in html
    post(client, trust.will, f"/support/me/{theirs.pk}/", status=404, answer="no")
    post(client, trust.will, f"/support/me/{theirs.pk}/stages/defusing/", status=404, answer="yes")
    post(client, trust.will, f"/support/me/{theirs.pk}/check-ins/1/", status=404, feeling="same")
    post(client, trust.will, f"/support/me/{theirs.pk}/", status=404, answer="call")


# In confidence


@pytest.mark.claim("A5", "A9")
@pytest.mark.framework("R32")
def test_a_sealed_case_asks_for_a_reason_before_it_opens(trust, report, client):
    case = report(kinds=["sexual_harassment"], sealed_to=trust.sasha).involved.get().case
    for other in (trust.maya, trust.dev, trust.ruth, trust.viv, trust.ade, trust.hana):
        get(client, other, page_of(case), status=404)

    for address in ("/", "/support/", page_of(case)):
        html = get(client, trust.sasha, address)
        assert "in confidence" in html
        assert "Nneka" not in html
    post(client, trust.sasha, page_of(case), status=200, why="because")
    assert not Entry.objects.filter(event__in=["case.read", "case.unsealed"]).exists()

    client.force_login(trust.sasha)
    assert client.post(page_of(case), {"why": "She asked me to look after her"}).status_code == 302
    assert "Nneka" in client.get(page_of(case)).content.decode()
    assert Entry.objects.get(event="case.unsealed").why == "She asked me to look after her"
    assert Entry.objects.filter(event="case.read").count() == 1


# The colleague's own page


@pytest.mark.framework("R12", "R17", "R52", "R53", "R27")
def test_the_own_page_says_what_happens_next_and_where_help_is(trust, case, client):
    html = get(client, trust.nneka, "/support/me/")

    assert "Maya Lindqvist looks after you" in html
    for words in (
        "injury allowance",
        "sleep badly",
        "union",
        "No support for now",
        "Please call me",
        "Yes, I would like support",
    ):
        assert words in html
    assert "victim" not in html.lower()
    assert Entry.objects.filter(event="case.read_own", by=trust.nneka).exists()


@pytest.mark.framework("R12", "R18")
def test_they_answer_and_change_their_mind_on_their_own_page(trust, case, client, offer):
    offer(case)
    html = get(client, trust.nneka, "/support/me/")
    assert "Offered to you: defusing" in html

    post(client, trust.nneka, f"/support/me/{case.pk}/stages/defusing/", answer="no")
    assert "I would like it after all" in get(client, trust.nneka, "/support/me/")
    post(client, trust.nneka, f"/support/me/{case.pk}/stages/defusing/", answer="yes")
    assert case.stages.get(key="defusing").status == "accepted"

    post(client, trust.nneka, f"/support/me/{case.pk}/", answer="no")
    assert "I have changed my mind" in get(client, trust.nneka, "/support/me/")
    post(client, trust.nneka, f"/support/me/{case.pk}/", answer="yes")
    case.refresh_from_db()
    assert case.status == "open"


def test_a_tap_without_an_answer_changes_nothing(trust, case, client, offer):
    offer(case)
    for address in ("", "stages/defusing/", "check-ins/1/"):
        post(client, trust.nneka, f"/support/me/{case.pk}/{address}")

    case.refresh_from_db()
    assert (case.status, case.accepted_at) == ("open", None)
    assert case.stages.get(key="defusing").status == "offered"
    assert case.check_ins.get(week=1).status == "ahead"


@pytest.mark.framework("R66", "R80")
def test_a_check_in_is_one_tap(trust, report, client):
    week_ago = timezone.now() - timedelta(days=6)
    case = report(occurred_on=week_ago.date(), at=week_ago).involved.get().case
    assert "How are you?" in get(client, trust.nneka, "/support/me/")

    post(client, trust.nneka, f"/support/me/{case.pk}/check-ins/1/", feeling="call")
    post(client, trust.nneka, f"/support/me/{case.pk}/check-ins/1/", feeling="better")

    assert case.check_ins.get(week=1).feeling == "call"
    assert case.promises.open().filter(key="do.call").exists()


def test_somebody_without_a_case_is_told_what_will_appear(trust, client):
    assert "Nothing here." in get(client, trust.omar, "/support/me/")


@pytest.mark.parametrize("address", ["/support/checklist/", "/support/me/checklist/"])
def test_the_checklists_can_be_printed(trust, client, address):
    assert "☐" in get(client, trust.maya, address)


# The home page


def on_the_home_page(user):
    return [row["text"] for panel in day.panels(user, timezone.now()) for row in panel["rows"]]


def test_the_home_page_shows_each_their_own(trust, case, offer):
    assert on_the_home_page(trust.maya) == ["Nneka Obi: Immediate response"]
    assert on_the_home_page(trust.nneka) == ["Maya Lindqvist looks after you"]
    for other in (trust.will, trust.dev, trust.hana, trust.ade, trust.bea, trust.viv):
        assert on_the_home_page(other) == []

    offer(case)
    assert on_the_home_page(trust.nneka) == ["Something is offered to you"]
