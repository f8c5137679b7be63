"""Leaving a page at once: who is signed out by it, and which pages can be left."""

import re

import pytest
from django.urls import reverse

from config.navigation import SENSITIVE
from config.unmarked import ROUTES
from config.visitors import ROUTE as VISITORS
from tests.sweeps.matrix import PAGES
from tests.sweeps.world import build

HERE = {"sec-fetch-site": "same-origin"}
# On a ward's wall, without a name and with nobody reading it alone.
NAMELESS = {"incidents:cross-wall", "incidents:cross-wall-code"}
ELSEWHERE = "https://www.bbc.co.uk/weather"


@pytest.mark.claim("B10")
def test_leaving_signs_out_on_the_server_and_says_nothing(client, trust):
    client.force_login(trust.nneka)
    cookie = client.cookies["session"].value

    answer = client.get("/leave/", headers=HERE)

    assert (answer.status_code, answer["Location"]) == (303, ELSEWHERE)
    assert answer.content == b""
    assert answer["Clear-Site-Data"] == '"cache"'
    assert answer.cookies["session"].value == answer.cookies["csrf"].value == ""
    client.cookies["session"] = cookie
    assert client.get("/notices/").status_code == 302


@pytest.mark.claim("B10")
@pytest.mark.parametrize(
    ("headers", "is_out"),
    [
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"referer": "https://evil.example/"}, False),
        ({}, False),
        ({"sec-fetch-site": "none"}, True),
        ({"referer": "http://testserver/report/"}, True),
    ],
)
def test_a_link_on_another_site_signs_nobody_out(client, trust, headers, is_out):
    client.force_login(trust.nneka)

    assert client.get("/leave/", headers=headers)["Location"] == ELSEWHERE

    assert client.get("/notices/").status_code == (302 if is_out else 200)


def test_leaving_after_the_session_has_idled_leads_out_too(client, trust, time_machine):
    time_machine.move_to("2026-11-22T12:00Z", tick=False)
    client.force_login(trust.nneka)
    client.get("/notices/")
    time_machine.move_to("2026-11-22T13:00Z", tick=False)

    assert client.get("/leave/", headers=HERE)["Location"] == ELSEWHERE
    assert "session" not in client.cookies or not client.cookies["session"].value


@pytest.mark.claim("B2")
@pytest.mark.parametrize("route", ROUTES)
def test_leaving_a_route_without_an_account_touches_no_session(
    client, trust, django_assert_num_queries, route
):
    client.force_login(trust.nneka)

    with django_assert_num_queries(0):
        answer = client.get(f"{route}leave/", headers=HERE)

    assert (answer.status_code, answer["Location"]) == (303, ELSEWHERE)
    assert answer["Clear-Site-Data"] == '"cache", "cookies"'
    assert not answer.cookies
    assert "Clear-Site-Data" not in client.get(f"{route}leave/", headers={"sec-fetch-site": "cross-site"})
    assert client.get("/notices/").status_code == 200  # the server knows nothing of it; the browser forgets


@pytest.mark.claim("B10")
def test_every_sensitive_page_can_be_left_once_by_button_and_once_by_keyboard(client, trust):
    """Each page of the matrix under a sensitive address, opened by somebody who may."""
    world, wrong, seen = build(trust), [], 0
    for name, page in PAGES.items():
        address = reverse(name, args=page.args(world))
        if name in NAMELESS or not address.startswith(SENSITIVE) or not (page.allowed or page.is_public):
            continue
        client.force_login(getattr(trust, sorted(page.allowed)[0]))
        answer = client.get(address)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        text = answer.content.decode()
        seen += 1
        out = next(
            (f"{route}leave/" for route in (*ROUTES, VISITORS) if address.startswith(route)), "/leave/"
        )
        ways = re.findall(rf'href="{out}"[^>]*(data-exit-\w+)', text)
        if sorted(ways) != ["data-exit-link", "data-exit-this"]:
            wrong.append(f"{name}: {ways}")
    assert wrong == []
    assert seen > 15
