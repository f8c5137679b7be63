"""A report written without signal: opened for its writer alone, sent once, never lost and never more than was asked."""

import base64
import json
import os
import re
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.urls import reverse

from incidents import offline
from incidents.models import Draft, Incident
from people.models import Notice
from people.roles import RoleKind
from tests.factories import RoleFactory, UserFactory
from tests.incidents.test_odd_input import ODD
from tests.incidents.walking import answer, yesterday

pytestmark = pytest.mark.django_db
SEND = "/report/offline/send/"


def seal(pairs, *, for_user, key):
    """What a device makes of the boxes (static/held.js)."""
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(
        ec.SECP256R1(), base64.b64decode(offline.writer(for_user))
    )
    ours = ec.generate_private_key(ec.SECP256R1())
    point = ours.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    secret = HKDF(hashes.SHA256(), 32, salt=point, info=b"aftercare offline report").derive(
        ours.exchange(ec.ECDH(), theirs)
    )
    nonce = os.urandom(12)
    sealed = AESGCM(secret).encrypt(nonce, json.dumps(pairs).encode(), str(key).encode())
    return base64.b64encode(point + nonce + sealed).decode()


@pytest.fixture
def typed(trust):
    """The least that can be sent, as [box, text]."""
    least = {"kinds": "verbal", "day": yesterday(), "team": str(trust.elm_ward.pk), "my_part": "harmed"}
    return lambda **more: [[name, text] for name, text in (least | more).items()]


@pytest.fixture
def send(client, trust):
    """send(pairs) as Nneka, who is signed in; returns what the device is told."""
    client.force_login(trust.nneka)

    def post(pairs, *, key=None, for_user=None):
        key = key or uuid4()
        sealed = seal(pairs, for_user=for_user or trust.nneka, key=key)
        return client.post(SEND, {"key": key, "sealed": sealed}).json() | {"key": key}

    return post


@pytest.mark.claim("D1")
@pytest.mark.framework("R1")
@pytest.mark.framework("R47")
def test_it_is_one_report_however_often_it_arrives(client, trust, send, typed):
    key = uuid4()
    boxes = typed(
        place="A home visit",
        what_happened="He would not let me leave.",
        everyone_safe="yes",
        alleged="patient",
        occurred_time="23:05",
    ) + [["other1-named", trust.will.email], ["other1-part", "witness"]]

    answers = [send(boxes, key=key) for _ in range(3)]

    incident = Incident.objects.get()
    assert [one["outcome"] for one in answers] == ["sent"] * 3
    assert {one["reference"] for one in answers} == {incident.reference}
    assert (incident.reporter, incident.place) == (trust.nneka, "A home visit")
    assert (incident.what_happened, incident.everyone_safe) == ("He would not let me leave.", "yes")
    assert set(incident.involved.values_list("user", flat=True)) == {trust.nneka.pk, trust.will.pk}
    assert incident.alleged.get().kind == "patient"
    assert client.get(answers[0]["href"]).status_code == 200
    assert not Draft.objects.exists()


def test_what_has_to_be_mended_is_kept_as_a_draft_and_what_is_mended_there_stays(client, trust, send, typed):
    key = uuid4()
    boxes = typed(team="", what_happened="Kept word for word.")

    assert send(boxes, key=key)["outcome"] == "draft"

    draft = Draft.objects.get()
    assert (draft.pk, draft.by) == (key, trust.nneka)
    assert client.get(f"/report/{key}/check/").url == f"/report/{key}/where/?mend=1"
    assert Notice.objects.get(to=trust.nneka).link == f"/report/{key}/check/"
    answer(client, draft, "story", what_happened="Mended since.")
    assert send(boxes, key=key)["outcome"] == "draft"
    answer(client, draft, "where", team=trust.elm_ward.pk)
    client.post(f"/report/{key}/check/")
    assert send(boxes, key=key)["outcome"] == "sent"
    assert Incident.objects.get().what_happened == "Mended since."
    assert not Draft.objects.exists()


def test_somebody_who_cannot_be_found_stays_in_the_draft_by_name(trust, send, typed):
    unknown = typed(my_part="none") + [["other1-named", "Jo Temp"], ["other1-part", "harmed"]]
    assert send(unknown)["outcome"] == "draft"
    assert Draft.objects.get().answers["people"][0]["name"] == "Jo Temp"

    reachable = [*unknown, ["other1-contact", "07700 900123"]]
    assert send(reachable)["outcome"] == "sent"
    assert Incident.objects.get().involved.get().contact == "07700 900123"


@pytest.mark.claim("A3")
@pytest.mark.framework("R4")
def test_the_writer_decides_who_may_see_it_even_without_signal(trust, send, typed):
    private = {"kinds": "sexual_harassment"}
    assert send(typed(**private))["outcome"] == "draft"
    send(typed(**private, seal="lead", alleged="colleague", colleague=trust.maya.email))

    incident = Incident.objects.get()
    assert incident.sealed_to == trust.sasha
    assert not Incident.objects.visible_to(trust.maya).exists()
    RoleFactory(user=UserFactory(team=trust.oak_ward), kind=RoleKind.SEXUAL_SAFETY_LEAD)
    assert send(typed(**private, seal="lead"))["outcome"] == "draft"  # which of the two?
    assert Incident.objects.count() == 1


