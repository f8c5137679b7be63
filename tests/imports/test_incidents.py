"""The old system's export: 405 rows, of which 377 are incidents."""

import csv
import io
from datetime import date, time
from unittest import mock

import pytest
from django.core.exceptions import PermissionDenied

from incidents.models import Incident, InvolvedPerson
from people.models import Entry, Import, Mailing, Notice, Role, User
from people.roles import RoleKind
from support.models import Case, Promise
from tests.factories import RoleFactory, UserFactory
from tests.imports.conftest import DATA, EXPORTED, counts

DESCRIPTION = "Description (enter facts, not opinions)"


def exported():
    """The trust's own rows, by their reference."""
    text = (DATA / "incident_export.csv").read_bytes().decode("cp1252")
    return {row["Web Ref"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


@pytest.fixture
def export(trust):
    """One row of an export on Elm Ward, with cells changed; several are several rows."""
    columns = list(next(iter(exported().values())))
    usual = {
        "Incident date": "01/10/2026",
        "Time (hh:mm)": "23:05",
        "Site": "Northshire General",
        "Location (exact)": "Elm Ward",
        "Category": "Violence & Aggression",
        "Sub category": "Physical assault - patient on staff",
        DESCRIPTION: "A patient hit out.",
        "Result": "Low harm",
        "Reported date": "02/10/2026",
        "Person affected": "Nneka Obi",
        "Alleged assailant type": "Patient",
        "Police involved": "N",
        "Approval status": "Being reviewed",
    }

    def make(*rows):
        out = io.StringIO()
        writer = csv.DictWriter(out, columns, restval="")
        writer.writeheader()
        writer.writerows({"Web Ref": f"W{number}"} | usual | row for number, row in enumerate(rows, start=1))
        return out.getvalue().encode()

    return make


@pytest.fixture
def only(bring_in, export):
    """Bring one row in; returns the incident and the row's remarks."""

    def make(**cells):
        names = {"affected": "Person affected", "number": "Employee no.", "what": DESCRIPTION}
        batch = bring_in("incidents", export({names.get(name, name): value for name, value in cells.items()}))
        row = batch.rows.get()
        assert row.done_at, row.reason
        return Incident.objects.get(), " ".join(row.remarks)

    return make


@pytest.fixture
def brought_in(bring_in):
    """The directory and the whole export, with a prevention lead to fall back on."""
    bring_in("directory", "staff_directory.csv")
    RoleFactory(user=UserFactory(), kind=RoleKind.PREVENTION_LEAD)
    return bring_in("incidents", "incident_export.csv")


def test_the_trusts_own_export_comes_in_whole(brought_in, bring_in):
    assert counts(brought_in) == {"add": 377, "duplicate": 5, "out_of_scope": 17, "rejected": 6}
    refused = brought_in.rows.filter(verdict="rejected")
    assert {row.column for row in refused} == {"Incident date"}
    assert sorted(row.source["Incident date"] for row in refused) == [
        "",
        "01/01/2031",
        "12/13/2026",
        "31/02/2026",
        "31/02/2026",
        "n/k",
    ]
    assert all(row.reason for row in refused)
    assert brought_in.rows.exclude(done_at=None).count() == Incident.objects.count() == 377

    rows = exported()
    for incident in Incident.objects.prefetch_related("involved__user"):
        source = rows[incident.legacy_reference]
        assert incident.channel == "imported"
        assert incident.what_happened == source[DESCRIPTION].strip()
        harmed = next(person for person in incident.involved.all() if person.part == "harmed")
        if source["Employee no."]:
            assert harmed.user.employee_number == source["Employee no."]

    # Nobody is told, and nothing old is owed.
    assert not Notice.objects.exists()
    assert not Mailing.objects.exists()
    assert not Promise.objects.open().filter(due_at__lt=EXPORTED).exists()
    assert Case.objects.count() == InvolvedPerson.objects.count() > 377

    before = list(Incident.objects.order_by("pk").values())
    people = list(InvolvedPerson.objects.order_by("pk").values())
    again = bring_in("incidents", "incident_export.csv")
    assert counts(again) == {"same": 377, "duplicate": 5, "out_of_scope": 17, "rejected": 6}
    assert list(Incident.objects.order_by("pk").values()) == before
    assert list(InvolvedPerson.objects.order_by("pk").values()) == people
    assert Entry.objects.filter(event="incident.brought_in").count() == 377


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1/10/2026", (2026, 10, 1)),
        ("14/08/25", (2025, 8, 14)),
        ("2026-06-11", (2026, 6, 11)),
        ("27-Jul-2026", (2026, 7, 27)),
    ],
)
def test_dates_are_read_as_people_write_them(only, written, read):
    incident, _ = only(**{"Incident date": written})

    assert incident.occurred_on == date(*read)


