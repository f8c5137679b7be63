"""Writing in confidence in tests: by the verbs, and by the pages as a browser would."""

import re
import secrets
from datetime import datetime, timedelta

from django.test import Client

from incidents.actions import confidential as actions
from incidents.actions.delivering import deliver
from incidents.confidential.slots import next_slot
from incidents.models import ConfidentialReport
from incidents.reading import confidential as reading
from people.deadlines import LONDON
from people.roles import RoleKind

ROUTE = "/report/confidential/"
MONDAY = datetime(2031, 6, 2, 9, 30, tzinfo=LONDON)
WORDS = "canary-confided: he put his hand on me in the sluice."


def confide(recipient, *, role=RoleKind.SEXUAL_SAFETY_LEAD, at=MONDAY, key=None, **said):
    """A report and its code."""
    said = {"kinds": ["sexual_harassment"], "what_happened": WORDS, "when": "this_week", "team": None} | said
    said.setdefault("wants_support", False)
    return actions.confide(key or secrets.token_hex(32), recipient=recipient, role=role, at=at, **said)


def carried_on(code, *, at=MONDAY):
    """The report with this code after the next slot, and when that was."""
    at = next_slot(at)
    deliver(at=at)
    return ConfidentialReport.objects.get(pk=reading.by_code(code).pk), at


def later(at, **span):
    return at + timedelta(**span)


def hidden(response, name):
    found = re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())
    return found[1] if found else ""


def step(client, page, do, **typed):
    """Send a form of the page that came last."""
    carried = {name: hidden(page, name) for name in ("visit", "key", "ticket", "keep") if hidden(page, name)}
    return client.post(ROUTE, carried | {"do": do} | typed)


def by_pages(client: Client, recipient, *, words=WORDS, **over):
    """The whole route to the code: the last page."""
    page = step(client, client.get(ROUTE), "write")
    typed = {
        "kinds": ["sexual_harassment"],
        "what_happened": words,
        "recipient": recipient.pk,
        "when": "not_said",
    }
    return step(client, page, "send", **typed | over)


def code_in(page):
    found = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", page.content.decode())
    return found[0] if found else ""
