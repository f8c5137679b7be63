"""What the scripts add, in a real browser: reveals, focus on an error, leaving fast, staying signed in."""

import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.template import engines
from playwright.sync_api import expect

from nhsuk.fields import DateParts
from nhsuk.forms import Helper, Reveal
from nhsuk.widgets import Radios

pytestmark = pytest.mark.browser

STATIC = Path(settings.BASE_DIR) / "static"
HOST = "http://aftercare.test"
POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-abc'; style-src 'self'; img-src 'self'; connect-src 'self'"
)
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
AXE = Path(settings.BASE_DIR) / "tests/vendor/axe.min.js"


class Hurt(forms.Form):
    hurt = forms.ChoiceField(label="Were you hurt?", choices=[("yes", "Yes"), ("no", "No")], widget=Radios)
    injury = forms.CharField(label="What was the injury?", required=False)
    on = DateParts(label="When?")
    helper = Helper(Reveal("hurt", yes=["injury"]))


class SignedIn:
    is_authenticated = True

    def __str__(self):
        return "Nneka Obi"


@pytest.fixture
def show(page):
    """Show a template at an address of its own, with our static files and our content security policy."""
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))

    def static(route):
        path = STATIC / route.request.url.split("/static/")[1].split("?")[0]
        route.fulfill(body=path.read_bytes(), content_type=TYPES[path.suffix])

    def show(main, *, seconds=0, **context):
        body = (
            "{% extends 'base.html' %}{% load nhsuk crispy_forms_tags %}{% block title %}Page{% endblock %}"
        )
        body += "{% block main %}" + main + "{% endblock %}"
        base = {"page": {"service": "Aftercare", "session_seconds": seconds}, "CSP_NONCE": "abc"}
        if seconds:
            base |= {"user": SignedIn(), "csrf_token": "a-token"}

        def fulfil(route):
            html = engines["django"].from_string(body).render(base | context)
            route.fulfill(body=html, content_type="text/html", headers={"Content-Security-Policy": POLICY})

        page.route(f"{HOST}/page/", fulfil)
        page.route(f"{HOST}/static/**", static)
        page.goto(f"{HOST}/page/")
        return page

    return show


FORM = (
    '<h1>Hurt</h1><form method="post" novalidate>{% crispy form %}{% nhsuk "button" text="Continue" %}</form>'
)


def test_a_question_shows_when_its_answer_is_chosen(show):
    page = show(FORM, form=Hurt())

    expect(page.get_by_label("What was the injury?")).to_be_hidden()
    page.get_by_label("Yes").check()
    expect(page.get_by_label("What was the injury?")).to_be_visible()
    page.get_by_label("No").check()
    expect(page.get_by_label("What was the injury?")).to_be_hidden()
    assert page.said == []


@pytest.mark.parametrize("browser_context_args", [{"java_script_enabled": False}])
def test_every_question_shows_without_a_script(show, browser_context_args):
    page = show(FORM, form=Hurt({}))

    expect(page.get_by_label("What was the injury?")).to_be_visible()
    expect(page.get_by_role("link", name="Enter a date")).to_be_visible()