@pytest.mark.parametrize(
    ("written", "read"), [("2305", time(23, 5)), ("23.05", time(23, 5)), ("23:05", time(23, 5)), ("", None)]
)
def test_times_are_read_as_people_write_them(only, written, read):
    incident, remarks = only(**{"Time (hh:mm)": written})

    assert (incident.occurred_time, remarks) == (read, "")


def test_a_time_that_is_none_is_left_out_and_said(only):
    incident, remarks = only(**{"Time (hh:mm)": "about nine"})

    assert incident.occurred_time is None
    assert "about nine" in remarks


@pytest.mark.parametrize(
    ("column", "written"),
    [
        ("Incident date", "31/02/2026"),
        ("Incident date", ""),
        ("Incident date", "n/k"),
        ("Incident date", "12/13/2026"),
        ("Incident date", "01/01/2031"),
        ("Location (exact)", "Car park"),
        ("Sub category", "Cold tea"),
        ("Web Ref", ""),
        ("Web Ref", "W" * 41),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_its_column(bring_in, export, column, written):
    batch = bring_in("incidents", export({}, {column: written}))

    refused = batch.rows.get(verdict="rejected")
    assert (refused.number, refused.column) == (3, column)
    assert Incident.objects.count() == 1


def test_a_reported_date_in_the_future_is_said_and_the_incident_kept(only):
    incident, remarks = only(**{"Reported date": "01/01/2031"})

    assert incident.reported_at.date() == incident.occurred_on
    assert "01/01/2031" in remarks


def test_the_same_reference_with_other_words_is_not_silently_dropped(bring_in, export):
    batch = bring_in("incidents", export({"Web Ref": "W1"}, {"Web Ref": "W1", DESCRIPTION: "Something else"}))

    assert counts(batch) == {"add": 1, "rejected": 1}


def test_what_is_none_of_ours_is_left_out_by_its_category(bring_in, export):
    batch = bring_in("incidents", export({"Category": "Medication", "Sub category": "Wrong dose"}))

    assert counts(batch) == {"out_of_scope": 1}
    assert not Incident.objects.exists()


def test_the_employee_number_stands_before_the_name(trust, only):
    User.objects.filter(pk=trust.omar.pk).update(employee_number="77")

    incident, remarks = only(affected="Nneka Obi", number="77")

    assert incident.involved.get().user == trust.omar
    assert "belongs to Omar Haddad" in remarks


@pytest.mark.parametrize("name", ["OBI, N", "Nneka Obi", "obi, nneka", " NNEKA  OBI "])
def test_a_name_is_enough_when_one_colleague_has_it(trust, only, name):
    incident, remarks = only(affected=name)

    assert incident.involved.get().user == trust.nneka
    assert remarks == ""


def test_a_letter_the_old_system_could_not_write_still_finds_its_owner(trust, only):
    zajac = UserFactory(first_name="Błażej", last_name="Zając", team=trust.elm_ward)

    incident, _ = only(affected="B?a?ej Zaj?c")

    assert incident.involved.get().user == zajac


def test_of_two_with_one_name_the_one_in_the_team_is_meant(trust, only):
    UserFactory(first_name="Nneka", last_name="Obi", team=trust.oak_ward, email="n2@trust.example")

    incident, _ = only(affected="OBI, N")

    assert incident.involved.get().user == trust.nneka


@pytest.mark.parametrize("name", ["Agency nurse (name not known)", "HADDAD, O", "Omar", "?????? ????", ".*"])
def test_a_name_that_could_be_anybodys_gives_nobody_the_incident(trust, only, name):
    UserFactory(first_name="Olive", last_name="Haddad", team=trust.oak_ward)
    UserFactory(first_name="Nnekas", last_name="Obis", team=trust.elm_ward, email="another@trust.example")
    UserFactory(first_name="Nnekat", last_name="Obi", team=trust.elm_ward)

    incident, remarks = only(affected=name)

    person = incident.involved.get()
    assert (person.user, person.name) == (None, name)
    assert "kept without an account" in remarks


def test_a_witness_has_support_too_and_is_not_the_harmed_person_twice(trust, only):
    incident, _ = only(Witness="Will Tanner")

    assert {person.user for person in incident.involved.all()} == {trust.nneka, trust.will}
    assert Case.objects.filter(person__incident=incident).count() == 2


def test_the_witness_named_as_affected_too_is_one_person(only):
    incident, remarks = only(Witness="OBI, N")

    assert incident.involved.count() == 1
    assert "not named twice" in remarks


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        (
            {"Sub category": "Racial abuse of staff"},
            {"kinds": ["verbal", "harassment"], "characteristics": ["race"], "hate_motive": "yes"},
        ),
        ({"Sub category": "Threat with weapon"}, {"kinds": ["threat"], "weapon": "yes"}),
        (
            {"Sub category": "Abuse via social media / email / telephone"},
            {"kinds": ["online"], "weapon": "not_known"},
        ),
        ({"Approval status": "Holding area, awaiting review"}, {"status": "holding"}),
        ({"Approval status": "Finally approved"}, {"status": "closed"}),
        ({"Approval status": "Rejected"}, {"status": "closed"}),
        ({"Police involved": "y"}, {"police": "yes"}),
        ({"Police involved": ""}, {"police": "not_known"}),
        ({"Result": ""}, {"harm": "not_known"}),
        ({"Site": "Northshire  General "}, {"harm": "low"}),
    ],
)
def test_their_words_become_ours(only, theirs, ours):
    incident, _ = only(**theirs)

    assert {name: getattr(incident, name) for name in ours} == ours


