"""Walking through the questions with Django's client, for the tests of this room."""

import uuid
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from incidents.models import Draft


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
