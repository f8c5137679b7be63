"""The whole story: five people, a real browser, a real clock and worker, and the emails as they arrived."""

from datetime import date, datetime, time, timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from audit.actions import publish_month
from audit.deadlines import month_after, month_before
from incidents.actions import Affected
from incidents.models import Incident
from people.deadlines import LONDON
from reviews.actions import make_panel
from reviews.models import Action
from support import actions as support
from support.models import Case, CheckIn, Promise
from tests.browser.days import days_go_by, emails, link_to, open_email
from tests.factories import PASSWORD
from tests.worker.conftest import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.xdist_group("worker")]

HAPPENED, PLACE, STRANGER, CONTACT = "canary-happened", "canary-place", "Sam Quill", "canary-contact"
NEVER_IN_AN_EMAIL = {"canary", "physical", "violence", "elm ward", " obi", "tanner", "quill"}


@pytest.mark.parametrize("js", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_from_what_happened_to_what_the_board_sees(
    trust, report, house, open_as, live_server, look, monkeypatch, js
):
    monkeypatch.setenv("AFTERCARE_ADDRESS", live_server.url)
    months_have_gone_by(trust, report)
    petra_was_hurt_last_week_and_nobody_has_seen_her(trust, report)
    panel = make_panel(
        by=trust.viv, site=trust.general, name="General panel", rhythm="weekly", weekday=1, starts_at=time(9)
    )
    house.start_worker()
    house.start_beat(every="2")
    house.wait_for_heartbeat()

    nneka = open_as(trust.nneka, js=js)
    reference = nneka_says_what_happened(nneka, look)
    case, of_will = case_of(reference, trust.nneka), case_of(reference, trust.will)

    maya = open_as(js=js)
    link = open_email(house, trust.maya, "A colleague needs your support", about=case)
    maya_opens_the_link(maya, trust, link, look)
    maya_sees_who_is_most_urgent(maya, look)
    maya_looks_after_nneka(maya, case, look)

    days_go_by(10)
    link = open_email(house, trust.dev, "Please step in now", about=of_will)
    assert not link_to(house, trust.dev, "Please step in now", about=case)
    dev_sees_whom_to_help(open_as(trust.dev, js=js), link, look)
    link = open_email(house, trust.nneka, "We would like to know how you are")
    nneka_answers_in_one_tap(nneka, link, case, look)

    chi = open_as(trust.chi, js=js)
    the_panel_meets(chi, panel, reference, look)
    chi_writes_down_what_the_panel_found(chi, look)
    chi_asks_maya_to_act(chi, look)
    chi_takes_the_agenda_along(chi, reference, look)
    days_go_by(2)
    link = open_email(house, trust.maya, "A review panel has asked you")
    maya_reads_what_is_asked_of_her(maya, link, look)

    bea = open_as(trust.bea, js=js)
    bea_sees_whether_it_works(bea, trust, reference, look)
    no_email_tells_what_happened_or_to_whom(house, trust)


def dev_sees_whom_to_help(dev, link, look):
    """The deputy follows the email to the colleague whose support is past its time."""
    dev.goto(link)
    expect(dev.get_by_role("heading", level=1)).to_contain_text("Will Tanner")
    look(dev)


# Before the story


def months_have_gone_by(trust, report):
    """In each of three months Omar is hurt nine times, seen within the hour and needs no more; then the
    figures come out. In the last month he is shouted at three times as well.
    """
    month = month_before(month_before(month_before(this_month())))
    while month < this_month():
        at = datetime.combine(month.replace(day=5), time(10), LONDON)
        for _ in range(9):
            facts = {"affected": [Affected("harmed", user=trust.omar)], "kinds": ["physical"]}
            seen_and_done(report(**on_oak_ward(trust, at), **facts), trust, at + timedelta(minutes=30))
        for _ in range(3 if month_after(month) == this_month() else 0):
            report(**on_oak_ward(trust, at), affected=[], kinds=["verbal"])
        first_of_next = datetime.combine(month_after(month), time(0, 30), LONDON)
        assert publish_month(month, at=first_of_next).month == month
        month = month_after(month)


def this_month() -> date:
    return timezone.localdate().replace(day=1)


def on_oak_ward(trust, at):
    return {
        "by": trust.omar,
        "team": trust.oak_ward,
        "occurred_on": at.date(),
        "occurred_time": at.time(),
        "at": at,
    }


def seen_and_done(incident, trust, at):
    case = incident.involved.get().case
    support.record_stage(case, "immediate", by=trust.owen, outcome="held", next_step="nothing", at=at)
    support.decline_support(case, by=trust.omar, at=at)


def petra_was_hurt_last_week_and_nobody_has_seen_her(trust, report):
    trust.petra.manager = trust.maya
    trust.petra.save()
    then = timezone.now() - timedelta(days=5)
    report(
        by=trust.petra,
        affected=[Affected("harmed", user=trust.petra)],
        occurred_on=timezone.localdate(then),
        at=then,
    )


# Nneka


def nneka_says_what_happened(page, look):
    page.goto("/")
    look(page, phone=True)
    page.goto("/report/")
    look(page, phone=True)
    page.get_by_label("Physical violence").check()
    go(page)
    page.get_by_label("Today").check()
    look(page)
    go(page)
    page.get_by_label("Exactly where?").fill(PLACE)
    look(page)
    go(page)
    page.get_by_label("It happened to me").check()
    look(page)
    go(page)
    page.get_by_label("Yes", exact=True).check()
    go(page)
    somebody_else(page, "Tann", "They saw or heard it")
    page.get_by_label("Will Tanner, Elm Ward").check()
    look(page)
    go(page, "Add this person")
    page.get_by_label("Yes", exact=True).check()
    go(page)
    somebody_else(page, STRANGER, "They came to help")
    expect(page.get_by_label("Phone or email, if they have no account here")).to_be_visible()
    page.get_by_label("Phone or email, if they have no account here").fill(CONTACT)
    go(page, "Add this person")
    expect(page.get_by_role("heading", name="2 other people were affected")).to_be_visible()
    look(page)
    page.get_by_label("No", exact=True).check()
    go(page)
    page.get_by_label("What happened, in your own words?").fill(HAPPENED)
    look(page)
    go(page)
    page.get_by_label("A patient or service user").check()
    go(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Harm, safety and help")
    look(page)
    go(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Injuries and first aid")
    go(page)
    go(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Who may know your name")
    go(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers, then send")
    for said in (PLACE, HAPPENED, "Will Tanner, Elm Ward", STRANGER):
        expect(page.get_by_text(said)).to_be_visible()
    look(page, phone=True)
    go(page, "Send the report")
    return nneka_reads_what_happens_next(page, look)


def somebody_else(page, named, part):
    page.get_by_label("Name, work email or staff number").fill(named)
    page.get_by_label(part).check()
    go(page, "Add this person")


def nneka_reads_what_happens_next(page, look):
    expect(page.get_by_role("heading", name="Report sent")).to_be_visible()
    reference = page.locator(".nhsuk-panel strong").inner_text()
    for who, what in {
        "You": "Maya Lindqvist is asked to contact you today",
        "Will Tanner": "Maya Lindqvist is asked to contact them today. They have a page of their own",
        STRANGER: "by phone or email, because they have no account here",
    }.items():
        box = page.locator(".aftercare-next").filter(has=page.get_by_role("heading", name=who, exact=True))
        expect(box).to_contain_text(what)
    look(page, phone=True)
    return reference


def nneka_answers_in_one_tap(page, link, case, look):
    """The link opens one question for whoever has it; her own page then asks it no more."""
    page.goto(link)
    expect(page.get_by_role("heading", name="How are you?")).to_be_visible()
    look(page, phone=True)
    page.get_by_role("button", name="Answer").click()
    page.get_by_role("button", name="Getting better").click()
    expect(page.get_by_text("Thank you").first).to_be_visible()
    page.goto("/support/me/")
    expect(page.get_by_role("heading", name="My support")).to_be_visible()
    expect(page.get_by_role("heading", name="How are you?")).not_to_be_visible()
    look(page)
    check_in = CheckIn.objects.get(case=case, week=1)
    assert (check_in.status, check_in.feeling) == ("done", "better")
    assert not Promise.objects.open().filter(case=case, key="check_in.1").exists()


# Maya


def maya_opens_the_link(page, trust, link, look):
    """She is asked to sign in first, and then she is where the email said."""
    page.goto(link)
    look(page, phone=True)
    page.get_by_label("Email address").fill(trust.maya.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    go(page, "Sign in")
    expect(page.get_by_role("heading", level=1)).to_have_text("Support for Nneka Obi")
    expect(page.get_by_role("heading", name="Next: Immediate response")).to_be_visible()
    look(page, phone=True)


def maya_sees_who_is_most_urgent(page, look):
    page.get_by_role("link", name="Worklist").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Worklist")
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(4)
    expect(rows.first).to_contain_text("Petra Vale")
    expect(rows.first).to_contain_text("Overdue by 4 days")
    for row in rows.all():
        expect(row.get_by_role("link", name="Immediate response")).to_have_count(1)
        expect(row.get_by_role("link")).to_have_count(2)
    for name in ("Nneka Obi", "Will Tanner", STRANGER):
        expect(rows.filter(has_text=name)).to_contain_text("Due")
        expect(rows.filter(has_text=name)).not_to_contain_text("Overdue")
    look(page, phone=True)
    rows.filter(has_text="Nneka Obi").get_by_role("link", name="Nneka Obi").click()


def maya_looks_after_nneka(page, case, look):
    page.get_by_role("button", name="Record this step").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nneka Obi Immediate response")
    go(page, "Record")
    expect(page.get_by_role("alert")).to_contain_text("Choose what came of it")
    look(page)
    answer(page, "Is everybody safe now?", "Yes")
    answer(page, "Is there somebody at home to support them?", "Yes")
    answer(page, "What came of it?", "It took place")
    page.get_by_label("Who led it?").select_option("Maya Lindqvist")
    answer(page, "What comes next?", "Go on to the next stage")
    look(page, phone=True)
    go(page, "Record")
    expect(page.get_by_role("heading", name="Next: Demobilising")).to_be_visible()
    page.get_by_role("button", name="Record this step").click()
    answer(page, "What came of it?", "They said no")
    answer(page, "Why?", "They have help from somebody else", nth=0)
    answer(page, "What comes next?", "Go on to the next stage")
    look(page)
    go(page, "Record")
    demobilising = page.get_by_role("listitem").filter(
        has=page.get_by_role("heading", name="Demobilising", exact=True)
    )
    expect(demobilising).to_contain_text("Declined, ")
    expect(demobilising).to_contain_text("They have help from somebody else")
    expect(demobilising).to_contain_text("Decided: go on to the next stage")
    expect(page.get_by_text("led by Maya Lindqvist")).to_be_visible()
    look(page, phone=True)
    stages = case.stages.filter(key__in=["immediate", "demobilising"]).order_by("order")
    assert list(stages.values_list("status", "reason", "next_step")) == [
        ("held", "", "go_on"),
        ("declined", "helped_elsewhere", "go_on"),
    ]


def answer(page, question, choice, nth=0):
    page.get_by_role("group", name=question, exact=True).nth(nth).get_by_label(choice).check()


def maya_reads_what_is_asked_of_her(page, link, look):
    page.goto(link)
    expect(page.get_by_text("Put a mirror up")).to_be_visible()
    look(page, phone=True)


# The panel


def the_panel_meets(page, panel, reference, look):
    page.goto("/reviews/panels/")
    look(page)
    page.get_by_role("link", name=panel.name).click()
    look(page)
    go(page, "Open today’s meeting")
    expect(page.get_by_role("heading", name="2. Incidents")).to_be_visible()
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.last).to_contain_text(reference)
    expect(rows.last).to_contain_text("To review")
    look(page, phone=True)
    rows.last.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Review of {reference}")


def chi_writes_down_what_the_panel_found(page, look):
    for part in ("Situation", "Background", "Assessment", "Recommendation"):
        expect(page.get_by_role("heading", name=part, exact=True)).to_be_visible()
    look(page, phone=True)
    page.get_by_label("What else was going on around it?").fill("Two colleagues short.")
    page.get_by_label("Waiting, crowding and staffing").check()
    page.get_by_label("The place and its security").check()
    page.get_by_label("What did the panel find and learn?").fill("The bay cannot be seen from the desk.")
    page.get_by_label("Each person affected has been offered support").check()
    page.get_by_label("Keep").check()
    go(page, "Save and assign an action")


def chi_asks_maya_to_act(page, look):
    expect(page.get_by_role("heading", level=1)).to_contain_text("Assign an action")
    look(page)
    due = timezone.localdate() + timedelta(days=14)
    page.get_by_label("What kind of action is it?").select_option("Security")
    page.get_by_label("What is to be done?").fill("Put a mirror up.")
    page.get_by_label("Who will do it?").fill("Maya Lindqvist")
    for part, number in {"Day": due.day, "Month": due.month, "Year": due.year}.items():
        page.get_by_label(part, exact=True).fill(str(number))
    go(page, "Assign")
    expect(page.get_by_text("The action has been assigned")).to_be_visible()
    expect(page.get_by_text("Put a mirror up.")).to_be_visible()
    assert Action.objects.get().due_on == due
    look(page)
    go(page, "Save and go to the agenda")
    expect(page.locator("tbody tr").first).to_contain_text("Put a mirror up.")
    expect(page.locator("tbody tr").last).to_contain_text("Kept open")
    look(page, phone=True)


def chi_takes_the_agenda_along(page, reference, look):
    go(page, "Make a PDF")
    look(page)
    go(page, "Make the PDF")
    fetch = page.get_by_role("button", name="Fetch the PDF")
    wait_until(lambda: is_made(page, fetch), within=60)
    look(page)
    with page.expect_download() as fetched:
        fetch.click()
    content = fetched.value.path().read_bytes()
    assert content.startswith(b"%PDF-")
    text = "\n".join(one.extract_text() for one in PdfReader(BytesIO(content)).pages)
    for words in (reference, "Put a mirror up.", "The bay cannot be seen from the desk."):
        assert words in text


def is_made(page, fetch):
    """With JavaScript the page looks by itself; without, somebody looks again."""
    if not fetch.is_visible():
        page.wait_for_timeout(500)
        page.reload()
    return fetch.is_visible()


# The board


def bea_sees_whether_it_works(page, trust, reference, look):
    page.goto("/audit/board/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Is support given to everyone, in time?")
    last = f"{month_before(this_month()):%B %Y}"
    for title, says in {
        "Contact made in time": f"In {last}, 100% of affected colleagues heard from somebody in time "
        "(about 10 of 10).",
        "Stages considered in time": f"In {last}, ",
        "Cases open past a window": f"At the end of {last}, ",
        "Incidents by kind": f"In {last}, physical violence was reported most often (about 10 times).",
    }.items():
        section = page.get_by_role("region", name=title, exact=True)
        expect(section).to_contain_text(says, ignore_case=True)
        expect(section.get_by_role("img")).to_be_visible()
        section.locator("summary").click()
        expect(section.get_by_role("table")).to_be_visible()
    by_kind = page.get_by_role("region", name="Incidents by kind", exact=True)
    expect(by_kind.get_by_role("row", name="Physical violence")).to_contain_text("10")
    expect(by_kind.get_by_role("row", name="Verbal abuse")).to_contain_text("*")
    look(page, phone=True)
    shown = page.content()
    people = ("Omar", "Haddad", "Owen", "Nneka", "Maya", "Petra", "Tanner", "Quill")
    places = ("Oak Ward", "Elm Ward", "Riverside", "Northshire General")
    references = Incident.objects.values_list("reference", flat=True)
    assert reference in references
    assert [word for word in (*people, *places, *references, "canary") if word in shown] == []


# All of them


def go(page, button="Continue"):
    page.get_by_role("button", name=button, exact=True).click()


@pytest.fixture
def look(check_page, js):
    """look(page) checks the page as it stands, if it has JavaScript; with phone=True as on a phone, too."""

    def look(page, *, phone=False):
        if not js:
            return
        check_page(page)
        if phone:
            page.set_viewport_size({"width": 360, "height": 800})
            check_page(page)
            page.set_viewport_size({"width": 1280, "height": 900})

    return look


def case_of(reference, user):
    return Case.objects.get(person__incident__reference=reference, person__user=user)


def no_email_tells_what_happened_or_to_whom(house, trust):
    for message in emails(house):
        words = f"{message['Subject']} {message.get_content()}".lower()
        assert [word for word in NEVER_IN_AN_EMAIL if word in words] == []
        assert "nneka" not in words or message["To"] == trust.nneka.email
    ids = [message["Message-ID"] for message in emails(house)]
    assert len(ids) == len(set(ids))
