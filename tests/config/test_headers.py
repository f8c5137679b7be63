"""What every response tells the browser, and what is refused before any view runs."""

import pytest
from django.test import Client

EVERYWHERE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


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
        found = {name: response.headers.get(name, "") for name in EVERYWHERE}
        assert {name: EVERYWHERE[name] in found[name] for name in found} == dict.fromkeys(found, True), (
            response
        )
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe-inline" not in policy


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


def posts():
    """Every address of the service that takes no argument; the others are in the sweep."""
    from tests.sweeps.matrix import plain_addresses

    return plain_addresses()


@pytest.mark.claim("F10")
def test_every_form_without_its_token_is_refused(trust):
    client = Client(enforce_csrf_checks=True)
    client.force_login(trust.ade)
    answers = {address: client.post(address, {"a": "b"}).status_code for address in posts()}
    assert {address: status for address, status in answers.items() if status not in (403, 405)} == {}
