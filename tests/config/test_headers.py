"""What every response tells the browser, and what is refused before any view runs."""

import pytest
from django.test import Client
from django.urls import reverse

from config.unmarked import is_unmarked
from tests.sweeps.headers import missing_headers
from tests.sweeps.matrix import PAGES
from tests.sweeps.world import build


def responses(client, trust):
    yield client.get("/sign-in/")
    yield client.get("/nowhere/")
    yield client.get("/notices/")
    yield client.get("/sign-in/", headers={"host": "evil.example"})
    yield Client(enforce_csrf_checks=True).post("/sign-in/", {})
    client.force_login(trust.maya)
    yield client.get("/notices/")
    yield client.get("/trail/")
    yield client.get("/nowhere/")


@pytest.mark.claim("F11")
def test_every_response_carries_the_headers_errors_too(client, trust):
    for response in responses(client, trust):
        assert missing_headers(response) == [], response
        assert "unsafe-inline" not in response.headers["Content-Security-Policy"]


@pytest.mark.claim("F11")
def test_a_page_that_fails_carries_them_too(client, trust, monkeypatch):
    client.force_login(trust.maya)
    client.raise_request_exception = False
    monkeypatch.setattr("people.views.inbox.render", lambda *args: 1 / 0)
    answer = client.get("/notices/")
    assert answer.status_code == 500
    assert "no-store" in answer.headers["Cache-Control"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.claim("F10")
def test_a_wrong_host_is_refused(client, trust):
    assert client.get("/sign-in/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.claim("F10")
def test_every_form_without_its_token_is_refused(trust):
    world = build(trust)
    client = Client(enforce_csrf_checks=True)
    client.force_login(trust.ade)
    addresses = [reverse(name, args=page.args(world)) for name, page in PAGES.items()]
    # Where no cookie is read, a form sent from elsewhere has nobody's rights: there is nothing to forge. A link that was
    # sent to somebody proves itself, and opens nothing when it is pressed elsewhere (tests/support/test_door.py).
    opened_by_link = reverse("support:door", args=PAGES["support:door"].args(world))
    addresses = [one for one in addresses if not is_unmarked(one) and one != opened_by_link]
    answers = {address: client.post(address, {"a": "b"}).status_code for address in addresses}
    assert {address: status for address, status in answers.items() if status != 403} == {}


@pytest.mark.claim("F1")
def test_a_body_that_is_too_big_is_refused_in_words(client, trust, settings):
    client.force_login(trust.maya)
    answer = client.post(f"/settings/people/{trust.maya.pk}/away/", {"covered_by": "x" * 3 * 1024 * 1024})
    assert answer.status_code == 413
    assert "too big" in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
