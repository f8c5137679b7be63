"""Reporting an incident, page by page, as somebody with no JavaScript does it."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.models import Draft, Incident

pytestmark = pytest.mark.django_db


def yesterday():
    return (timezone.localdate() - timedelta(days=1)).isoformat()


def begin(client, *kinds):
    """Answer the first question; returns the draft."""
    key = uuid.uuid4()
    response = client.post(reverse("incidents:report"), {"key": key, "kinds": kinds or ["physical"]})
    assert response.status_code == 302, response.content.decode()
    return Draft.objects.get(pk=key)


def answer(client, draft, page, **data):
    """Answer one question; returns the address of the next."""
    response = client.post(f"/report/{draft.pk}/{page}/", data)
    assert response.status_code == 302, response.content.decode()
    return response.url


def ready(client, trust, *kinds, **more):
    """A draft with the least that can be sent."""
    draft = begin(client, *kinds)
    answer(client, draft, "when", day=yesterday())
    answer(client, draft, "where", team=trust.elm_ward.pk)
    answer(client, draft, "who", my_part="harmed")
    answer(client, draft, "others", more="no")
    for page, data in more.items():
        answer(client, draft, page, **data)
    return draft


@pytest.fixture
def nneka(client, trust):
    client.force_login(trust.nneka)
    return client


@pytest.mark.framework("R46")
def test_the_whole_report_with_every_question(nneka, trust):
    draft = begin(nneka, "physical", "harassment")

    assert answer(nneka, draft, "when", day=yesterday(), occurred_time="2305").endswith("/where/")
    assert answer(nneka, draft, "where", team=trust.elm_ward.pk, place="Bay 3").endswith("/who/")
    assert answer(nneka, draft, "who", my_part="harmed").endswith("/others/")
    assert answer(nneka, draft, "others", more="yes").endswith("/person/")
    assert answer(nneka, draft, "person", named="Will Tanner", part="witness").endswith("/others/")
    assert answer(nneka, draft, "others", more="no").endswith("/story/")
    assert answer(nneka, draft, "story", what_happened="He hit out.").endswith("/by/")
    assert answer(nneka, draft, "by", alleged="patient").endswith("/safety/")
    safety = {"harm": "low", "everyone_safe": "yes", "weapon": "no", "security": "yes", "police": "no"}
    assert answer(nneka, draft, "safety", **safety).endswith("/because/")
    assert answer(nneka, draft, "because", hate_motive="yes", characteristics=["race", "sex"]).endswith(
        "/check/"
    )
    page = nneka.get(f"/report/{draft.pk}/check/").content.decode()
    assert "Will Tanner" in page
    assert "23:05" in page

    sent = answer(nneka, draft, "check")

    incident = Incident.objects.get()
    assert incident.kinds == ["physical", "harassment"]
    assert incident.occurred_on.isoformat() == yesterday()
    assert incident.occurred_time.isoformat() == "23:05:00"
    assert (incident.place, incident.what_happened) == ("Bay 3", "He hit out.")
    assert (incident.harm, incident.weapon, incident.police) == ("low", "no", "no")
    assert incident.characteristics == ["race", "sex"]
    assert {(str(one), one.part) for one in incident.involved.all()} == {
        ("Nneka Obi", "harmed"),
        ("Will Tanner", "witness"),
    }
    assert not Draft.objects.exists()
    page = nneka.get(sent).content.decode()
    assert incident.reference in page
    assert "Will Tanner" in page


def test_the_least_that_can_be_sent(nneka, trust):
    draft = ready(nneka, trust)

    response = nneka.post(f"/report/{draft.pk}/check/")

    assert response.url == f"/report/{draft.pk}/sent/"
    incident = Incident.objects.get()
    assert incident.reporter == trust.nneka
    assert incident.hate_motive == "not_known"
