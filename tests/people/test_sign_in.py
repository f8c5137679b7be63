"""Signing in: long passphrases, the breached list, and guessing slowed without locking the owner out."""

import re

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from people.passwords import send_link
from tests.factories import PASSWORD


def sign_in(client, email, password, **extra):
    return client.post("/sign-in/", {"username": email, "password": password}, **extra)


def test_an_address_is_known_however_it_is_typed(client, trust):
    assert sign_in(client, trust.maya.email.upper(), PASSWORD).status_code == 302


def test_a_passphrase_of_300_letters_with_spaces_counts_to_its_last_letter(client, trust):
    phrase = "lantern moss ferry " * 16
    trust.maya.set_password(phrase)
    trust.maya.save()
    assert sign_in(client, trust.maya.email, phrase[:-2] + "x ").status_code == 200
    assert sign_in(client, trust.maya.email, phrase).status_code == 302


@pytest.mark.parametrize("password", ["Password1234", "qwertyuiop123", "short", "maya.lindqvist"])
def test_a_password_that_is_short_breached_or_a_name_is_refused(trust, password):
    with pytest.raises(ValidationError):
        validate_password(password, trust.maya)


def test_unknown_address_and_wrong_password_get_the_same_words(client, trust):
    wrong = sign_in(client, trust.maya.email, "not this one at all")
    unknown = sign_in(client, "nobody@trust.example", "not this one at all")
    strip = lambda answer: re.sub(r'value="[^"]*"|nonce="[^"]*"', "", answer.content.decode())  # noqa: E731
    assert strip(wrong) == strip(unknown)


@pytest.mark.claim("G5")
def test_ten_wrong_guesses_stop_the_guesser_and_not_the_owner(client, trust):
    for number in range(10):
        email = trust.maya.email.upper() if number % 2 else trust.maya.email
        sign_in(client, email, "a wrong guess", REMOTE_ADDR="10.9.9.9")

    assert sign_in(client, trust.maya.email, PASSWORD, REMOTE_ADDR="10.9.9.9").status_code == 429
    assert sign_in(client, trust.maya.email, PASSWORD, REMOTE_ADDR="10.1.1.1").status_code == 302


def test_the_wait_is_five_minutes_and_the_page_says_so(client, trust, time_machine):
    time_machine.move_to("2026-11-22 03:00:00+00:00", tick=False)
    for _ in range(10):
        answer = sign_in(client, trust.maya.email, "a wrong guess")
    assert "Wait five minutes" in answer.content.decode()

    time_machine.move_to("2026-11-22 03:05:01+00:00", tick=False)
    assert sign_in(client, trust.maya.email, PASSWORD).status_code == 302


def test_somebody_without_a_password_gets_a_link_and_sets_one(client, trust, mailoutbox):
    trust.will.set_unusable_password()
    trust.will.save()

    send_link(trust.will.email)
    link = re.search(r"http\S+(/password/\S+)", mailoutbox[0].body)[1]
    page = client.get(link, follow=True)
    client.post(page.redirect_chain[-1][0], {"new_password1": PASSWORD, "new_password2": PASSWORD})

    assert sign_in(client, trust.will.email, PASSWORD).status_code == 302


def test_a_link_for_an_unknown_address_says_the_same_and_sends_nothing(client, trust, mailoutbox):
    known = client.post("/password/link/", {"email": trust.will.email})
    unknown = client.post("/password/link/", {"email": "nobody@trust.example"})
    send_link("nobody@trust.example")

    assert re.sub(r'nonce="[^"]*"', "", known.content.decode()) == re.sub(
        r'nonce="[^"]*"', "", unknown.content.decode()
    )
    assert mailoutbox == []


@pytest.mark.claim("F10")
@pytest.mark.parametrize("onward", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_after_signing_in_nobody_is_sent_off_the_site(client, trust, onward):
    answer = client.post("/sign-in/", {"username": trust.maya.email, "password": PASSWORD, "next": onward})
    assert answer.url == "/"


def test_passwords_are_kept_as_argon2():
    real = [name for name in settings.PASSWORD_HASHERS if "MD5" not in name]
    assert real[0].endswith("Argon2PasswordHasher")
