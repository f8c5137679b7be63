"""From the first look to the answer: Maya looks into a report, Dev closes it, and Nneka reads all of it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from support import actions as support

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def press(page, button):
    page.get_by_role("button", name=button, exact=True).click()


def follow(page, link):
    page.get_by_role("link", name=link).first.click()


@pytest.mark.framework("R84", "R100", "R101", "R129")
def test_a_report_is_looked_into_put_off_answered_approved_and_read_by_its_reporter(
    open_as, trust, report, check_page
):
    incident = report()
    report(by=trust.will)
    support.decline_support(incident.involved.get().case, by=trust.nneka)
    own = f"/incidents/{incident.reference}/"
    maya = open_as(trust.maya, width=1280)

    maya.goto(own)
    maya.get_by_label("Being reviewed").check()
    press(maya, "Save")
    expect(maya.get_by_text("Being reviewed").first).to_be_visible()
    check_page(maya)

    follow(maya, "Open the page of the investigation")
    check_page(maya)
    maya.get_by_label("Who leads it?").select_option(label="Maya Lindqvist")
    press(maya, "Open an investigation")
    follow(maya, "It takes longer")
    check_page(maya)
    day = timezone.localdate() + timedelta(days=40)
    maya.get_by_label("The police asked us to wait").check()
    for name, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        maya.get_by_label(name, exact=True).fill(str(number))
    press(maya, "Save the new date")
    expect(maya.get_by_text("those who wait have been told")).to_be_visible()
    follow(maya, "Tell those affected how it goes")
    maya.get_by_label("How does it go?").fill("We spoke to security.")
    press(maya, "Tell them")
    check_page(maya)
    press(maya, "It has ended")
    maya.goto("/incidents/ageing/")
    expect(maya.get_by_text("No investigation is under way")).to_be_visible()

    maya.goto(f"{own}merge/")
    check_page(maya)
    maya.get_by_role("row").nth(1).get_by_role("link").click()
    expect(maya.get_by_role("heading", name="Are these the same?")).to_be_visible()
    check_page(maya)

    maya.goto(f"{own}close/")
    check_page(maya)
    expect(maya.get_by_text("Missing", exact=True)).to_have_count(3)
    follow(maya, "What was learnt is written down")
    maya.get_by_label("What was learnt?").fill("Two nurses at night.")
    press(maya, "Save")
    follow(maya, "Answer whoever reported it")
    check_page(maya)
    press(maya, "Send")
    expect(maya.locator(".nhsuk-error-summary")).to_be_focused()
    maya.get_by_label("What do you want to tell them?").fill("Thank you. Two nurses work at night now.")
    maya.get_by_label("Yes", exact=True).check()
    press(maya, "Send")
    follow(maya, "See what is missing before it is closed")
    press(maya, "Send for approval")
    maya.goto(f"{own}close/")
    expect(maya.get_by_text("somebody else has to close it")).to_be_visible()

    dev = open_as(trust.dev, js=False, width=360)
    dev.goto(f"{own}close/")
    press(dev, "Approve and close")
    expect(dev.get_by_text("The report is closed")).to_be_visible()

    nneka = open_as(trust.nneka, width=360)
    nneka.goto("/incidents/mine/")
    check_page(nneka)
    nneka.get_by_role("link", name=incident.reference, exact=True).click()
    for words in (
        "We have it",
        "Somebody is looking at it",
        "The police asked us to wait while they look into it.",
        "Thank you. Two nurses work at night now.",
        "It has been dealt with",
    ):
        expect(nneka.get_by_text(words).first).to_be_visible()
    check_page(nneka)
    nneka.goto("/support/me/")
    expect(nneka.get_by_text("We spoke to security.")).to_be_visible()
    check_page(nneka)
