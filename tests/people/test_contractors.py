"""The register of contractors: who keeps it, its gaps, that nobody forgets to check it, and who works for whom."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people import actions as people
from people import owning
from people.contractors import actions
from people.contractors.checking import CHECKING, due_at
from people.contractors.employers import say_employer
from people.contractors.reading import counts
from people.deadlines import LONDON
from people.joining import take_in
from people.models import Contractor, Entry, Notice, User
from tests.factories import UserFactory

AT = datetime(2026, 3, 2, 9, tzinfo=LONDON)
TODAY = AT.date()
ADDRESS = "/settings/contractors/"


@pytest.fixture
def add(trust):
    """One that keeps its promise, kept by Hana of human resources."""

    def make(name="Brightway Cleaning", *, by=None, at=AT, **facts):
        facts = {
            "does": "Cleaning",
            "route": "own",
            "reach": "0800 555 0100",
            "evidence": "Tender 14.2",
            "seen_on": TODAY,
        } | facts
        return actions.add_contractor(by=by or trust.hana, name=name, at=at, **facts)

    return make


@pytest.mark.framework("R16")
def test_its_keepers_add_change_and_check_a_row_and_nobody_else_does(trust, add):
    contractor = add()
    for one in (trust.maya, trust.olive, trust.bea, trust.nneka):
        with pytest.raises(PermissionDenied):
            add("Theirs", by=one)
        with pytest.raises(PermissionDenied):
            actions.change_contractor(contractor, by=one, keeper=one, route="none")
        for verb in (actions.check_contractor, actions.retire_contractor, actions.restore_contractor):
            with pytest.raises(PermissionDenied):
                verb(contractor, by=one)
    contractor.refresh_from_db()
    assert (contractor.route, contractor.retired_at, contractor.seen_by) == ("own", None, trust.hana)
    assert Entry.objects.filter(event__startswith="contractor.").count() == 1

    later = AT + timedelta(days=9)
    changed = {"evidence": "Clause 9", "seen_on": TODAY}
    actions.change_contractor(contractor, by=trust.viv, keeper=trust.viv, at=later, **changed)
    contractor.refresh_from_db()
    assert (contractor.seen_by, contractor.keeper, contractor.checked_by) == (
        trust.viv,
        trust.viv,
        trust.hana,
    )
    assert actions.check_contractor(contractor, by=trust.viv, at=later).checked_by == trust.viv
    assert list(contractor.history.values_list("evidence", flat=True)) == [
        "Clause 9",
        "Clause 9",
        "Tender 14.2",
    ]


@pytest.mark.framework("R16")
def test_a_gap_is_a_contractor_who_promised_nothing_showed_nothing_or_whose_contract_has_ended(
    trust, add, client
):
    add("Complete")
    add("Nothing", route="none", reach="", evidence="", seen_on=None)
    add("Unseen", evidence="", seen_on=None)
    add("Over", ends_on=TODAY - timedelta(days=1))
    actions.retire_contractor(add("Gone", route="none", reach=""), by=trust.viv)
    gaps = {one.name: one.gaps(TODAY) for one in Contractor.objects.all()}
    assert {name for name, found in gaps.items() if found} == {"Nothing", "Unseen", "Over"}
    assert set(Contractor.objects.with_gaps(TODAY).values_list("name", flat=True)) == {
        "Nothing",
        "Unseen",
        "Over",
    }
    assert gaps["Nothing"] == ["No support is promised to their staff"]
    found = counts(AT)
    assert found == {"all": 4, "own": 3, "ours": 0, "none": 1, "stale": 0, "gaps": 3}

    client.force_login(trust.viv)
    page = client.get(ADDRESS, {"only": "gaps"}).content.decode()
    assert "Nothing" in page
    assert "Complete" not in page
    assert "Complete" in client.get(ADDRESS).content.decode()
    client.force_login(trust.bea)
    board = client.get("/audit/resources/").content.decode()
    assert "Nothing promised" in board
    assert "Unseen" not in board
    assert client.get(ADDRESS).status_code == 403
    client.force_login(trust.olive)
    assert client.get(f"{ADDRESS}{Contractor.objects.get(name='Complete').pk}/").status_code == 404


def test_it_is_checked_on_the_day_named_within_a_year_and_before_the_contract_ends():
    def midnight(*day):
        return datetime(*day, tzinfo=LONDON)

    assert due_at(None, None, AT) == midnight(2027, 3, 2)
    assert due_at(date(2026, 6, 1), None, AT) == midnight(2026, 6, 1)
    assert due_at(None, date(2026, 5, 4), AT) == midnight(2026, 5, 4)
    assert due_at(date(2026, 4, 1), date(2026, 5, 4), AT) == midnight(2026, 4, 1)
    assert due_at(None, date(2026, 3, 1), AT) == midnight(2027, 3, 2)


@pytest.mark.framework("R16")
def test_a_row_that_nobody_checks_is_flagged_to_its_keeper_twice_and_then_to_the_lead(trust, add):
    contractor = add(check_on=date(2026, 4, 1))
    heard = {}
    for day in range(70):
        at = AT + timedelta(days=day)
        CHECKING.flag_batch(at), CHECKING.flag_batch(at)
        if names := [one.to.first_name for one in Notice.objects.filter(created_at=at)]:
            heard[day] = names
    assert heard == {30: ["Hana"], 37: ["Hana"], 44: ["Viv"], 58: ["Viv"]}
    assert not Notice.objects.filter(line__contains=contractor.name).exists()

    Notice.objects.all().delete()
    actions.check_contractor(contractor, by=trust.viv, at=AT + timedelta(days=59))
    CHECKING.flag_batch(AT + timedelta(days=100))
    actions.retire_contractor(contractor, by=trust.viv)
    CHECKING.flag_batch(AT + timedelta(days=900))
    assert not Notice.objects.exists()


@pytest.mark.claim("G8")
def test_rows_of_a_keeper_who_leaves_pass_to_the_lead(trust, add):
    contractor, vivs = add(), add("Other", by=trust.viv)
    people.end_account(trust.hana, by=trust.ade)
    contractor.refresh_from_db()
    assert contractor.keeper == trust.viv
    assert Entry.objects.filter(event="contractor.passed_on", subject_id=str(contractor.pk)).exists()
    assert "contractors" not in owning.by_nobody()
    User.objects.filter(pk=trust.viv.pk).update(is_active=False)
    assert owning.by_nobody()["contractors"] == 2
    assert vivs.keeper == trust.viv


@pytest.mark.framework("R16")
def test_who_works_for_whom_comes_from_the_register_and_an_unknown_name_is_kept_as_it_was_typed(trust, add):
    early = UserFactory(employer="brightway CLEANING", working_as="contractor")
    contractor = add()
    early.refresh_from_db()
    assert early.contractor == contractor

    facts = {"by": trust.ade, "first_name": "Pat", "last_name": "Lowe"}
    known = people.add_person(email="a@x.example", employer=" Brightway  Cleaning ".strip(), **facts)
    chosen = people.add_person(email="b@x.example", contractor=contractor, **facts)
    typed = people.add_person(email="c@x.example", employer="Nobody Knows Ltd", **facts)
    assert (known.contractor, chosen.employer) == (contractor, "Brightway Cleaning")
    assert (typed.contractor, typed.employer) == (None, "Nobody Knows Ltd")

    as_theirs = {"working_as": "contractor", "contractor": contractor, "employer": "BW Ltd"}
    with pytest.raises(PermissionDenied):
        say_employer(typed, by=trust.maya, **as_theirs)
    typed = say_employer(typed, by=trust.ade, **as_theirs)
    assert (typed.contractor, typed.employer, typed.working_as) == (contractor, "BW Ltd", "contractor")


@pytest.mark.framework("R16")
def test_the_staff_directory_names_the_contractor_and_leaves_what_an_administrator_chose(trust, add):
    contractor = add()
    row = {
        "employee_number": "700", "first_name": "Pat", "last_name": "Lowe", "email": "pat@x.example",
        "working_as": "contractor", "employer": "Brightway cleaning", "staff_group": "", "site_code": "RXT77",
        "site_name": "New", "team": "Porters", "supervisor": "", "left_on": None, "heads": False,
    }  # fmt: skip
    take_in(row, by=trust.ade, at=AT)
    pat = User.objects.get(employee_number="700")
    assert pat.contractor == contractor

    take_in(row | {"employer": "Elsewhere"}, by=trust.ade, at=AT)
    pat.refresh_from_db()
    assert (pat.contractor, pat.employer) == (None, "Elsewhere")

    as_theirs = {"working_as": "contractor", "contractor": contractor, "employer": "Elsewhere"}
    say_employer(pat, by=trust.ade, **as_theirs)
    take_in(row | {"employer": "Elsewhere", "last_name": "Lowe-Ash"}, by=trust.ade, at=AT)
    pat.refresh_from_db()
    assert (pat.contractor, pat.last_name) == (contractor, "Lowe-Ash")


def test_a_row_is_added_changed_and_taken_off_by_its_pages_and_nothing_typed_is_lost(trust, client, add):
    client.force_login(trust.viv)
    typed = {
        "name": "Harbour",
        "does": "Kitchens",
        "route": "ours",
        "keeper": trust.hana.pk,
        "evidence": "SLA 7",
    }
    wrong = client.post(f"{ADDRESS}add/", typed).content.decode()
    assert "Say how their staff reach it" in wrong
    assert "Say when you saw it" in wrong
    assert "Kitchens" in wrong
    day = {"seen_on_day": "1", "seen_on_month": "3", "seen_on_year": "2025"}
    client.post(f"{ADDRESS}add/", typed | day | {"reach": "Room 4"})
    harbour = Contractor.objects.get()
    assert (harbour.keeper, harbour.seen_by, harbour.route) == (trust.hana, trust.viv, "ours")
    twice = client.post(f"{ADDRESS}add/", typed | day | {"reach": "Room 4", "name": "HARBOUR"})
    assert "on the register already" in twice.content.decode()

    page = f"{ADDRESS}{harbour.pk}/"
    assert "SLA 7" in client.get(page).content.decode()
    assert "Room 4" in client.get(f"{page}change/").content.decode()
    client.post(f"{page}change/", typed | day | {"reach": "Room 9", "sites": [trust.general.pk]})
    client.post(f"{page}act/", {"do": "retire"})
    harbour.refresh_from_db()
    assert (harbour.reach, list(harbour.sites.all())) == ("Room 9", [trust.general])
    add("Harbour")
    assert (
        "Another row has this name"
        in client.post(f"{page}act/", {"do": "restore"}, follow=True).content.decode()
    )
    harbour.refresh_from_db()
    assert harbour.retired_at


def test_the_list_asks_as_often_for_three_hundred_contractors_as_for_three(trust, client, add):
    client.force_login(trust.viv)

    def asked():
        client.get(ADDRESS)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(ADDRESS).status_code == 200
        return len(queries)

    first = [add(f"Firm {number}") for number in range(3)][0]
    few = asked()
    same = {"does": "x", "route": "own", "keeper": trust.viv, "checked_by": trust.viv, "due_at": first.due_at}
    Contractor.objects.bulk_create(
        Contractor(name=f"Firm {number}", checked_at=AT, **same) for number in range(3, 300)
    )
    assert asked() == few
