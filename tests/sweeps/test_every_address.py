"""Every address × every role, with a real record behind it: who gets in, and that nobody reads what is not for them."""

import re
from copy import deepcopy
from functools import partial

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.template import engines
from django.urls import URLPattern, get_resolver, reverse

from config.navigation import SENSITIVE
from tests.conftest import cast
from tests.sweeps.headers import missing_headers
from tests.sweeps.matrix import ELSEWHERE, EVERYONE, NOBODY, PAGES
from tests.sweeps.world import CONFIDED, MAY_READ, SEALED, build

pytestmark = pytest.mark.django_db


def addresses(patterns, space=""):
    """The name of every address of the service, "room:name"."""
    for one in patterns:
        if isinstance(one, URLPattern):
            yield space + (one.name or str(one.pattern))
        else:
            yield from addresses(one.url_patterns, f"{one.namespace}:" if one.namespace else space)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once: every request is taken back, so nobody leaves a trace in it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build(cast())
        transaction.set_rollback(True)


@pytest.mark.claim("A1")
def test_every_address_has_a_row():
    assert set(addresses(get_resolver().url_patterns)) - set(PAGES) - ELSEWHERE == set()


def test_no_row_is_left_of_an_address_that_has_gone():
    assert set(PAGES) - set(addresses(get_resolver().url_patterns)) == set()


def verdict(response):
    if response.status_code == 302 and response.url.startswith("/sign-in/"):
        return "sign in"
    return {403: "refused", 404: "missing", 410: "gone"}.get(
        response.status_code, "in" if response.status_code < 500 else "broken"
    )


