"""Leaving at once in a real browser: off to a neutral site, signed out, and nothing of the page behind the back button."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def elsewhere(settings):
    """A neutral site of our own, at another origin."""

    class Sunny(BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.came.append(dict(self.headers))
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(
                b"<!DOCTYPE html><title>Weather</title><h1>Sunny</h1><link rel=icon href=data:,>"
            )

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Sunny)
    server.came = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.AFTERCARE_EXIT_TO = f"http://127.0.0.1:{server.server_port}/weather"
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.claim("B10")
@pytest.mark.claim("G9")
@pytest.mark.parametrize(
    ("js", "how", "width"),
    [(True, "button", 360), (True, "shift", 1280), (True, "second link", 1280), (False, "button", 360)],
    ids=["phone", "shift", "keyboard", "phone without JavaScript"],
)
def test_exit_leaves_nothing_behind(open_as, trust, report, elsewhere, check_page, js, how, width):
    incident = report(what_happened="He said he would be back.")
    page = open_as(trust.nneka, js=js, width=width)
    page.goto("/incidents/mine/")
    page.goto(f"/incidents/{incident.reference}/")
    expect(page.get_by_text("He said he would be back.").first).to_be_visible()
    exit_button = page.get_by_role("link", name="Emergency: Exit this page")
    expect(exit_button).to_be_in_viewport()
    if js:
        check_page(page)
        covered = page.evaluate(
            "() => document.querySelector('.aftercare-exit').getBoundingClientRect().bottom"
            " > document.querySelector('h1').getBoundingClientRect().top"
        )
        assert not covered
    page.evaluate("scrollTo(0, document.body.scrollHeight)") if js else page.keyboard.press("End")
    expect(exit_button).to_be_in_viewport()

    if how == "button":
        exit_button.click()
    elif how == "shift":
        for _ in range(3):
            page.keyboard.press("Shift")
    else:
        page.reload()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Exit this page", exact=True)).to_be_focused()
        page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Sunny")).to_be_visible()
    came = {name.lower(): value for name, value in elsewhere.came[0].items()}
    assert "referer" not in came
    assert "cookie" not in came or "session" not in came["cookie"]
    for _ in range(2):
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
        assert "He said he would be back." not in page.content()
    names = {cookie["name"] for cookie in page.context.cookies()}
    assert "session" not in names