@pytest.mark.claim("G3")
def test_nobody_else_can_send_or_open_it(client, trust, send, typed):
    key, pairs = uuid4(), typed(what_happened="Only mine")
    sealed = seal(pairs, for_user=trust.nneka, key=key)

    client.force_login(trust.omar)
    assert client.post(SEND, {"key": key, "sealed": sealed}).json() == {"outcome": "unreadable"}
    assert client.get("/report/offline/who/").json()["writer"] != offline.writer(trust.nneka)
    client.logout()
    assert client.post(SEND, {"key": key, "sealed": sealed}).status_code == 302
    assert client.get("/report/offline/who/").status_code == 302
    assert not Incident.objects.exists()

    client.force_login(trust.nneka)
    assert client.post(SEND, {"key": uuid4(), "sealed": sealed}).json() == {"outcome": "unreadable"}
    for broken in ("", "???", sealed[:-8], "A" * 400, base64.b64encode(b"x" * 77).decode()):
        assert client.post(SEND, {"key": key, "sealed": broken}).status_code == 400
    for odd in (None, 7, ["x"], [["kinds"]], [[1, 2]], {"a": 1}):
        assert send(odd)["outcome"] == "unreadable"
    assert client.post(SEND, {"key": key, "sealed": sealed}).json()["outcome"] == "sent"


@pytest.mark.claim("D1")
def test_a_key_that_is_somebody_else_s_gives_nothing_away(trust, report, send, typed):
    theirs = report(by=trust.omar, form_key=uuid4())
    drafted = uuid4()
    Draft.objects.create(pk=drafted, by=trust.omar)

    for key in (theirs.form_key, drafted):
        assert send(typed(), key=key) == {"outcome": "not yours", "key": key}

    assert Incident.objects.count() == 1
    assert Draft.objects.get().answers == {}


@pytest.mark.claim("D11")
def test_only_the_boxes_of_the_form_are_read(trust, send, typed):
    extra = {
        "reporter": str(trust.omar.pk),
        "status": "closed",
        "channel": "imported",
        "reported_at": "2020-01-01",
        "is_sealed": "true",
        "sealed_to": str(trust.sasha.pk),
        "form_key": str(uuid4()),
        "user": str(trust.omar.pk),
        "other1-user": str(trust.omar.pk),
    }
    sent = send(typed(**extra))

    incident = Incident.objects.get()
    assert (incident.reporter, incident.status, incident.channel) == (trust.nneka, "holding", "full")
    assert (incident.is_sealed, incident.form_key) == (False, sent["key"])
    assert incident.involved.get().user == trust.nneka


@pytest.mark.claim("D9")
@pytest.mark.parametrize("words", [*ODD.values(), "\ud800 half"], ids=[*ODD, "half a letter"])
def test_odd_words_in_every_box_are_kept_or_asked_about(client, trust, send, typed, words):
    words = words[:200_000]
    for box in ("what_happened", "place", "colleague", "kinds", "day", "team", "other1-named", words[:50]):
        sent = send([*typed(), [box, words], ["other1-part", "witness"], ["other1-contact", words]])
        assert sent["outcome"] in ("sent", "draft"), box
        assert client.get(sent["href"], follow=True).status_code == 200, box


def test_when_nobody_can_look_after_it_it_waits_as_a_draft(send, typed, monkeypatch):
    from people.lines import NobodyResponsible

    def nobody(**kwargs):
        raise NobodyResponsible("nobody")

    monkeypatch.setattr("incidents.actions.report", nobody)
    assert send(typed())["outcome"] == "draft"
    assert Draft.objects.get().answers["kinds"] == {"kinds": ["verbal"]}


@pytest.mark.claim("B10")
def test_what_a_device_keeps_is_the_same_for_everybody(client, trust):
    pages = []
    for user in (trust.nneka, trust.omar):
        client.force_login(user)
        answer = client.get("/report/offline/", headers={"x-background": "1"})  # as the worker asks
        pages.append(re.sub(r'nonce="[^"]*"', "", answer.content.decode()))
        assert not answer.cookies
        for private in (str(user), user.email, "csrf", offline.writer(user)):
            assert private not in answer.content.decode()
    assert pages[0] == pages[1]


def test_the_worker_keeps_the_form_and_its_files_and_nothing_else(client, trust):
    answer = client.get("/report/worker.js")
    kept = json.loads(re.search(r"const KEPT = (\{.*\});", answer.content.decode())[1])

    assert answer["Content-Type"].startswith("text/javascript")
    assert kept["page"] == reverse("incidents:offline")
    assert kept["opens"] == ["/report/", "/report/offline/"]
    assert all(file.startswith("/static/") for file in kept["files"])
