"""Every page of the service in a real browser, once as somebody who may open it: axe, the console, a wide
screen and a narrow one, and the skip link first for those who use a keyboard.
"""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.sweeps.matrix import PAGES
from tests.sweeps.world import build

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
# The fewest people who between them may open every page, so that few have to sign in.
READERS = ("nneka", "viv", "ade", "maya", "chi")
# Pages for those who are not signed in.
SIGNED_OUT = {"people:sign-in", "people:ask-for-link", "people:choose-password"}


def reader_of(name, page):
    """Who opens this page in this test; None for a visitor, "" when nobody may."""
    if name in SIGNED_OUT:
        return None
    return next((who for who in (*READERS, *sorted(page.allowed)) if who in page.allowed), "")


@pytest.fixture
def walk(open_as, trust, client, live_server, check_page):
    """walk(reader, addresses) gives the pages it looked at, and what is wrong with them. What is only sent or
    downloaded is passed over.
    """

    def walk(reader, addresses):
        page = open_as()
        if reader:
            client.force_login(getattr(trust, reader))
            cookies = {name: cookie.value for name, cookie in client.cookies.items()}
            page.context.add_cookies(
                [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
            )
        seen, wrong = [], []
        for address in addresses:
            if not is_a_page(page, live_server.url + address):
                continue
            seen.append(address)
            try:
                look_at(page, address, check_page)
            except AssertionError as problem:
                wrong.append(f"{reader} at {address}: {problem}")
                page.problems.clear()
        return seen, wrong

    return walk


def is_a_page(page, address):
    answer = page.context.request.get(address, max_redirects=0)
    return answer.status == 200 and answer.headers["content-type"].startswith("text/html")


def look_at(page, address, check_page):
    page.set_viewport_size(WIDE)
    page.goto(address)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to main content")).to_be_in_viewport()
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    check_page(page)
    page.set_viewport_size(NARROW)
    fits = "document.documentElement.scrollWidth <= innerWidth"
    for _ in range(15):
        if page.evaluate(fits):
            return
        page.wait_for_timeout(200)
    raise AssertionError("too wide at 320 px")


def test_every_page_is_sound_wide_and_narrow_and_by_keyboard(walk, trust):
    world = build(trust)
    by_reader = {}
    for name, row in PAGES.items():
        by_reader.setdefault(reader_of(name, row), []).append(reverse(name, args=row.args(world)))

    found = [walk(reader, addresses) for reader, addresses in by_reader.items() if reader != ""]

    wrong = [line for _, lines in found for line in lines]
    assert not wrong, "\n".join(wrong)
    assert sum(len(seen) for seen, _ in found) > 40