@pytest.mark.parametrize(
    ("theirs", "kind"),
    [
        ({"Alleged assailant type": "PATIENT "}, "patient"),
        ({"Alleged assailant type": "Relative/Visitor"}, "relative"),
        ({"Alleged assailant type": "Member of public"}, "public"),
        (
            {"Alleged assailant type": "Unknown", "Sub category": "Verbal abuse - visitor/relative on staff"},
            "relative",
        ),
        ({"Alleged assailant type": "Unknown", "Sub category": "Racial abuse of staff"}, "unknown"),
    ],
)
def test_who_is_said_to_have_done_it(only, theirs, kind):
    incident, _ = only(**theirs)

    assert incident.alleged.get().kind == kind


def test_a_formula_is_kept_as_the_text_it_is(only):
    incident, _ = only(what='=HYPERLINK("http://evil.example","click")')

    assert incident.what_happened == '=HYPERLINK("http://evil.example","click")'


def test_sexual_safety_is_sealed_to_its_lead(trust, only):
    incident, _ = only(**{"Sub category": "Sexual harassment of staff"})

    assert incident.sealed_to == trust.sasha
    assert not Incident.objects.visible_to(trust.maya).exists()
    assert not Incident.objects.visible_to(trust.viv).exists()


def test_without_a_lead_it_is_brought_in_unsealed_and_that_is_said(only):
    Role.objects.filter(kind=RoleKind.SEXUAL_SAFETY_LEAD).delete()

    incident, remarks = only(**{"Sub category": "Sexual assault on staff"})

    assert not incident.is_sealed
    assert "no sexual safety lead" in remarks


def test_the_one_it_happened_to_is_not_the_one_it_is_sealed_to(trust, only):
    incident, _ = only(**{"Sub category": "Sexual assault on staff"}, affected="Sasha Kerr")

    assert not incident.is_sealed


def test_a_row_that_fails_halfway_leaves_nothing(bring_in, export):
    """The case of the second person cannot be opened: the incident and the first case go too (I4)."""
    with mock.patch("support.opening.choose_lead", side_effect=RuntimeError):
        batch = bring_in("incidents", export({}))

    row = batch.rows.get()
    assert (row.verdict, row.done_at) == ("rejected", None)
    assert "nothing of it was kept" in row.reason
    assert not Incident.objects.exists()
    assert not InvolvedPerson.objects.exists()
    assert not Entry.objects.filter(event="incident.brought_in").exists()


def test_nobody_to_look_after_them_is_said_as_such(bring_in, export):
    Role.objects.all().delete()
    User.objects.update(manager=None)

    batch = bring_in("incidents", export({}))

    assert "violence prevention lead role" in batch.rows.get().reason
    assert not Incident.objects.exists()


def test_only_the_prevention_lead_may_start_it(trust, read_in):
    for outsider in (trust.ade, trust.maya, trust.cora, trust.bea, trust.nneka):
        with pytest.raises(PermissionDenied):
            read_in("incidents", "incident_export.csv", by=outsider)
    assert not Import.objects.exists()
