"""Writing in confidence in a real browser in which somebody is signed in, with JavaScript and on a phone without."""

import contextlib
import re

import pytest
from playwright.sync_api import Error, expect

from incidents.actions.delivering import deliver
from incidents.confidential.slots import next_slot
from incidents.models import ConfidentialMessage, ConfidentialParcel, ConfidentialReport
from people.clock import now

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STORED = "() => [localStorage.length, sessionStorage.length]"


def go(page, button):
    page.get_by_role("button", name=button, exact=True).first.click()


def carry_on():
    deliver(at=next_slot(next_slot(now())))


@pytest.mark.claim("B2")
@pytest.mark.claim("B10")
@pytest.mark.claim("B12")
@pytest.mark.framework("R32")
@pytest.mark.framework("R33")
@pytest.mark.parametrize(
    ("js", "width"), [(True, 1280), (False, 360)], ids=["desktop", "phone without JavaScript"]
)
def test_somebody_writes_comes_back_and_takes_it_back(open_as, trust, check_page, js, width):
    """Told once with a name said at the end, and once taken back."""
    page = open_as(trust.nneka, js=js, width=width)
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    def look(of=page):
        if js:
            check_page(of)

    page.goto("/about/help/")
    cookies = page.context.cookies()
    page.get_by_role("link", name="in confidence, without your name").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tell somebody in confidence")
    expect(page.get_by_text("Use your own phone")).to_be_visible()
    expect(page.get_by_text("Nneka")).to_have_count(0)
    look()
    go(page, "Start writing")
    look()
    go(page, "Send")
    expect(page.get_by_text("Choose what it is about").first).to_be_visible()
    look()
    page.get_by_label("Sexual harassment", exact=True).check()
    words = page.get_by_label("What happened?")
    words.fill("canary. Will Tanner put his hand on me.")
    page.get_by_role("radio", name="Sasha Kerr, Sexual safety lead").check()
    go(page, "Send")
    expect(page.get_by_role("heading", name="Look at this before you send it")).to_be_visible()
    expect(words).to_have_value("canary. Will Tanner put his hand on me.")
    look()
    go(page, "Send it as it stands now")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your report is safe")
    code = re.search(r"[0-9A-Z-]{19}", page.locator(".aftercare-receipt").inner_text())[0]
    assert code not in page.url
    look()
    page.get_by_label("Your code", exact=True).fill("0000 0000 0000 0000")
    go(page, "I have kept it")
    expect(page.get_by_text("This is not the code").first).to_be_visible()
    page.get_by_label("Your code", exact=True).fill(code.lower().replace("-", " "))
    go(page, "I have kept it")
    expect(page.get_by_role("heading", level=1)).to_have_text("You have your code")
    look()
    go(page, "Finish")
    expect(page.get_by_role("heading", level=1)).to_have_text("You have finished")
    look()
    if js:
        assert page.evaluate(STORED) == [0, 0]
    assert page.context.cookies() == cookies
    assert {url.split("/")[2] for url in asked} == {page.url.split("/")[2]}, (
        "nothing is asked of another site"
    )
    for _ in range(3):
        with contextlib.suppress(
            Error
        ):  # the browser asks before it sends a form again, and shows nothing meanwhile
            page.go_back(timeout=2000)
        expect(page.locator("body")).not_to_contain_text("canary")
        expect(page.locator("body")).not_to_contain_text(code)
    page.problems.clear()

    carry_on()
    staff = open_as(trust.sasha, js=js, width=width)
    staff.goto("/confidential/")
    look(staff)
    staff.get_by_role("main").get_by_role("link").first.click()
    look(staff)
    staff.get_by_label("It was sent to me and I have not read it yet").check()
    go(staff, "Open it")
    expect(staff.get_by_text("canary.")).to_be_visible()
    look(staff)
    staff.get_by_label("Your answer").fill("I believe you.")
    staff.get_by_label("Offer support with this answer").check()
    go(staff, "Send the answer")
    expect(staff.get_by_text("Your answer waits for them.")).to_be_visible()

    page.goto("/report/confidential/")
    go(page, "Come back with your code")
    look()
    page.get_by_label("Your code", exact=True).fill(code)
    go(page, "Continue")
    expect(page.get_by_text("I believe you.")).to_be_visible()
    look()
    page.get_by_label("Write something more").fill("It was not the first time.")
    go(page, "Send")
    expect(page.get_by_text("It was not the first time.")).to_be_visible()
    look()
    if js:
        go(page, "Say who I am")
        look()
        page.get_by_label("Your name").fill("Nneka Obi")
        page.get_by_label("How can they reach you?").fill(trust.nneka.email)
        page.get_by_label("Yes, tell this person who I am").check()
        page.get_by_label("They may open a sealed report").check()
        go(page, "Tell them")
        expect(page.get_by_text("You said who you are")).to_be_visible()
        carry_on()
        staff.reload()
        staff.get_by_role("link", name="Open a sealed report for them").click()
        look(staff)
        staff.get_by_label("Day", exact=True).fill("1")
        staff.get_by_label("Month", exact=True).fill("6")
        staff.get_by_label("Year", exact=True).fill("2026")
        staff.get_by_label("Which team was it in?").select_option(label="Elm Ward, Northshire General")
        staff.get_by_label("It happened to them").check()
        go(staff, "Open the report")
        expect(staff.get_by_text("support for them has started")).to_be_visible()
        assert ConfidentialMessage.objects.count() == 4
    else:
        go(page, "Take it all back")
        go(page, "Yes, take it back")
        expect(page.get_by_role("heading", level=1)).to_have_text("You have taken it back")
        go(page, "Finish")
        carry_on()
        assert ConfidentialReport.objects.get().status == "withdrawn"
        assert not ConfidentialMessage.objects.exists()
    assert not ConfidentialParcel.objects.exists()
    assert page.context.cookies() == cookies
