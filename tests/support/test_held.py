"""Everything held about somebody: all of theirs, and nothing of anybody else's."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from incidents.actions import Affected, Alleged
from people.clock import now
from people.models import Entry
from support import actions
from support.models import Case
from support.own import held
from support.visits import door
from tests.factories import UserFactory


def unpacked(content):
    folder = zipfile.ZipFile(io.BytesIO(content))
    return {name: folder.read(name).decode() for name in folder.namelist()}


def test_every_table_about_a_case_was_thought_about():
    tables = {
        field.remote_field.get_accessor_name()
        for model in apps.get_models()
        if not model._meta.object_name.startswith("Historical")
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model is Case
    }
    assert tables - set(held.HELD) - set(held.LEFT_OUT) == set()


@pytest.mark.claim("H5")
@pytest.mark.claim("A2")
@pytest.mark.claim("A3")
def test_all_of_theirs_and_nothing_of_anybody_else(report, trust):
    karl = UserFactory(first_name="Karl", last_name="Accused", team=trust.elm_ward)
    case = (
        report(
            what_happened="canary-told",
            affected=[
                Affected("harmed", user=trust.nneka),
                Affected("witness", user=trust.petra),
                Affected("responder", name="Stranger", contact="stranger@agency.example"),
            ],
            alleged=[Alleged("colleague", user=karl)],
        )
        .involved.get(user=trust.nneka)
        .case
    )
    actions.keep_version(case, by=trust.nneka, words="canary-kept")
    actions.write_statement(case, by=trust.nneka, words="canary-draft")
    actions.say_read(case, "money", by=trust.nneka)
    actions.ask_for_somebody_else(case, by=trust.nneka, why="uneasy")

    takes = {one.first_name: unpacked(actions.take_all(by=one)) for one in (trust.nneka, trust.petra, karl)}

    mine = takes["Nneka"]
    for name in ("about-me.json", "about-me.html"):
        for canary in (
            "canary-told",
            "canary-kept",
            "canary-draft",
            "money",
            "uneasy",
            case.incident.reference,
        ):
            assert canary in mine[name], (name, canary)
        for other in ("Petra", "Vale", "Stranger", "stranger@", "Karl", "Accused"):
            assert other not in mine[name], (name, other)
    assert json.loads(mine["about-me.json"])["support"][0]["you"]["part"] == "harmed"
    witness = takes["Petra"]["about-me.json"]
    assert case.incident.reference in witness
    assert not any(one in witness for one in ("canary", "Nneka", "Stranger", "Karl"))
    accused = str(takes["Karl"])
    assert not any(
        one in accused for one in ("canary", "Nneka", "Petra", "Stranger", case.incident.reference)
    )
    assert Entry.objects.filter(event="own.taken").count() == 3


def test_it_asks_for_the_password_or_for_a_link_just_opened(client, report, trust, monkeypatch):
    trust.nneka.set_password("a long enough password")
    trust.nneka.save()
    case = (
        report(affected=[Affected("harmed", name="Sam Kite", contact="sam@agency.example")])
        .involved.get()
        .case
    )
    client.force_login(trust.nneka)
    assert (
        "This is not your password"
        in client.post("/support/me/download/", {"password": "x"}).content.decode()
    )
    taken = client.post("/support/me/download/", {"password": "a long enough password"})
    assert taken["Content-Type"] == "application/zip"
    assert taken["Cache-Control"] == "no-store"
    for _ in range(6):
        answer = client.post("/support/me/download/", {"password": "x"})
    assert answer.status_code == 302

    client.post(door.link_of(door.open_for(case, at=now())))
    assert "Sam Kite" in unpacked(client.post("/support/door/mine/download/").content)["about-me.json"]
    monkeypatch.setattr("support.views.own_things.now", lambda: timezone.now() + timedelta(minutes=31))
    assert client.post("/support/door/mine/download/")["Content-Type"].startswith("text/html")
    monkeypatch.undo()
    client.post(door.link_of(door.open_for(case, at=now(), made_by=trust.maya)))
    assert client.post("/support/door/mine/download/").status_code == 403


def test_whoever_looks_after_them_sends_or_hands_over_a_link(client, report, trust):
    case = report(affected=[Affected("harmed", name="Sam Kite", contact="07700 900123")]).involved.get().case
    client.force_login(trust.maya)
    made = client.post(f"/support/cases/{case.pk}/door/", {"do": "show"}).content.decode()
    link = next(word for word in made.split() if "/support/door/" in word and "." in word)
    link = link[link.index("/support/door/") :].split("<")[0]
    assert Entry.objects.filter(event="door.made", by=trust.maya).exists()
    assert link.split("/")[3] not in client.get(f"/support/cases/{case.pk}/").content.decode()
    client.post(f"/support/cases/{case.pk}/door/", {"do": "send"})
    assert case.doors.count() == 1
    client.logout()
    assert client.post(link).status_code == 302
    page = client.get("/support/door/mine/").content.decode()
    assert "impact statement" not in page
    assert "Download everything" not in page