def ask(client, method, address):
    """One request, its changes taken back, signing out among them."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        response = getattr(client, method)(address)
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


def come_in(client, user):
    """Signed in and seen this minute, or each request, being taken back, would note anew that they are here."""
    client.force_login(user)
    client.get(reverse("accessibility"))


def expected(page, name, method):
    if page.is_gone:
        return "gone"
    if method == "post" and name in page.only_reads:
        return "refused"
    return "in" if name in page.allowed else "refused" if name in page.refused else "missing"


# What there is nothing of: a page that can be left at once, one that cannot, and a link that nobody was sent.
NOWHERE = {
    "sensitive": "/incidents/AC-NONE-NONE/",
    "plain": f"/reviews/meetings/{NOBODY}/",
    "gone": "/support/door/nothing/",
}


def kind_of(page, address):
    """Which of them the page is told like: the address alone decides it, whatever stands there."""
    if page.is_gone:
        return "gone"
    return "sensitive" if address.startswith(SENSITIVE) else "plain"


def what_does_not_exist(client):
    """(method, kind of NOWHERE) to the page that says so."""
    return {
        (method, kind): told(ask(client, method, address))
        for method in ("get", "post")
        for kind, address in NOWHERE.items()
    }


# These two meet the real page of what is not there, and how much they have not read stands in the header; the others
# meet a short one and no number, for both are the same thousands of times.
MEET_THE_REAL_PAGE = {"hana", "karl"}


@pytest.fixture
def shorter(monkeypatch, person):
    if person not in MEET_THE_REAL_PAGE:
        monkeypatch.setattr("config.navigation.unread", lambda user: 0)
        monkeypatch.setattr("support.views.door.gone", lambda request: HttpResponse("Gone", status=410))
        for status in (403, 404):
            short = partial(HttpResponse, "No", status=status)
            monkeypatch.setattr(
                f"config.urls.handler{status}", lambda *_, short=short, **__: short(), raising=False
            )


@pytest.mark.claim("A1")
@pytest.mark.claim("A2")
@pytest.mark.claim("A3")
@pytest.mark.claim("F11")
@pytest.mark.parametrize("person", sorted(EVERYONE))
@pytest.mark.usefixtures("shorter")
def test_who_gets_in_and_what_they_read(client, world, person):
    """Each page once as a visit and once as a form; what somebody may not see is told like what does not exist,
    to the byte.

    A form has no page to visit (405), for nobody and whatever its record.
    """
    come_in(client, getattr(world.trust, person))
    nothing = what_does_not_exist(client)
    wrong = []
    for name, page in PAGES.items():
        for method in ("get", "post"):
            address = reverse(name, args=page.args(world))
            response = ask(client, method, address)
            wrong += [f"{method} {name}: no {header}" for header in missing_headers(response)]
            if response.status_code == 405:
                continue
            if verdict(response) != expected(page, person, method) and not page.is_public:
                wrong.append(f"{method} {name}: {response.status_code}, not {expected(page, person, method)}")
            wrong += [
                f"{method} {name}: read {canary}"
                for canary in read(response)
                if person not in MAY_READ[canary]
            ]
            is_hidden = response.status_code in (404, 410)
            if is_hidden and told(response) != nothing[method, kind_of(page, address)]:
                wrong.append(f"{method} {name}: tells that it exists")
    assert not wrong, "\n".join(wrong)


def read(response):
    """Every canary in the response, its headers included."""
    text = response.getvalue().decode(errors="replace") + str(response.headers)
    return [canary for canary in MAY_READ if canary in text]


@pytest.mark.claim("A1")
@pytest.mark.parametrize("person", ["leaver", None])
def test_nobody_gets_in_without_signing_in(client, world, person):
    if person:
        client.force_login(getattr(world.trust, person))
    gone = {method: told(ask(client, method, NOWHERE["gone"])) for method in ("get", "post")}
    for name, page in PAGES.items():
        for method in ("get", "post"):
            response = ask(client, method, reverse(name, args=page.args(world)))
            if page.is_gone:
                assert verdict(response) == "gone", f"{method} {name}"
                assert told(response) == gone[method], f"{method} {name}: tells that it exists"
            else:
                assert page.is_public or verdict(response) == "sign in", f"{method} {name}"
            assert read(response) == [], f"{method} {name}"


# What is made anew for each request, and the mark in the menu for where one is.
PASSING = re.compile(
    r'nonce="[^"]*"|value="[^"]{64}"|content="[^"]{64}"| nhsuk-header__navigation-item--current'
    r'| aria-current="page"|<strong class="nhsuk-header__navigation-item-current-fallback">|</strong>'
)


def told(response):
    return PASSING.sub("", response.content.decode())


@pytest.mark.claim("A1")
@pytest.mark.parametrize("person", ["hana", "karl", "maya"])
def test_what_does_not_exist_is_told_alike_everywhere(client, world, person):
    come_in(client, getattr(world.trust, person))
    nothing = what_does_not_exist(client)
    wrong = []
    for name, page in PAGES.items():
        for method in ("get", "post") if page.missing and expected(page, person, "get") == "missing" else ():
            address = reverse(name, args=page.missing(world))
            response = ask(client, method, address)
            if response.status_code != 405 and told(response) != nothing[method, kind_of(page, address)]:
                wrong.append(f"{method} {name}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.claim("A9")
def test_every_canary_is_read_by_somebody(client, world):
    """The sweep could not fail for words that no page ever shows."""
    unread, left = set(MAY_READ), set(EVERYONE)
    addresses = {name: reverse(name, args=page.args(world)) for name, page in PAGES.items()}
    while unread:
        reader = max(sorted(left), key=lambda person: sum(person in MAY_READ[canary] for canary in unread))
        left.remove(reader)
        come_in(client, getattr(world.trust, reader))
        if CONFIDED in unread and reader in MAY_READ[CONFIDED]:
            client.post(addresses["incidents:confidential-report"], {"why": "new"})
        opened = [address for name, address in addresses.items() if reader in PAGES[name].allowed]
        for address in [reverse("incidents:detail", args=[world.sealed.reference]), *opened]:
            if not any(reader in MAY_READ[canary] for canary in unread):
                break
            unread -= set(read(ask(client, "get", address)))
        readers = {person for canary in unread for person in MAY_READ[canary]}
        assert not unread or readers & left, f"nobody reads {unread}"


# Words that a page can do without: each stands with a default.
NOT_ALWAYS = {"button", "caption", "look", "employer_url", "page.service"}
# The fewest people who between them may open nearly every page.
OPEN_MOST = ("nneka", "viv", "ade", "maya", "chi")


def test_every_page_is_given_the_words_it_shows(client, world, monkeypatch):
    """A word that no view gives is shown as nothing, and nobody sees that it is missing."""
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "not-given(%s)")
    by_reader = {}
    for name, page in PAGES.items():
        readers = [who for who in (*OPEN_MOST, *sorted(page.allowed)) if who in page.allowed]
        if readers:
            by_reader.setdefault(readers[0], []).append((name, page))
    missing = set()
    for reader, pages in by_reader.items():
        come_in(client, getattr(world.trust, reader))
        for name, page in pages:
            for method in ("get", "post"):
                response = ask(client, method, reverse(name, args=page.args(world)))
                shown = re.findall(r"not-given\(([^)]*)\)", response.getvalue().decode(errors="replace"))
                missing |= {f"{method} {name}: {word}" for word in set(shown) - NOT_ALWAYS}
    assert missing == set()


@pytest.mark.claim("I3")
def test_a_sealed_report_is_seen_by_nobody_else(client, world):
    for person in sorted(EVERYONE - {"omar", "sasha"}):
        come_in(client, getattr(world.trust, person))
        for address in (
            reverse("incidents:detail", args=[world.sealed.reference]),
            reverse("incidents:amend", args=[world.sealed.reference]),
            reverse("support:case", args=[world.sealed_case.pk]),
        ):
            response = ask(client, "get", address)
            assert response.status_code == 404, f"{person}: {address}"
            assert SEALED not in response.content.decode()
