"""Whoever is signed in in a browser is nobody on the confidential route, and the browser is left as it was."""

from http.cookies import SimpleCookie

import pytest
from django.contrib.auth import get_user
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from config.unmarked import HIDDEN, unmarked

ROUTE = "/report/confidential/"


@pytest.mark.claim("B2")
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_signed_in_browser_is_not_read_and_not_marked(client, trust, method):
    client.force_login(trust.nneka)
    client.get("/about/help/")
    before = {name: cookie.OutputString() for name, cookie in client.cookies.items()}

    with CaptureQueriesContext(connection) as asked:
        response = getattr(client, method)(ROUTE, headers={"user-agent": "marked-agent"})

    tables = " ".join(query["sql"] for query in asked.captured_queries)
    assert "django_session" not in tables
    assert '"people_user"."id" =' not in tables
    assert not response.cookies
    assert before == {name: cookie.OutputString() for name, cookie in client.cookies.items()}
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "Nneka" not in response.content.decode()


@pytest.mark.claim("B2")
def test_nothing_below_can_find_out_who_it_is(db):
    def below(request):
        request.session["mark"] = "1"
        seen.update(cookies=request.COOKIES, user=get_user(request), meta=dict(request.META))
        answer = HttpResponse()
        answer.cookies = SimpleCookie({"mark": "1"})
        return answer

    seen = {}
    marks = dict.fromkeys(HIDDEN, "marked") | {"HTTP_COOKIE": "session=abc"}
    request = RequestFactory().get(ROUTE, **marks)
    assert request.COOKIES == {"session": "abc"}

    response = unmarked(SessionMiddleware(below))(request)

    assert not response.cookies
    assert seen["cookies"] == {}
    assert not seen["user"].is_authenticated
    assert [name for name in HIDDEN if name in seen["meta"]] == []


@pytest.mark.parametrize("path", ["/report/", "/report/confidentially/", "/confidential/"])
def test_every_other_page_keeps_its_session(path):
    request = RequestFactory().get(path, HTTP_COOKIE="session=abc")
    unmarked(lambda request: HttpResponse())(request)

    assert request.COOKIES == {"session": "abc"}


@pytest.mark.claim("B2")
def test_a_host_name_of_its_own_holds_the_route_and_nothing_else(client, trust, settings):
    settings.CONFIDENTIAL_ADDRESS, settings.AFTERCARE_ADDRESS = (
        "https://speak.trust.example",
        "https://main.example",
    )
    settings.ALLOWED_HOSTS = ["speak.trust.example", "main.example"]
    there, here = {"host": "speak.trust.example"}, {"host": "main.example"}

    assert client.get(ROUTE, headers=there).status_code == 200
    assert client.get(ROUTE, headers=here).url == f"https://speak.trust.example{ROUTE}"
    assert client.get("/sign-in/", headers=there).url == "https://main.example/sign-in/"
    assert client.get("/sign-in/", headers=here).status_code == 200