def test_what_is_wrong_takes_the_focus_and_leads_to_the_box(show):
    page = show(FORM, form=Hurt({"on_day": "3", "on_month": "13", "on_year": "2026"}))

    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    expect(page).to_have_title("Error: Page - Aftercare")
    page.get_by_role("link", name="The month must be").click()
    expect(page.get_by_label("Month")).to_be_focused()
    page.get_by_role("link", name="Choose an answer").click()
    expect(page.get_by_label("Yes")).to_be_focused()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_fits_and_axe_finds_nothing(show, width):
    links = [
        {"href": "/", "text": text, "current": text == "Worklist"}
        for text in ("Report", "Worklist", "Measures")
    ]
    page = show(
        "{% include 'nhsuk/exit_this_page.html' %}" + FORM, form=Hurt({}), seconds=1800, navigation=links
    )
    page.set_viewport_size({"width": width, "height": 700})

    page.evaluate(AXE.read_text())
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run({runOnly: tags, resultTypes: ['violations']})", tags)["violations"]

    # aria-expanded on a radio that reveals a question is known upstream (alphagov/govuk-frontend#979).
    assert [v["id"] for v in found if v["id"] != "aria-allowed-attr"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("how", ["button", "shift"])
def test_leaving_is_at_once_and_there_is_no_way_back(show, how):
    page = show("<h1>Private</h1>{% include 'nhsuk/exit_this_page.html' %}")
    page.route(f"{HOST}/leave/", lambda route: route.fulfill(body="Sunny", content_type="text/html"))

    if how == "button":
        page.get_by_role("link", name="Exit this page").click()
    else:
        for _ in range(3):
            page.keyboard.press("Shift")

    expect(page).to_have_url(f"{HOST}/leave/")
    page.go_back()
    expect(page).not_to_have_url(re.compile("aftercare.test"))


def test_typing_capitals_does_not_leave(show):
    page = show("<h1>Private</h1>{% include 'nhsuk/exit_this_page.html' %}<label>Say <input></label>")

    page.get_by_label("Say").focus()
    for letter in "ABCD":
        page.keyboard.press(f"Shift+{letter}")

    expect(page.get_by_label("Say")).to_have_value("ABCD")
    expect(page).to_have_url(f"{HOST}/page/")


def test_a_second_press_sends_nothing(show):
    page = show('<form method="post" action="/sent/"><button>Send</button></form>')
    sent = []
    page.route(f"{HOST}/sent/", lambda route: sent.append(route.request.method) or route.fulfill(status=204))

    with page.expect_response(f"{HOST}/sent/"):
        page.get_by_role("button", name="Send").click()
    page.get_by_role("button", name="Send").click()
    page.wait_for_timeout(500)

    assert sent == ["POST"]


def test_the_session_warning_keeps_somebody_signed_in(show):
    page = _idle(show)
    asked = []
    page.route("**/stay/", lambda route: asked.append(route.request) or route.fulfill(status=204))

    page.clock.run_for(26 * 60 * 1000)
    expect(page.get_by_role("dialog", name="You will be signed out soon")).to_contain_text("4 minutes")
    page.get_by_role("button", name="Stay signed in").click()

    expect(page.get_by_role("dialog")).to_be_hidden()
    assert [(r.method, r.headers["x-csrftoken"]) for r in asked] == [("POST", "a-token")]
    expect(page.get_by_label("Say")).to_have_value("half a sentence")


def test_when_the_session_ends_the_page_says_so_and_keeps_what_was_typed(show):
    page = _idle(show)

    page.clock.run_for(31 * 60 * 1000)
    expect(page.get_by_role("dialog", name="You have been signed out")).to_be_visible()
    page.get_by_role("button", name="Close this message").click()

    expect(page.get_by_label("Say")).to_have_value("half a sentence")


def test_no_warning_comes_while_there_is_time(show):
    page = _idle(show)

    page.clock.run_for(24 * 60 * 1000)

    expect(page.get_by_role("dialog")).to_be_hidden()


def test_progress_is_fetched_again_until_it_is_done(show):
    left = iter([40, 100])
    asked = []
    page = show(
        '<div id="work" data-refresh-seconds="1"><p role="status">0%</p></div>',
    )

    def again(route):
        asked.append(route.request.headers.get("x-background"))
        done = next(left)
        more = 'data-refresh-seconds="1"' if done < 100 else ""
        route.fulfill(
            body=f'<div id="work" {more}><p role="status">{done}%</p></div>', content_type="text/html"
        )

    page.route(f"{HOST}/page/", again)

    expect(page.get_by_role("status")).to_have_text("40%")
    expect(page.get_by_role("status")).to_have_text("100%")
    page.wait_for_timeout(1500)
    assert asked == ["1", "1"]


def _idle(show):
    """A page with half a sentence typed into it, and a clock we can move."""
    main = "<h1>Say</h1><label>Say <input></label>"
    page = show(main, seconds=1800)
    page.clock.install()
    page.goto(f"{HOST}/page/")
    page.get_by_label("Say").fill("half a sentence")
    expect(page.locator("dialog")).to_be_attached()
    return page
