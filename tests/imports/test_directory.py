"""The staff directory: 600 people, their teams and who manages whom."""

import csv
import io

import pytest

from people import lines
from people.models import Entry, Import, Notice, Role, Site, Team, User
from people.roles import RoleKind
from tests.factories import RoleFactory, UserFactory
from tests.imports.conftest import DATA, counts


def directory(*people, **changed):
    """A small directory: each person a dict of the cells that differ from Ada's."""
    text = (DATA / "staff_directory.csv").read_bytes().decode("utf-8-sig")
    columns = next(csv.reader(io.StringIO(text)))
    ada = {
        "Employee Number": "1",
        "First Name": "Ada",
        "Last Name": "Okoro",
        "Email Address": "ada@trust.example",
        "Site Code": "RX1",
        "Site Name": "General",
        "Organisation (Team)": "Elm Ward",
        "Staff Group": "Nursing",
        "Assignment Category": "Employee",
    }
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="")
    writer.writeheader()
    writer.writerows(ada | person for person in people)
    return out.getvalue().encode()


def person(number, **cells):
    names = {
        "number": "Employee Number",
        "supervisor": "Supervisor Employee Number",
        "left": "Leaver Date",
        "team": "Organisation (Team)",
        "email": "Email Address",
        "last": "Last Name",
        "category": "Assignment Category",
    }
    return {"Employee Number": str(number), "Email Address": f"p{number}@trust.example"} | {
        names[key]: value for key, value in cells.items()
    }


def test_the_trusts_own_directory_comes_in_whole(bring_in):
    batch = bring_in("directory", "staff_directory.csv")

    assert counts(batch) == {"add": 600}
    assert (Site.objects.count(), Team.objects.count(), User.objects.count()) == (4, 22, 600)
    assert Role.objects.filter(kind=RoleKind.LINE_MANAGER).count() == 22
    assert User.objects.exclude(manager=None).count() == 578
    assert User.objects.filter(working_as="volunteer").count() == 36
    zofia = User.objects.get(employee_number="20000002")
    assert (str(zofia), zofia.team.name) == ("Zofia Quinn", "Ward 4 Respiratory")
    assert lines.in_charge(zofia.manages.first(), zofia.team) == zofia
    assert not User.objects.get(employee_number="20000006").has_usable_password()
    assert not Notice.objects.exists()

    before = list(User.objects.values())
    entries = Entry.objects.exclude(subject_kind="people.import").count()

    again = bring_in("directory", "staff_directory.csv")

    assert counts(again) == {"same": 600}
    assert list(User.objects.values()) == before
    assert Entry.objects.exclude(subject_kind="people.import").count() == entries
    assert Role.objects.count() == 22


def test_somebody_who_changed_is_changed_and_the_preview_says_what(bring_in, read_in):
    bring_in("directory", directory(person(1), person(2, supervisor="1"), person(3)))

    moved = directory(person(1), person(2, supervisor="3", last="Okoro-Bell", team="Oak Ward"), person(3))
    [row] = read_in("directory", moved).rows.exclude(verdict="same")
    assert (row.verdict, row.reason) == ("change", "Changes: last name, team, manager")
    assert User.objects.get(employee_number="2").last_name == "Okoro"

    bring_in("directory", moved)
    ada = User.objects.get(employee_number="2")
    assert (ada.last_name, ada.team.name, ada.manager.employee_number) == ("Okoro-Bell", "Oak Ward", "3")


def test_a_leaver_is_closed_and_manages_nobody(bring_in):
    bring_in("directory", directory(person(1), person(2, supervisor="1")))
    head = User.objects.get(employee_number="1")
    assert head.roles.current().exists()

    bring_in("directory", directory(person(1, left="20/11/2026"), person(2, supervisor="1")))

    head.refresh_from_db()
    assert not head.is_active
    assert str(head.left_on) == "2026-11-20"
    assert not head.roles.current("2026-11-22").exists()
    assert Entry.objects.filter(event="person.left", subject_id=head.pk).exists()


def test_a_later_leaver_keeps_the_account_until_then(bring_in):
    batch = bring_in("directory", directory(person(1, left="31/12/2026")))

    assert User.objects.get(employee_number="1").is_active
    assert "Leaves later" in batch.rows.get().remarks[0]


def test_a_closed_account_is_not_opened_by_a_file(bring_in):
    bring_in("directory", directory(person(1)))
    User.objects.update(is_active=False)

    bring_in("directory", directory(person(1, last="Married")))

    ada = User.objects.get()
    assert (ada.last_name, ada.is_active) == ("Married", False)


def test_a_role_taken_away_by_hand_stays_away(bring_in):
    bring_in("directory", directory(person(1), person(2, supervisor="1")))
    Role.objects.all().delete()

    bring_in("directory", directory(person(1, last="Married"), person(2, supervisor="1")))

    assert not Role.objects.exists()


def test_an_account_made_by_hand_is_found_by_its_address_and_keeps_its_roles(bring_in):
    by_hand = UserFactory(first_name="Ada", last_name="Okoro", email="P1@trust.example")
    RoleFactory(user=by_hand, kind=RoleKind.UNION_REP)
    password = by_hand.password

    batch = bring_in("directory", directory(person(1)))

    by_hand.refresh_from_db()
    assert counts(batch) == {"change": 1}
    assert (by_hand.employee_number, by_hand.password) == ("1", password)
    assert by_hand.roles.count() == 1


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (person(9, category="Wizard"), "Assignment Category"),
        (person(9, email="not an address"), "Email Address"),
        (person(9, email="p1@trust.example"), "Email Address"),
        (person(9, email="p77@trust.example"), "Email Address"),
        (person(9, left="31/02/2026"), "Leaver Date"),
        (person("", email="x@trust.example"), "Employee Number"),
        (person(9, last="x" * 81), "Last Name"),
        (person(1, last="Another"), "Employee Number"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_its_column(bring_in, row, column):
    UserFactory(email="p77@trust.example", employee_number="77")

    batch = bring_in("directory", directory(person(1), row))

    refused = batch.rows.get(verdict="rejected")
    assert (refused.number, refused.column) == (3, column)
    assert set(User.objects.values_list("employee_number", flat=True)) == {"77", "1"}


def test_managers_come_first_whatever_the_order_and_circles_end(bring_in):
    bring_in(
        "directory",
        directory(
            person(3, supervisor="2"),
            person(2, supervisor="1"),
            person(1),
            person(8, supervisor="9"),
            person(9, supervisor="8"),
        ),
    )

    managed = dict(User.objects.values_list("employee_number", "manager__employee_number"))
    assert managed["3"] == "2"
    assert managed["2"] == "1"
    assert {managed["8"], managed["9"]} in ({"9", None}, {"8", None})


def test_only_an_administrator_may_start_it(trust, read_in):
    from django.core.exceptions import PermissionDenied

    for outsider in (trust.maya, trust.viv, trust.cora, trust.nneka):
        with pytest.raises(PermissionDenied):
            read_in("directory", "staff_directory.csv", by=outsider)
    assert not Import.objects.exists()
