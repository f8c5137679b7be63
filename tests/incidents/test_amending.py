"""Correcting a report and saying where it stands: nothing is lost, and what it said before is kept."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import close_old_connections, connection

from incidents import actions
from incidents.models import Incident
from incidents.workflow import CannotMove
from people.models import Entry, Notice

pytestmark = pytest.mark.django_db


def page_of(client, incident):
    """The fields of the amend page as a browser would send them back."""
    form = client.get(f"/incidents/{incident.reference}/amend/").context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    day = data.pop("occurred_on")
    return data | {"occurred_on_day": day.day, "occurred_on_month": day.month, "occurred_on_year": day.year}


def save(client, incident, data):
    return client.post(f"/incidents/{incident.reference}/amend/", data)


@pytest.mark.framework("R82")
def test_the_reporter_corrects_it_and_what_it_said_before_is_kept(nneka, trust, report):
    incident = report()

    saved = save(
        nneka, incident, page_of(nneka, incident) | {"what_happened": "He was confused.", "weapon": "no"}
    )

    assert saved.url == f"/incidents/{incident.reference}/"
    incident.refresh_from_db()
    assert (incident.what_happened, incident.weapon) == ("He was confused.", "no")
    page = nneka.get(saved.url).content.decode()
    assert "A patient who was confused hit out." in page
    assert "Nneka Obi" in page.split("What has changed")[1]
    assert Entry.objects.filter(event="incident.amended", by=trust.nneka).count() == 1
    assert incident.history.first().history_user == trust.nneka


def test_the_manager_corrects_it_and_the_reporter_is_told_no_detail(client, trust, report):
    incident = report()
    client.force_login(trust.maya)
    save(client, incident, page_of(client, incident) | {"place": "Corridor"})
    notice = Notice.objects.get(to=trust.nneka, key__startswith="incident-corrected")
    assert notice.line == "A report you made has been corrected"


def test_saving_with_nothing_changed_changes_nothing(nneka, report):
    incident = report()
    save(nneka, incident, page_of(nneka, incident))
    assert incident.history.count() == 1
    assert not Entry.objects.filter(event="incident.amended").exists()


@pytest.mark.claim("D5")
def test_the_second_of_two_editors_sees_both_texts_and_loses_nothing(nneka, client, trust, report):
    incident = report()
    mine = page_of(nneka, incident)
    actions.amend(
        incident, by=trust.maya, version=incident.version, what_happened="MAYAS WORDS", place="MAYAS PLACE"
    )

    met = save(nneka, incident, mine | {"what_happened": "NNEKAS WORDS"})

    assert met.status_code == 409
    page = met.content.decode()
    for words in ("MAYAS WORDS", "NNEKAS WORDS", "MAYAS PLACE"):
        assert words in page
    assert "Bay 3" not in page, "what Nneka left alone is not put back to what it was"
    offered = met.context["form"]
    assert offered["what_happened"].value() == "NNEKAS WORDS"
    incident.refresh_from_db()
    assert incident.what_happened == "MAYAS WORDS"

    again = mine | {
        "what_happened": "MAYAS WORDS. NNEKAS WORDS",
        "place": offered["place"].value(),
        "version": offered["version"].value(),
    }
    assert save(nneka, incident, again).status_code == 302
    incident.refresh_from_db()
    assert (incident.what_happened, incident.place) == ("MAYAS WORDS. NNEKAS WORDS", "MAYAS PLACE")
    assert "MAYAS WORDS" in [row.what_happened for row in incident.history.all()]


@pytest.mark.claim("D5")
@pytest.mark.django_db(transaction=True)
def test_of_ten_editors_at_once_one_saves_and_nine_are_shown_both(trust, report):
    incident = report()
    version, gate, ends = incident.version, threading.Barrier(10), []

    def edit(n):
        gate.wait()
        try:
            actions.amend(incident, by=trust.maya, version=version, what_happened=f"Words {n}")
            ends.append("saved")
        except actions.ChangedMeanwhile:
            ends.append("shown")
        finally:
            connection.close()
            close_old_connections()

    editors = [threading.Thread(target=edit, args=[n]) for n in range(10)]
    for editor in editors:
        editor.start()
    for editor in editors:
        editor.join()

    assert sorted(ends) == ["saved"] + ["shown"] * 9
    assert incident.history.count() == 2


@pytest.mark.claim("D11")
def test_fields_that_the_page_does_not_ask_for_are_not_changed(nneka, trust, report):
    incident = report(kinds=["sexual_harassment"], sealed_to=trust.sasha)
    before = Incident.objects.values().get()
    extra = {
        "status": "closed",
        "reporter": trust.maya.pk,
        "team": trust.oak_ward.pk,
        "is_sealed": "",
        "sealed_to": "",
        "reference": "AC-MINE-MINE",
        "channel": "imported",
        "reported_at": "2020-01-01",
        "is_staff": "on",
        "stage": "x",
        "owner": "x",
        "severity": "x",
        "id": "x",
        "form_key": "x",
        "legacy_reference": "x",
    }

    save(nneka, incident, page_of(nneka, incident) | extra | {"place": "Bay 9"})

    after = Incident.objects.values().get()
    assert {name for name in before if before[name] != after[name]} <= {"place", "words", "near"}
    assert after["place"] == "Bay 9"
    with pytest.raises(TypeError, match="status"):
        actions.amend(incident, by=trust.nneka, version="", status="closed")


def test_an_amend_refused_says_what_to_do_and_keeps_the_words(nneka, report):
    incident = report()
    response = save(nneka, incident, page_of(nneka, incident) | {"kinds": [], "what_happened": "KEPT WORDS"})
    assert response.status_code == 200
    assert "Choose what happened" in response.content.decode()
    assert "KEPT WORDS" in response.content.decode()


# Where it stands


@pytest.mark.parametrize("name", ["maya", "dev", "ruth", "viv"])
def test_those_who_look_after_it_move_it_on(client, trust, report, name):
    incident = report()
    client.force_login(getattr(trust, name))

    client.post(f"/incidents/{incident.reference}/move/", {"to": "reviewing"})

    incident.refresh_from_db()
    assert incident.status == "reviewing"
    entry = Entry.objects.get(event="incident.moved")
    assert (entry.by, entry.why) == (getattr(trust, name), "reviewing")
    assert Notice.objects.filter(to=trust.nneka, key=f"incident-reviewing:{incident.pk}").count() == 1


def test_the_one_a_sealed_report_was_sent_to_moves_it(trust, report):
    incident = report(kinds=["sexual_assault"], sealed_to=trust.sasha)
    actions.move(incident, by=trust.sasha, to="reviewing")
    with pytest.raises(PermissionDenied):
        actions.move(incident, by=trust.maya, to="approving")


def test_what_is_not_in_the_table_cannot_happen(client, trust, report):
    incident = report()
    with pytest.raises(CannotMove):
        actions.move(incident, by=trust.maya, to="approving")
    client.force_login(trust.maya)
    page = client.post(f"/incidents/{incident.reference}/move/", {"to": "approving"})
    assert "Choose from the answers on this page" in page.content.decode()
    incident.refresh_from_db()
    assert incident.status == "holding"


def test_closing_is_not_offered_and_not_done(client, trust, report):
    incident = report()
    actions.move(incident, by=trust.maya, to="reviewing")
    actions.move(incident, by=trust.maya, to="approving")
    client.force_login(trust.maya)

    assert 'value="closed"' not in client.get(f"/incidents/{incident.reference}/").content.decode()
    with pytest.raises(CannotMove):
        actions.move(incident, by=trust.maya, to="closed")


def test_the_reporter_does_not_say_where_it_stands(trust, report):
    incident = report()
    with pytest.raises(PermissionDenied):
        actions.move(incident, by=trust.nneka, to="reviewing")
    assert not Entry.objects.filter(event="incident.moved").exists()
