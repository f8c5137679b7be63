"""Proof of what court and other help costs: cleaned like a report's files, and read by few (R90)."""

import pytest
from django.core.exceptions import PermissionDenied

from incidents.actions import Affected, Alleged, NoRoom
from incidents.cleaning import Clean
from people.clock import now
from people.models import Entry
from support import actions
from support.models import HelpFile
from support.visits import door
from tests.incidents.files import OWNER, photo, upload

TICKET = Clean("text", ".txt", b"canary-ticket")


@pytest.fixture
def court(case, trust):
    return actions.open_help(case, "court", by=trust.maya)


@pytest.mark.framework("R90")
@pytest.mark.claim("F2")
@pytest.mark.claim("B9")
def test_the_colleague_adds_proof_that_is_cleaned_and_only_handed_over_as_a_file(client, trust, court):
    client.force_login(trust.nneka)
    page = f"/support/me/help/{court.pk}/files/"
    assert page in client.get("/support/me/").content.decode()
    sent = {"file": upload(b"MZ" + bytes(90), "ticket.jpg"), "shows": "canary-shows"}
    wrong = client.post(page, sent).content.decode()
    assert "can be added" in wrong
    assert "canary-shows" in wrong
    assert not HelpFile.objects.exists()
    client.post(page, {"file": upload(photo(), f"{OWNER}.jpg"), "shows": "canary-shows"})
    file = HelpFile.objects.get()
    assert OWNER.encode() not in bytes(file.content)
    assert b"Canary Phone" not in bytes(file.content)

    for user, space in ((trust.nneka, "me/"), (trust.maya, "")):
        client.force_login(user)
        answer = client.get(f"/support/{space}help/{court.pk}/files/{file.pk}/")
        assert answer["Content-Disposition"] == 'attachment; filename="photo-1.jpg"'
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer.content == bytes(file.content)
    assert Entry.objects.filter(event="help_file.read").count() == 2


@pytest.mark.claim("A2")
@pytest.mark.framework("R90")
def test_nobody_else_reads_lists_or_adds_it(client, trust, report, court):
    court.case.incident.alleged.create(kind="colleague", user=trust.will)
    file = actions.add_help_file(court, TICKET, by=trust.nneka, shows="canary-shows")
    elsewhere = report(by=trust.omar, alleged=[Alleged("patient")]).involved.get().case
    other = actions.open_help(elsewhere, "court", by=trust.omar)
    for user in (
        trust.hana,
        trust.olive,
        trust.omar,
        trust.owen,
        trust.petra,
        trust.will,
        trust.chi,
        trust.ade,
    ):
        client.force_login(user)
        for address in (f"help/{court.pk}/files/", f"help/{court.pk}/files/{file.pk}/"):
            assert client.get(f"/support/{address}").status_code == 404
            assert client.get(f"/support/me/{address}").status_code == 404
        with pytest.raises(PermissionDenied):
            actions.add_help_file(court, TICKET, by=user)
        with pytest.raises(PermissionDenied):
            actions.withdraw_help_file(file, by=user)
    client.force_login(trust.omar)
    assert client.get(f"/support/me/help/{other.pk}/files/{file.pk}/").status_code == 404
    file.refresh_from_db()
    assert (file.withdrawn_at, HelpFile.objects.count()) == (None, 1)


@pytest.mark.framework("R77", "R90")
def test_money_takes_proof_for_human_resources_and_other_tracks_take_none(client, trust, case):
    money = actions.open_help(case, "money", by=trust.maya)
    absence = actions.open_help(case, "absence", by=trust.maya)
    actions.add_help_file(money, TICKET, by=trust.hana)
    with pytest.raises(PermissionDenied):
        actions.add_help_file(absence, TICKET, by=trust.nneka)
    client.force_login(trust.nneka)
    assert client.get(f"/support/me/help/{absence.pk}/files/").status_code == 404
    assert "Text 1" in client.get(f"/support/me/help/{money.pk}/files/").content.decode()


@pytest.mark.framework("R90")
def test_the_colleague_takes_any_out_others_only_their_own_and_it_is_given_to_nobody_any_more(
    client, trust, court
):
    mine = actions.add_help_file(court, TICKET, by=trust.nneka)
    hers = actions.add_help_file(court, Clean("text", ".txt", b"a letter"), by=trust.maya)
    assert actions.add_help_file(court, TICKET, by=trust.nneka) == mine
    with pytest.raises(PermissionDenied):
        actions.withdraw_help_file(mine, by=trust.maya)
    client.force_login(trust.nneka)
    out = client.post(f"/support/me/help/{court.pk}/files/{hers.pk}/out/", follow=True)
    assert "is taken out" in out.content.decode()
    actions.withdraw_help_file(mine, by=trust.nneka)
    for file in (mine, hers):
        assert client.get(f"/support/me/help/{court.pk}/files/{file.pk}/").status_code == 404
    assert HelpFile.objects.filter(withdrawn_at=None).count() == 0
    assert HelpFile.objects.count() == 2


def test_no_more_than_a_report_may_hold(trust, court, monkeypatch):
    monkeypatch.setattr("support.actions.help_files.MOST_FILES", 1)
    actions.add_help_file(court, TICKET, by=trust.nneka)
    with pytest.raises(NoRoom):
        actions.add_help_file(court, Clean("text", ".txt", b"another"), by=trust.nneka)


@pytest.mark.framework("R27", "R90")
def test_somebody_without_an_account_adds_theirs_behind_their_door(client, trust, report):
    guard = Affected("harmed", name="Kieran Doyle", contact="kieran@guards.example")
    case = report(affected=[guard]).involved.get().case
    court = actions.open_help(case, "court", by=trust.maya)
    client.post(door.link_of(door.open_for(case, "own", at=now())))
    page = f"/support/door/mine/help/{court.pk}/files/"
    client.post(page, {"file": upload(b"Train, 12.40", "a.txt"), "shows": "Ticket"})
    assert "by <bdi>Kieran Doyle</bdi>" in client.get(page).content.decode()
    assert HelpFile.objects.get().added_by is None
