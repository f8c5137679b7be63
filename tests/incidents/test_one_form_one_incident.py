"""However often the last page is sent, and wherever it breaks, there is one whole incident or none."""

import contextlib
import http.client
import threading
from urllib.parse import urlencode, urlsplit

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone

from incidents import actions
from incidents.actions import Affected, Alleged
from incidents.models import Draft, Incident, InvolvedPerson
from incidents.signals import reported
from people.models import Entry
from tests.incidents.walking import ready

ROOMS = {"people", "incidents", "support", "reviews", "audit"}


@pytest.mark.claim("D1")
@pytest.mark.django_db(transaction=True)
def test_twenty_copies_of_the_last_page_at_once_make_one_incident(live_server, trust):
    client = Client()
    client.force_login(trust.nneka)
    draft = ready(client, trust)
    path = f"/report/{draft.pk}/check/"
    page = client.get(path)
    token, cookies = (
        page.context["csrf_token"],
        "; ".join(f"{c.key}={c.value}" for c in client.cookies.values()),
    )
    where, body = urlsplit(live_server.url).netloc, urlencode({"csrfmiddlewaretoken": str(token)})
    headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
    gate, answers = threading.Barrier(20), []

    def send():
        connection = http.client.HTTPConnection(where, timeout=60)
        gate.wait()
        connection.request("POST", path, body, headers)
        response = connection.getresponse()
        answers.append((response.status, response.headers["Location"]))
        response.read()
        connection.close()

    copies = [threading.Thread(target=send) for _ in range(20)]
    for copy in copies:
        copy.start()
    for copy in copies:
        copy.join()

    assert answers == [(302, f"/report/{draft.pk}/sent/")] * 20
    assert Incident.objects.count() == 1
    assert InvolvedPerson.objects.count() == 1
    assert Entry.objects.filter(event="incident.reported").count() == 1
    assert not Draft.objects.exists()


class Broken(Exception):
    """What the database says when somebody pulls the plug."""


def counts():
    return {
        model._meta.label: model.objects.count()
        for model in apps.get_models()
        if model._meta.app_label in ROOMS
    }


@pytest.mark.claim("D2")
@pytest.mark.claim("D7")
@pytest.mark.fault
@pytest.mark.django_db(transaction=True)
def test_broken_off_after_any_statement_nothing_is_kept(trust, client):
    client.force_login(trust.nneka)
    draft = ready(client, trust)
    facts = {
        "kinds": ["physical"],
        "occurred_on": timezone.localdate(),
        "team": trust.elm_ward,
        "what_happened": "He hit out.",
        "affected": [
            Affected("harmed", user=trust.nneka),
            Affected("witness", name="Jo Temp", contact="07700 900123"),
        ],
        "alleged": [Alleged("colleague", identifier="Sam")],
        "form_key": draft.pk,
    }
    before, done = counts(), None

    for stop_after in range(1, 500):
        seen = 0

        def pull_the_plug(execute, sql, params, many, context):
            nonlocal seen
            result = execute(sql, params, many, context)
            seen += 1
            if seen == stop_after:  # noqa: B023 used before the loop goes on
                raise Broken
            return result

        with connection.execute_wrapper(pull_the_plug), contextlib.suppress(Broken):
            done = actions.report(by=trust.nneka, **facts)
        if done:
            break
        assert counts() == before, f"after statement {stop_after}"

    assert stop_after > 10
    assert Incident.objects.get() == done
    assert done.involved.count() == 2
    assert not Draft.objects.exists()


@pytest.mark.claim("D2")
@pytest.mark.claim("D7")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", ["people.models.trail.Entry", "support"])
def test_when_the_trail_or_whoever_listens_fails_nothing_is_kept(trust, monkeypatch, what):
    def fail(*args, **kwargs):
        raise Broken

    before = counts()
    if what == "support":
        reported.connect(fail)
    else:
        monkeypatch.setattr("incidents.actions.reporting.record", fail)
    try:
        with pytest.raises(Broken):
            actions.report(
                by=trust.nneka,
                affected=[Affected("harmed", user=trust.nneka)],
                kinds=["verbal"],
                occurred_on=timezone.localdate(),
                team=trust.elm_ward,
            )
    finally:
        reported.disconnect(fail)

    assert counts() == before
