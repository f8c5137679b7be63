"""Sessions end on the server, and what was being typed is given back to its writer alone."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from people.models import Cover
from tests.factories import PASSWORD

NOON = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(NOON, tick=False)

    def later(**span):
        time_machine.move_to(NOON + timedelta(**span), tick=False)

    return later


@pytest.fixture
def maya(client, trust, clock):
    client.post("/sign-in/", {"username": trust.maya.email, "password": PASSWORD})
    client.get("/notices/")
    return trust.maya


@pytest.mark.claim("G1")
def test_a_planted_session_key_dies_at_sign_in(client, trust):
    client.get("/sign-in/")
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["session"] = planted = session.session_key

    client.post("/sign-in/", {"username": trust.maya.email, "password": PASSWORD})

    assert client.session.session_key != planted
    client.cookies["session"] = planted
    assert client.get("/notices/").status_code == 302


@pytest.mark.claim("G2")
@pytest.mark.parametrize(("minutes", "status"), [(30, 200), (31, 302)])
def test_thirty_idle_minutes_end_a_session(client, maya, clock, minutes, status):
    clock(minutes=minutes)
    assert client.get("/notices/").status_code == status


@pytest.mark.claim("G2")
def test_twelve_hours_end_a_session_however_busy(client, maya, clock):
    for minutes in range(20, 12 * 60 + 1, 20):
        clock(minutes=minutes)
        assert client.get("/notices/").status_code == 200
    clock(hours=12, minutes=1)
    assert client.get("/notices/").status_code == 302


def test_asking_to_stay_signed_in_counts(client, maya, clock):
    clock(minutes=29)
    assert client.post("/stay/").status_code == 204
    clock(minutes=55)
    assert client.get("/notices/").status_code == 200


@pytest.mark.claim("G2")
def test_a_page_that_refreshes_itself_keeps_nobody_signed_in(client, maya, clock):
    clock(minutes=20)
    assert client.get("/notices/", headers={"X-Background": "1"}).status_code == 200
    clock(minutes=35)
    assert client.get("/notices/").status_code == 302


@pytest.fixture
def typed():
    """An odd text: quotes, tags, a first empty line, Welsh, emoji, spaces at the end."""
    return {
        "starts_on_day": "\r\n  O'Neill <b>&amp; Siân 🙂  ",
        "starts_on_month": "13",
        "starts_on_year": "2027",
        "covered_by": '"x"',
    }


def held_back(answer):
    return re.search(r'name="held" value="([^"]+)"', answer.content.decode())[1]


@pytest.mark.claim("G3")
def test_what_was_typed_comes_back_to_the_byte(client, maya, clock, typed):
    clock(minutes=45)
    late = client.post(f"/settings/people/{maya.pk}/away/", typed)
    assert "What you typed is safe" in late.content.decode()
    assert not Cover.objects.exists()

    back = client.post("/sign-in/", {"username": maya.email, "password": PASSWORD, "held": held_back(late)})
    assert back.context["path"] == f"/settings/people/{maya.pk}/away/"
    assert dict(back.context["fields"]) == typed


@pytest.mark.claim("G3")
def test_what_was_typed_survives_a_wrong_password(client, maya, clock, typed):
    clock(minutes=45)
    late = client.post(f"/settings/people/{maya.pk}/away/", typed)
    wrong = client.post("/sign-in/", {"username": maya.email, "password": "no", "held": held_back(late)})
    assert held_back(wrong) == held_back(late)


@pytest.mark.claim("G3")
def test_what_was_typed_is_given_to_nobody_else(client, trust, maya, clock, typed):
    clock(minutes=45)
    late = client.post(f"/settings/people/{maya.pk}/away/", typed)
    other = client.post(
        "/sign-in/", {"username": trust.owen.email, "password": PASSWORD, "held": held_back(late)}
    )
    assert other.status_code == 302


@pytest.mark.claim("G3")
def test_a_held_text_cannot_be_made_up_and_grows_old(client, maya, clock, typed):
    clock(minutes=45)
    late = client.post(f"/settings/people/{maya.pk}/away/", typed)
    made_up = {
        "username": maya.email,
        "password": PASSWORD,
        "held": "gAAAAA" + held_back(late)[6:-4] + "AAAA",
    }
    assert client.post("/sign-in/", made_up).status_code == 302
    client.post("/sign-out/")
    clock(hours=13)
    old = {"username": maya.email, "password": PASSWORD, "held": held_back(late)}
    assert client.post("/sign-in/", old).status_code == 302


@pytest.mark.claim("G3")
def test_passwords_are_never_held(client, maya, clock):
    clock(minutes=45)
    late = client.post(
        "/password/", {"old_password": PASSWORD, "new_password1": "a b c d e f g", "new_password2": "x"}
    )
    back = client.post("/sign-in/", {"username": maya.email, "password": PASSWORD, "held": held_back(late)})
    assert back.context["fields"] == []


@pytest.mark.claim("G9")
def test_signing_out_means_out_for_a_replayed_cookie(client, maya):
    cookie = client.cookies["session"].value
    client.post("/sign-out/")
    client.cookies["session"] = cookie
    assert client.get("/notices/").status_code == 302
