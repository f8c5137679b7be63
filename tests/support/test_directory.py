"""The directory of help: who finds what, who keeps it, and that nobody forgets to check it."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents.actions import Affected
from people import actions as people
from people.checking import Register
from people.clock import now
from people.models import Entry, Notice
from people.roles import RoleKind
from support import actions
from support.deadlines import LONDON
from support.directory.checking import CHECKING
from support.directory.needs import NEEDS, Tier
from support.directory.organisations import ORGANISATIONS
from support.models import Service
from support.reading.directory import find_help
from support.visits import door
from tests.factories import RoleFactory

AT = datetime(2026, 3, 2, 9, tzinfo=LONDON)
ADDRESS = "/support/directory/"


@pytest.fixture
def add(trust):
    """An entry that has been checked, kept by Olive of occupational health."""

    def make(name="Counselling line", *, by=None, at=AT, **facts):
        facts = {
            "what_for": "Talk to a counsellor.",
            "tier": Tier.WORK_HEALTH,
            "needs": ["mind"],
            "checked": True,
        } | facts
        return actions.add_service(by=by or trust.olive, name=name, at=at, **facts)

    return make


def names(**wanted):
    return [one.service.name for one in find_help(at=AT, **wanted)]


@pytest.mark.framework("R30")
@pytest.mark.framework("R138")
def test_everybody_finds_what_was_checked_and_nobody_finds_the_rest(trust, add):
    add("Open to all")
    add("Only at Riverside", sites=[trust.riverside])
    add("Only at the General", sites=[trust.general], needs=["money"])
    add("Not checked", checked=False)
    actions.retire_service(add("Retired"), by=trust.viv, at=AT)

    assert names() == ["Only at Riverside", "Only at the General", "Open to all"]
    assert names(site=trust.general) == ["Only at the General", "Open to all"]
    assert names(site=trust.general, need="money") == ["Only at the General"]
    assert set(Service.objects.visible_to(trust.omar).values_list("name", flat=True)) == set(names())
    assert Service.objects.visible_to(trust.ade).count() == 5


@pytest.mark.framework("R30")
def test_the_lightest_help_stands_first(add):
    add("Trauma clinic", tier=Tier.SPECIALIST)
    add("A leaflet", tier=Tier.SELF_HELP)
    assert names() == ["A leaflet", "Trauma clinic"]


def test_only_its_keepers_change_it(trust, add):
    service = add()
    for one in (trust.maya, trust.hana, trust.omar, trust.bea):
        with pytest.raises(PermissionDenied):
            add("Theirs", by=one)
        with pytest.raises(PermissionDenied):
            actions.verify_service(service, by=one)
        with pytest.raises(PermissionDenied):
            actions.retire_service(service, by=one)
        with pytest.raises(PermissionDenied):
            actions.measure_service(service, by=one, capacity=9, wait_days=1)
    service.refresh_from_db()
    assert (service.retired_at, service.capacity, Service.objects.count()) == (None, None, 1)
    assert not Entry.objects.filter(event__in=["directory.retired", "directory.measured"]).exists()


@pytest.mark.framework("R118")
def test_room_and_waiting_time_are_noted_with_their_date_and_keeper(trust, add):
    service = actions.measure_service(add(), by=trust.viv, capacity=12, wait_days=21, at=AT)
    assert (service.measured_by, service.measured_at) == (trust.viv, AT)
    assert list(service.history.values_list("wait_days", flat=True)) == [21, None]


def told(at):
    return sorted(
        (notice.to.first_name, notice.line)
        for notice in Notice.objects.filter(created_at=at, key__startswith="service")
    )


@pytest.mark.framework("R138")
def test_a_stale_entry_is_flagged_to_its_keeper_twice_and_then_to_the_lead(trust, add, settings):
    settings.DIRECTORY_CHECKED_EVERY_DAYS = 30
    service = add()
    due = AT + timedelta(days=30)
    heard = {}
    for day in range(60):
        at = AT + timedelta(days=day)
        CHECKING.flag_batch(at)
        CHECKING.flag_batch(at)
        if told(at):
            heard[day] = [name for name, _ in told(at)]
    assert service.due_at == due
    assert heard == {31: ["Olive"], 38: ["Olive"], 45: ["Viv"], 59: ["Viv"]}
    assert not any(service.name in line for _, line in told(AT + timedelta(days=31)))

    actions.verify_service(service, by=trust.viv, at=AT + timedelta(days=59))
    Notice.objects.all().delete()
    CHECKING.flag_batch(AT + timedelta(days=80))
    assert not Notice.objects.exists()


def test_a_retired_entry_is_flagged_to_nobody(trust, add):
    actions.retire_service(add(), by=trust.viv, at=AT)
    CHECKING.flag_batch(AT + timedelta(days=400))
    assert not Notice.objects.exists()


def test_one_that_cannot_be_flagged_holds_up_no_other(trust, add, monkeypatch):
    add("First"), add("Second")

    def broken(register, service, who, at):
        if service.name == "First":
            raise RuntimeError("broken")
        return [trust.olive]

    monkeypatch.setattr(Register, "who_hears", broken)
    assert CHECKING.flag_batch(AT + timedelta(days=200)) == 2
    assert Notice.objects.count() == 1


@pytest.mark.claim("G8")
def test_entries_of_a_keeper_who_leaves_pass_to_the_lead(trust, add):
    service = add()
    people.end_account(trust.olive, by=trust.ade)
    service.refresh_from_db()
    assert service.keeper == trust.viv


def test_entries_of_a_keeper_who_loses_the_role_pass_on_and_those_of_one_who_keeps_another_stay(trust, add):
    RoleFactory(user=trust.viv, kind=RoleKind.ADMINISTRATOR)
    hers, olives = add(by=trust.viv), add("Other")
    people.end_role(trust.viv.roles.get(kind=RoleKind.PREVENTION_LEAD), by=trust.ade)
    people.end_role(trust.olive.roles.get(), by=trust.ade)
    hers.refresh_from_db(), olives.refresh_from_db()
    assert hers.keeper == trust.viv
    assert olives.keeper in (trust.viv, trust.ade)


@pytest.mark.framework("R65")
def test_the_page_narrows_by_need_and_says_when_an_entry_was_last_checked(trust, client, add):
    trust.elm_ward.recovery_space = "The quiet room"
    trust.elm_ward.save()
    add("Old line", at=datetime(2024, 5, 6, 9, tzinfo=LONDON), needs=["talk"], reach="Room 4")
    add("Hidden here", sites=[trust.riverside], needs=["talk"])
    client.force_login(trust.nneka)

    page = client.get(ADDRESS, {"need": "talk"}).content.decode()
    assert "Old line" in page
    assert "Room 4" in page
    assert "May have changed" in page
    assert "Last checked on 6 May 2024" in page
    assert "Hidden here" not in page
    assert "Hidden here" in client.get(ADDRESS, {"need": "talk", "site": ""}).content.decode()
    assert "The quiet room" in client.get(ADDRESS).content.decode()
    assert "Nothing is listed for this yet" in client.get(ADDRESS, {"need": "money"}).content.decode()
    assert client.get(ADDRESS, {"need": "nonsense", "site": "x", "page": "-1"}).status_code == 200
    assert client.get("/support/directory/keep/").status_code == 403


def test_the_list_asks_as_often_for_three_hundred_entries_as_for_three(trust, client, add):
    client.force_login(trust.viv)

    def asked(address):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    for number in range(3):
        add(f"Entry {number}", sites=[trust.general])
    few = asked(f"{ADDRESS}?site="), asked("/support/directory/keep/")
    first = Service.objects.first()
    Service.objects.bulk_create(
        Service(
            name=f"Entry {number}",
            what_for="x",
            tier=1,
            needs=["mind"],
            keeper=trust.viv,
            verified_at=AT,
            verified_by=trust.viv,
            due_at=first.due_at,
        )
        for number in range(3, 300)
    )
    assert (asked(f"{ADDRESS}?site="), asked("/support/directory/keep/")) == few


def test_an_entry_is_added_from_a_suggestion_checked_changed_and_retired(trust, client):
    client.force_login(trust.viv)
    page = client.get("/support/directory/keep/add/?from=samaritans").content.decode()
    assert "Samaritans" in page
    typed = {
        "name": "Samaritans",
        "what_for": "Somebody who listens.",
        "tier": "3",
        "needs": ["talk"],
        "self_referral": "yes",
        "cost": "free",
        "is_statutory": "yes",
        "keeper": trust.olive.pk,
    }
    wrong = client.post("/support/directory/keep/add/", typed).content.decode()
    assert "Say which law asks for it" in wrong
    assert "Somebody who listens." in wrong
    client.post("/support/directory/keep/add/", typed | {"duty": "The Health and Safety Act"})
    service = Service.objects.get()
    assert service.verified_at is None
    assert service.keeper == trust.olive
    assert service.is_statutory
    address = f"/support/directory/keep/{service.pk}/"
    assert "Nobody finds it until you have checked it" in client.get(address).content.decode()

    client.post(f"{address}act/", {"do": "verify"})
    client.post(f"{address}change/", typed | {"is_statutory": "no", "sites": [trust.general.pk]})
    client.post(f"{address}room/", {"capacity": "8", "wait_days": ""})
    service.refresh_from_db()
    assert service.verified_by == trust.viv
    assert not service.is_statutory
    assert service.capacity == 8
    assert list(service.sites.all()) == [trust.general]
    client.post(f"{address}act/", {"do": "retire"})
    assert client.get(ADDRESS).content.decode().count("Samaritans") == 0
    client.post(f"{address}act/", {"do": "restore"})
    service.refresh_from_db()
    assert service.retired_at is None
    assert service.verified_at is None


def test_what_is_suggested_holds_no_number_and_meets_needs_that_there_are():
    for one in ORGANISATIONS.values():
        assert not any(letter.isdigit() for letter in one.what_for)
        assert set(one.needs) <= set(NEEDS)


def test_somebody_without_an_account_finds_what_is_at_their_site(client, report, trust, add):
    add("Near"), add("Far away", sites=[trust.riverside])
    guest = report(affected=[Affected("responder", name="Sam Kite", contact="sam@agency.example")])
    client.post(door.link_of(door.open_for(guest.involved.get().case, "own", at=now())))

    page = client.get("/support/door/mine/directory/").content.decode()
    assert "Near" in page
    assert "Far away" not in page
    assert "Keep the directory" not in page
    assert "/support/door/mine/directory/" in client.get("/support/door/mine/").content.decode()
