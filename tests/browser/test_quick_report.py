"""The quick route on a phone: three taps, with JavaScript and without, and what the manager makes of them."""

import os

import pytest
from playwright.sync_api import expect

from incidents.models import Incident
from people.models import Notice

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def seen(page, name):
    """Kept for whoever wants to look: SCREENSHOTS=/some/folder."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.mark.framework("R26", "R27", "R47", "R83", "R92")
def test_three_taps_on_a_phone_and_the_manager_completes_it(open_as, trust, check_page):
    phone = open_as(width=360)
    phone.goto(f"/report/quick/{trust.elm_ward.poster_code}/")
    check_page(phone)
    seen(phone, "quick-1")

    phone.get_by_role("button", name="Something sexual").click()
    expect(phone.get_by_role("link", name="report in confidence instead")).to_be_visible()
    seen(phone, "quick-2-sexual")
    check_page(phone)
    phone.get_by_role("button", name="Change “Something sexual”").click()

    phone.get_by_role("button", name="Hit, pushed").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Who did it happen to?")
    phone.get_by_role("button", name="Me", exact=True).click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Is everybody safe now?")
    seen(phone, "quick-3")
    check_page(phone)
    assert not Incident.objects.exists()
    phone.get_by_role("button", name="No (this sends the report)").dblclick()

    expect(phone.get_by_role("heading", name="Sent. Thank you")).to_be_visible()
    expect(phone.get_by_text("Call 999, or 2222 in a hospital.")).to_be_visible()
    seen(phone, "quick-4-sent")
    check_page(phone)
    assert phone.context.cookies() == []
    incident = Incident.objects.get()
    assert incident.involved.get().case.lead == trust.maya
    assert Notice.objects.filter(
        to=trust.maya, is_urgent=True, line__startswith="Somebody in your team needs"
    ).exists()

    phone.get_by_role("button", name="Say more now").click()
    seen(phone, "quick-5-more")
    check_page(phone)
    phone.get_by_label("What happened, in your own words?").fill("He was confused and hit out.")
    phone.get_by_role("button", name="Add this").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Added. Thank you")

    page = open_as(trust.maya)
    expect(page.get_by_role("link", name="Complete a report that says little so far")).to_be_visible()
    seen(page, "quick-6-home")
    page.get_by_role("link", name="Complete a report that says little so far").click()
    expect(page.get_by_text("To be completed").first).to_be_visible()
    seen(page, "quick-7-report")
    check_page(page)
    page.get_by_role("link", name="Complete this report").click()
    seen(page, "quick-8-complete")
    check_page(page)
    page.get_by_role("link", name="say who this was").click()
    page.get_by_label("Name, work email or staff number").fill("obi")
    page.get_by_role("button", name="Save who it was").click()
    page.get_by_label("Nneka Obi, Elm Ward").check()
    seen(page, "quick-9-who")
    check_page(page)
    page.get_by_role("button", name="Save who it was").click()
    page.get_by_role("link", name="Complete this report").click()
    page.get_by_role("button", name="This report is complete").click()
    expect(page.get_by_text("The report is complete.")).to_be_visible()
    expect(page.get_by_text("To be completed")).to_have_count(0)
    assert Notice.objects.filter(to=trust.nneka, line__startswith="Your support has started").exists()


@pytest.mark.framework("R92")
@pytest.mark.claim("D1")
def test_three_taps_without_javascript(open_as, trust):
    phone = open_as(js=False, width=360)
    phone.goto(f"/report/quick/{trust.elm_ward.poster_code}/")
    phone.get_by_role("button", name="Shouted at").click()
    phone.get_by_role("button", name="Several of us").click()
    phone.get_by_text("Say more first, if you want to").click()
    phone.get_by_label("One sentence").fill("In the waiting room.")
    seen(phone, "quick-3-words")
    phone.get_by_role("button", name="Yes (this sends the report)").dblclick()

    expect(phone.get_by_role("heading", name="Sent. Thank you")).to_be_visible()
    incident = Incident.objects.get()
    assert (incident.what_happened, incident.involved.count()) == ("In the waiting room.", 2)
    phone.reload()
    assert Incident.objects.count() == 1


def test_the_pages_around_it_are_sound(open_as, trust, check_page):
    phone = open_as(width=360)
    for number, address in enumerate(("/report/quick/", "/report/quick/NOTHERE/", "/report/quick/finish/")):
        phone.goto(address)
        phone.problems.clear()  # the browser notes a page that is not there
        check_page(phone)
        seen(phone, f"quick-around-{number}")
    page = open_as(trust.maya, width=360)
    for name, address in (
        ("list", "/posters/"),
        ("one", f"/posters/{trust.elm_ward.pk}/"),
        ("claim", "/report/yours/"),
    ):
        page.goto(address)
        check_page(page)
        seen(page, f"quick-poster-{name}")
