"""How long somebody stays signed in, and what happens to what they were typing when time runs out.

Thirty idle minutes or twelve hours end a session on the server (security.md G2); what a page fetches by itself, with
the header X-Background, does not count as being busy. A form sent after that is not
acted upon: it travels, encrypted and bound to its writer, through the sign-in page and is offered back (G3).
Nothing is stored.
"""

import json
from datetime import datetime, timedelta

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.contrib.auth import logout
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from people.encryption import decrypt, encrypt
from people.forms import SignInForm

NEVER_HELD = {"csrfmiddlewaretoken", "password", "old_password", "new_password1", "new_password2"}
HELD_FOR = timedelta(hours=12)
# Reading pages writes the session once a minute at most; idling is measured that exactly.
NOTED_EVERY = timedelta(minutes=1)


class SessionLimits:
    """Ends sessions that are over. It stands after the CSRF check, which has vouched that a form is the user's own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if getattr(view, "ends_the_session", False) or not request.user.is_authenticated:
            return None
        now, session = timezone.now(), request.session
        started, seen = _time(session.get("started_at"), now), _time(session.get("seen_at"), now)
        idle = timedelta(seconds=settings.SESSION_IDLE_SECONDS)
        if now - seen > idle or now - started > timedelta(seconds=settings.SESSION_COOKIE_AGE):
            return _sign_in_again(request, now)
        if request.headers.get("X-Background"):
            return None
        if "seen_at" not in session or now - seen > NOTED_EVERY:
            session.update({"started_at": started.isoformat(), "seen_at": now.isoformat()})
        return None


def held_for(user, token: str) -> dict | None:
    """What this user had typed: its `path` and `fields` (pairs). None for anybody else, and after twelve hours."""
    try:
        held = json.loads(decrypt(token.encode()))
    except (InvalidToken, ValueError):
        return None
    fresh = timezone.now() - datetime.fromisoformat(held["at"]) < HELD_FOR
    return held if fresh and held["user"] == user.pk else None


def _sign_in_again(request, now):
    path, held = request.get_full_path(), ""
    if request.method == "POST" and request.resolver_match.view_name not in (
        "people:sign-out",
        "people:stay",
    ):
        typed = [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name not in NEVER_HELD
        ]
        held = {"user": request.user.pk, "path": path, "fields": typed, "at": now.isoformat()}
        held = encrypt(json.dumps(held).encode()).decode()
    logout(request)
    if held:
        return render(
            request, "people/sign_in.html", {"form": SignInForm(request), "held": held, "ended": True}
        )
    return redirect(f"{reverse('people:sign-in')}?{urlencode({'next': path, 'ended': 1})}")


def _time(text, otherwise):
    return datetime.fromisoformat(text) if text else otherwise
