"""The three commands, as somebody types them."""

import io

import pytest
from django.core.management import CommandError, call_command

from people.models import Import, User
from tests.imports.conftest import DATA
from tests.imports.test_directory import directory, person


def typed(command, file, **options):
    out = io.StringIO()
    call_command(command, str(file), stdout=out, **options)
    return " ".join(out.getvalue().split())


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "staff.csv"
    path.write_bytes(directory(person(1), person(2, category="Wizard")))
    return path


def test_a_directory_is_typed_in_and_typed_again(db, small):
    said = typed("import_directory", small)
    assert "1 Will add" in said
    assert "row 3, Ada Okoro, 2: Assignment Category." in said
    assert User.objects.count() == 1

    assert "1 Already here" in typed("import_directory", small)
    assert User.objects.count() == 1


def test_a_dry_run_changes_nothing(db, small):
    assert "1 Will add" in typed("import_directory", small, dry_run=True)
    assert not User.objects.exists()
    assert Import.objects.get().status == "abandoned"


def test_incidents_without_their_teams_are_refused_and_say_why(db):
    said = typed("import_incidents", DATA / "incident_export.csv", at="2026-11-22T12:00Z")

    assert "17 Not violence" in said
    assert "Import the staff directory first" in said


def test_a_register_without_its_incidents_is_refused_and_says_why(db):
    assert "Import the incidents first" in typed("import_panel_register", DATA / "panel_register.xlsx")


def test_the_wrong_file_says_what_is_wrong(db, tmp_path):
    with pytest.raises(CommandError, match="columns are missing"):
        typed("import_directory", DATA / "incident_export.csv")
    with pytest.raises(CommandError, match="cannot be opened"):
        typed("import_directory", tmp_path / "nothing.csv")
    with pytest.raises(CommandError, match="Write --at"):
        typed("import_directory", DATA / "staff_directory.csv", at="yesterday")
