"""Photos and documents of a report, and recordings held elsewhere: who adds, who is given them, and what is written down."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from incidents import actions, reading, safety
from incidents.actions import Alleged
from incidents.cleaning import Clean
from incidents.models import Duty, Evidence
from people.models import Entry
from tests.incidents import files

NOTE = Clean("text", ".txt", b"He said he would come back.")


@pytest.fixture
def incident(report, trust):
    return report(alleged=[Alleged("colleague", user=trust.chi)])


@pytest.fixture
def evidence(incident, trust):
    return actions.add_evidence(incident, NOTE, by=trust.nneka, shows="What he said")


def fetch(client, user, evidence):
    client.force_login(user)
    return client.get(reverse("incidents:evidence", args=[evidence.incident.reference, evidence.pk]))


@pytest.mark.claim("F2")
def test_a_file_is_handed_over_under_our_name_and_never_shown_as_a_page(client, trust, evidence):
    answer = fetch(client, trust.maya, evidence)

    assert answer.content == NOTE.content
    assert answer["Content-Disposition"] == f'attachment; filename="{evidence.incident.reference}-text-1.txt"'
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.claim("A5")
def test_each_reading_is_written_down_or_does_not_happen(client, trust, evidence, monkeypatch):
    fetch(client, trust.maya, evidence)
    entry = Entry.objects.get(event="evidence.read")
    assert (entry.by, entry.subject_id) == (trust.maya, str(evidence.pk))

    def fails(*args, **kwargs):
        raise DatabaseError("no room")

    monkeypatch.setattr("incidents.reading.evidence.record", fails)
    with pytest.raises(DatabaseError):
        reading.open_evidence(trust.maya, evidence.incident.reference, evidence.pk)
    assert Entry.objects.filter(event="evidence.read").count() == 1


@pytest.mark.claim("A1")
@pytest.mark.claim("A3")
@pytest.mark.parametrize("person", ["chi", "cora", "milo", "omar", "will", "ade"])
def test_the_accused_a_panel_and_outsiders_are_given_nothing(client, trust, incident, evidence, person):
    assert fetch(client, getattr(trust, person), evidence).status_code == 404
    assert list(Evidence.objects.visible_to(getattr(trust, person))) == []
    with pytest.raises(PermissionDenied):
        actions.add_evidence(incident, NOTE, by=getattr(trust, person))
    page = client.get(reverse("incidents:detail", args=[incident.reference]))
    assert "What he said" not in page.content.decode()


def test_what_was_taken_out_is_kept_and_given_to_nobody(client, trust, evidence):
    with pytest.raises(PermissionDenied):
        actions.withdraw_evidence(evidence, by=trust.cora, why="x")
    actions.withdraw_evidence(evidence, by=trust.maya, why="It shows another patient")

    assert fetch(client, trust.nneka, evidence).status_code == 404
    with pytest.raises(Http404):
        reading.open_evidence(trust.maya, evidence.incident.reference, evidence.pk)
    kept = Evidence.objects.get()
    assert (bytes(kept.content), kept.withdrawn_by, kept.withdrawn_why) == (
        NOTE.content,
        trust.maya,
        "It shows another patient",
    )


def test_a_protected_reporter_is_not_named_beside_what_they_added(trust, incident, evidence):
    actions.withdraw_evidence(evidence, by=trust.nneka, why="By mistake")
    incident.protected_to = trust.viv
    for reader, name in ((trust.maya, safety.REPORTER), (trust.viv, trust.nneka)):
        (shown,) = safety.evidence_shown(incident, reader)["evidence"]
        assert (shown.who, shown.out_by) == (name, name)


@pytest.mark.claim("A9")
def test_a_file_is_encrypted_and_cannot_be_exchanged(evidence):
    with connection.cursor() as cursor:
        cursor.execute("SELECT content, shows FROM incidents_evidence")
        content, shows = cursor.fetchone()
    assert b"He said" not in bytes(content)
    assert "What he said" not in shows
    evidence.content = b"Something else"
    with pytest.raises(DatabaseError, match="Cannot update"):
        evidence.save(update_fields=["content"])


def test_a_report_holds_so_many_files_and_each_once(incident, trust, monkeypatch, evidence):
    again = actions.add_evidence(incident, NOTE, by=trust.nneka)
    assert again == evidence

    monkeypatch.setattr("incidents.actions.evidence.MOST_FILES", 1)
    with pytest.raises(actions.NoRoom):
        actions.add_evidence(incident, Clean("text", ".txt", b"Another"), by=trust.nneka)
    monkeypatch.setattr("incidents.actions.evidence.MOST_FILES", 20)
    monkeypatch.setattr("incidents.actions.evidence.MOST_BYTES", 30)
    with pytest.raises(actions.NoRoom):
        actions.add_evidence(incident, Clean("text", ".txt", b"Another"), by=trust.nneka)


def test_what_was_written_stays_when_the_file_is_refused(nneka, incident):
    address = reverse("incidents:evidence-add", args=[incident.reference])
    page = nneka.post(
        address, {"file": files.upload(b"\0\0\0\x18ftypmp42", "a.mp4"), "shows": "The corridor"}
    )
    text = page.content.decode()
    assert "Note where the recording is held" in text
    assert "The corridor" in text
    page = nneka.post(address, {"file": files.upload(b"He left."), "shows": "x" * 301})
    assert "Please choose the file again" in page.content.decode()
    assert not Evidence.objects.exists()

    nneka.post(address, {"file": files.upload(b"He left.", "../x\r\ny.html"), "shows": "The corridor"})
    assert str(Evidence.objects.get()) == "Text 1"


@pytest.mark.framework("R35")
@pytest.mark.framework("R91")
def test_footage_is_noted_decided_about_in_time_and_handed_over(client, trust, incident):
    today = timezone.localdate()
    last, later = today + timedelta(days=20), today + timedelta(days=90)
    footage = actions.note_footage(
        incident, by=trust.nneka, kind="cctv", reference="Camera 14", custodian="Security", kept_until=last
    )
    duty = Duty.objects.get(key="footage")
    assert duty.owner == trust.maya
    assert (timezone.localdate(duty.opens_at), timezone.localdate(duty.due_at)) == (
        last - timedelta(days=7),
        last - timedelta(days=1),
    )
    for stranger in (trust.nneka, trust.cora, trust.chi):
        with pytest.raises(PermissionDenied):
            actions.decide_footage(footage, by=stranger, decision="let_go", why="x")

    actions.decide_footage(footage, by=trust.maya, decision="longer", why="Court", kept_until=later)
    duty.refresh_from_db()
    assert (duty.kept_at, timezone.localdate(duty.due_at)) == (None, later - timedelta(days=1))
    actions.disclose_footage(footage, by=trust.maya, to="PC Lane", on=today, why="Asked for")
    actions.decide_footage(footage, by=trust.maya, decision="copied", why="The police have it")
    assert not Duty.objects.open().filter(key="footage").exists()
    assert footage.history.count() == 3

    client.force_login(trust.maya)
    page = client.get(reverse("incidents:detail", args=[incident.reference])).content.decode()
    assert all(words in page for words in ("Camera 14", "PC Lane", "The police have it"))


def test_footage_that_ran_past_midnight(nneka, incident):
    day = incident.occurred_on
    typed = {
        "kind": "cctv",
        "reference": "Camera 2",
        "custodian": "Security",
        "from_time": "23:50",
        "until_time": "0:20",
    }
    typed |= {f"covers_on_{part}": getattr(day, part) for part in ("day", "month", "year")}
    kept = day + timedelta(days=30)
    typed |= {f"kept_until_{part}": getattr(kept, part) for part in ("day", "month", "year")}
    nneka.post(reverse("incidents:footage-add", args=[incident.reference]), typed)
    footage = incident.footage.get()
    assert footage.covers_until - footage.covers_from == timedelta(minutes=30)
