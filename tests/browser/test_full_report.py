"""The whole report in a real browser: how quick it is, for somebody else, and with a name that only one person learns."""

import time

import pytest
from playwright.sync_api import expect

from incidents.models import Incident

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Counted:
    """Every click and every filled box, the way a person would do them."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def choose(self, label):
        self.count += 1
        self.page.get_by_label(label, exact=True).check()

    def fill(self, label, words):
        self.count += 1
        self.page.get_by_label(label).fill(words)

    def press(self, button="Continue"):
        self.count += 1
        self.page.get_by_role("button", name=button, exact=True).click()


@pytest.mark.framework("R46")
@pytest.mark.parametrize("js", [True, False], ids=["with JavaScript", "without"])
def test_the_quickest_complete_report_takes_ten_interactions_at_most(open_as, trust, js, record_property):
    page = open_as(trust.nneka, js=js, width=360)
    page.goto("/report/")
    began, person = time.monotonic(), Counted(page)

    person.choose("Physical violence")
    person.press()
    page.get_by_label("Today").check()
    person.count += 1
    person.press()
    person.press()  # her own team stands there already
    person.choose("It happened to me")
    person.press()
    person.choose("No")
    person.press("Skip to the end")
    person.press("Send the report")
    expect(page.get_by_role("heading", name="Report sent")).to_be_visible()

    seconds = time.monotonic() - began
    record_property("interactions", person.count)
    record_property("seconds", round(seconds, 1))
    incident = Incident.objects.get()
    assert person.count <= 10
    assert not incident.is_stub
    assert incident.team == trust.elm_ward


@pytest.mark.framework("R28")
@pytest.mark.framework("R46")
def test_a_manager_reports_for_somebody_and_keeps_her_own_name_back(open_as, trust, check_page):
    page = open_as(trust.ruth)
    page.goto("/report/")
    check_page(page)
    go = Counted(page)
    go.choose("Verbal abuse")
    go.choose("Physical violence")
    go.press()
    page.get_by_label("Today").check()
    go.press()
    page.get_by_label("Which team").select_option(label="Elm Ward, Northshire General")
    go.choose("In somebody’s home")
    check_page(page)
    go.press()
    expect(page.get_by_label("I manage somebody who was affected")).not_to_be_visible()
    go.choose("I was not there. I am reporting for somebody else")
    go.choose("I manage somebody who was affected")
    check_page(page)
    go.press()
    go.choose("Yes")
    go.press()
    page.get_by_label("Name, work email or staff number").fill(trust.will.email)
    go.choose("It happened to them")
    go.choose("They have not been asked yet")
    check_page(page)
    go.press("Add this person")
    go.choose("No")
    go.press()
    page.get_by_label("What was said?").fill("Go away")
    page.get_by_label("What did you do?").fill("I called him at once")
    check_page(page)
    go.press()
    go.press()  # who did it
    page.get_by_role("group", name="Was there a weapon, or something used as one?").get_by_label(
        "Yes"
    ).check()
    page.get_by_label("What was it?").fill("A walking stick")
    check_page(page)
    go.press()
    page.get_by_label("What injuries were there?").fill("A bruised arm")
    check_page(page)
    go.press()
    page.get_by_label("Yes", exact=True).check()
    go.choose("The person it happened to thinks so")
    go.choose("Race")
    go.press()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who may know your name")
    page.get_by_label("Only Gita Bose").check()
    check_page(page)
    go.press()
    check_page(page)
    go.press("Send the report")
    expect(page.get_by_text("only Gita Bose can see that you made this report")).to_be_visible()

    incident = Incident.objects.get()
    address = f"/incidents/{incident.reference}/"
    maya = open_as(trust.maya, width=360)
    maya.goto(address)
    expect(maya.get_by_text("A walking stick")).to_be_visible()
    expect(maya.get_by_text("Please do not try to find out who it was")).to_be_visible()
    assert "Ruth" not in maya.content()
    check_page(maya)
    maya.get_by_role("link", name="Record what Will Tanner says").click()
    check_page(maya)
    maya.get_by_label("They agreed to be named").check()
    maya.get_by_role("button", name="Save").click()
    expect(maya.get_by_text("They agreed to be named")).to_be_visible()
    maya.get_by_role("link", name="Say what lay behind it").click()
    check_page(maya)
    maya.get_by_label("Medically related").check()
    maya.get_by_role("button", name="Save").click()
    expect(maya.get_by_text("Ask the clinical team for a medication review")).to_be_visible()
    maya.get_by_role("link", name="Add a number from elsewhere").click()
    maya.get_by_label("Police", exact=True).check()
    maya.get_by_label("Their number for it").fill("CR-1")
    maya.get_by_label("Told", exact=True).check()
    check_page(maya)
    maya.get_by_role("button", name="Save").click()
    expect(maya.get_by_text("CR-1")).to_be_visible()
    maya.goto("/prevention/")
    check_page(maya)
    maya.get_by_role("link", name="Add a step").click()
    check_page(maya)

    viv = open_as(trust.viv)
    viv.goto(address)
    viv.get_by_role("link", name="Decide about the safety regulator").click()
    check_page(viv)
    viv.get_by_label("Not reportable").check()
    viv.get_by_label("Why?").fill("A bruise")
    viv.get_by_role("button", name="Record the decision").click()
    expect(viv.get_by_text("Nothing is to be reported")).to_be_visible()
    check_page(viv)
    viv.goto(f"{address}amend/")
    check_page(viv)

    gita = open_as(trust.gita)
    gita.goto(address)
    expect(gita.get_by_text("Ruth Baxter: “I manage somebody who was affected”")).to_be_visible()
    expect(gita.get_by_text("You alone know who made this report")).to_be_visible()
    check_page(gita)
