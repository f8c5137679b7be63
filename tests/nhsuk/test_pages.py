"""The frame around every page: titles, the way in and out, and error pages that need nothing to work."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory

from tests.nhsuk.reading import check_joined_up, read

STATIC = Path(settings.BASE_DIR) / "static"


class Nneka:
    is_authenticated = True

    def __str__(self):
        return "Nneka Obi"


NNEKA = Nneka()


class Name(forms.Form):
    name = forms.CharField()


def page(template="base.html", **context):
    context = {"page": {"service": "Aftercare", "session_seconds": 1800}, "CSP_NONCE": "abc", **context}
    return read(render_to_string(template, context))


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "413", "500"])
def test_an_error_page_needs_no_request_no_user_and_no_database(name):
    shown = read(render_to_string(f"{name}.html"))

    check_joined_up(shown)
    assert shown.one("title").words.endswith("- Aftercare")
    assert shown.one("h1").words
    assert shown.one("main").all("a", href="/")
    assert not shown.all("nav", **{"aria-label": "Account"})


@pytest.mark.parametrize("name", ["400", "403_csrf", "413", "500"])
def test_an_error_page_made_without_a_request_runs_no_script(name):
    assert not read(render_to_string(f"{name}.html")).all("script")


def test_the_title_says_when_there_is_an_error_and_only_then():
    assert page(form=Name({})).one("title").words.startswith("Error: ")
    for context in ({}, {"form": Name()}, {"form": Name({"name": "Ann"})}):
        assert "Error" not in page(**context).one("title").words


def test_the_error_summary_stands_first_in_the_page():
    assert page(form=Name({})).one("main").all("div")[0].classes == ["nhsuk-error-summary"]


def test_the_way_to_the_content_comes_first():
    shown = page(user=NNEKA, navigation=[{"href": "/", "text": "Your day", "current": True}])

    first = shown.one("body").all("a")[0]
    assert first.words == "Skip to main content"
    assert shown.one(id=first["href"][1:]).tag == "main"
    check_joined_up(shown)


def test_the_menu_says_which_page_this_is():
    links = [
        {"href": "/a/", "text": "<b>A</b>", "current": False},
        {"href": "/b/", "text": "B", "current": True},
    ]

    shown = page(navigation=links).one("nav", **{"aria-label": "Menu"})

    assert [a.words for a in shown.all("a")] == ["<b>A</b>", "B"]
    assert shown.one("a", **{"aria-current": "page"}).words == "B"


def test_signing_out_is_a_button_that_carries_a_token():
    request = RequestFactory().get("/")

    shown = read(render_to_string("base.html", {"user": NNEKA, "unread": 3}, request))

    form = shown.one("button", of="nhsuk-header__account-button").within("form")
    assert form["method"] == "post"
    assert form.one("input", name="csrfmiddlewaretoken")["value"]
    assert shown.one("nav", **{"aria-label": "Account"}).words == "Nneka Obi Messages 3 unread Sign out"


def test_the_session_is_watched_only_for_somebody_signed_in():
    assert page(user=NNEKA).one("meta", name="session-seconds")["content"] == "1800"
    assert not page().all("meta", name="session-seconds")
    assert not [s for s in page().all("script") if "session" in (s.get("src") or "")]


def test_a_quiet_page_shows_nobody_and_asks_the_session_nothing():
    class Untouched:
        def __getattr__(self, name):
            raise AssertionError("a quiet page asked who is there")

        __iter__ = __bool__ = __str__ = None

    shown = page("quiet.html", user=Untouched(), messages=Untouched())

    assert not shown.all("nav")
    assert not shown.all("meta", name="session-seconds")


def test_every_script_carries_the_nonce_and_nothing_is_styled_inline():
    shown = page(user=NNEKA, navigation=[{"href": "/", "text": "Home", "current": True}])

    assert shown.all("script")
    assert all(script["nonce"] == "abc" for script in shown.all("script"))
    assert not shown.all("style")
    assert not [e for e in shown.everything() if "style" in e.attributes]
    assert not [e for e in shown.everything() if any(name.startswith("on") for name in e.attributes)]


def test_the_page_stays_out_of_search_engines_and_speaks_british_english():
    assert page().one("meta", name="robots")["content"] == "noindex, nofollow"
    assert page().one("html")["lang"] == "en-GB"


def test_a_message_is_shown_escaped_and_each_has_its_own_title():
    said = [
        SimpleNamespace(message="<i>Saved</i>", level_tag="success"),
        SimpleNamespace(message="Two", level_tag="info"),
    ]

    shown = page(messages=said)

    check_joined_up(shown)
    assert [e.words for e in shown.all("p", of="nhsuk-notification-banner__heading")] == [
        "<i>Saved</i>",
        "Two",
    ]


def test_exit_this_page_is_a_link_that_works_without_a_script():
    link = page("nhsuk/exit_this_page.html").one("a")

    assert link["href"] == "/leave/"


def test_no_page_fetches_anything_from_another_host_or_keeps_anything_in_the_browser():
    css = (STATIC / "nhsuk/nhsuk-frontend.min.css").read_text() + (STATIC / "aftercare.css").read_text()
    own = "".join((STATIC / name).read_text() for name in ("aftercare.js", "session.js"))

    assert "@font-face" not in css
    assert "url(http" not in css
    assert "url(/" not in css
    assert "sourceMappingURL" not in css + (STATIC / "nhsuk/nhsuk-frontend.min.js").read_text()
    for kept in ("localStorage", "sessionStorage", "indexedDB", "document.cookie"):
        assert kept not in own
    assert "http" not in own
