"""A real browser on a real server: Debian's Chromium, the live database, axe."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from people import clock
from tests.factories import PASSWORD
from tests.worker.conftest import house  # noqa: F401 it is a fixture

AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What is in order is not described: that takes longer than looking.
LOOK_FOR_FAULTS = """tags => axe.run({
    runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]
}).then(found => found.violations)"""
# The header moves what has no room into its menu in the frame after a change of width.
SETTLE = """() => new Promise(done => {
    const frame = left => left ? requestAnimationFrame(() => frame(left - 1)) : done();
    frame(3);
    setTimeout(done, 1000);
})"""
# alphagov/govuk-frontend#979: radios that reveal a question carry aria-expanded, which axe does not allow on them.
KNOWN = {"aria-allowed-attr"}

expect.set_options(timeout=10_000)


@pytest.fixture
def open_as(live_server, browser, request):
    """open_as(user, js=True, width=1280) gives a page of the live site with that colleague signed in."""
    contexts = []

    def open_page(user=None, *, js=True, width=1280):
        context = browser.new_context(
            base_url=live_server.url,
            java_script_enabled=js,
            viewport={"width": width, "height": 900},
            locale="en-GB",
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.problems = []
        page.on("console", lambda message: message.type == "error" and page.problems.append(message.text))
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        if user:
            page.goto("/sign-in/")
            page.get_by_label("Email address").fill(user.email)
            page.get_by_label("Password", exact=True).fill(PASSWORD)
            page.get_by_role("button", name="Sign in").click()
            expect(page.get_by_role("heading", level=1)).to_contain_text(user.first_name)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def passing(monkeypatch):
    """passing(weeks=1) lets time go by for all that asks people.clock, and passing.now() says when it is."""

    class Passing:
        ahead = timedelta(0)

        def __call__(self, **span):
            self.ahead += timedelta(**span)
            return self.now()

        def now(self):
            return clock.of_database() + self.ahead

    passed = Passing()
    monkeypatch.setattr(clock, "read", passed.now)
    return passed


@pytest.fixture
def check_page():
    """check_page(page): axe finds nothing, nothing sticks out sideways, nothing was said in the console."""

    def check(page):
        page.wait_for_load_state()
        if not page.evaluate("window.axe !== undefined"):
            page.evaluate(AXE)
        page.evaluate(SETTLE)
        wrong = [
            f"{one['id']}: {one['help']}: {node['html'][:200]}"
            for one in page.evaluate(LOOK_FOR_FAULTS, TAGS)
            for node in one["nodes"]
            if not (one["id"] in KNOWN and "aria-expanded" in node["html"])
        ]
        assert wrong == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (
            f"{page.url} is too wide"
        )
        assert page.problems == [], page.url

    return check
