"""Somebody without an account comes by a link, with JavaScript off, on a narrow phone."""

import re

import pytest
from django.core import mail as outbox
from playwright.sync_api import expect

from incidents.actions import Affected
from people import mail
from people.clock import now
from people.deadlines import by_day

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.mark.framework("R27")
def test_a_guard_without_an_account_opens_the_link_and_asks_for_somebody_else(
    report, live_server, browser, settings
):
    settings.AFTERCARE_ADDRESS = live_server.url
    report(affected=[Affected("harmed", name="Sam Kite", contact="sam@agency.example")])
    at = by_day(now())
    while mail.gather(at):
        pass
    mail.deliver_all(at)
    (message,) = [one for one in outbox.outbox if one.to == ["sam@agency.example"]]
    link = re.search(r"http\S+/support/door/\S+", message.body)[0]
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()

    page.goto(link)
    page.get_by_role("button", name="Open my page").click()
    expect(page.get_by_role("heading", name="What happens next")).to_be_visible()
    page.get_by_role("link", name="Ask for somebody else to look after you").click()
    page.get_by_role("button", name="Ask for somebody else").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose one")
    page.get_by_label("I would rather not say why").check()
    page.get_by_role("button", name="Ask for somebody else").click()
    expect(page.locator("main")).to_contain_text("will answer you by")
    page.get_by_role("button", name="Close it now").click()
    expect(page.get_by_role("heading", name="Your page is closed")).to_be_visible()
    page.goto(link)
    expect(page.get_by_role("heading", name="This page is closed")).to_be_visible()
    context.close()
