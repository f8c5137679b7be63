"""The pages: upload, check, import, fetch what failed; and who may."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.importing import running
from people.models import Entry, Import, User
from tests.imports.conftest import counts
from tests.imports.test_directory import directory, person

LIST = reverse("people:imports")
NEW = reverse("people:import-new", args=["directory"])


@pytest.fixture
def upload(client, django_capture_on_commit_callbacks):
    """Upload as somebody signed in; without a broker the worker is this test."""

    def make(content, name="staff.csv", kind="directory"):
        file = SimpleUploadedFile(name, content)
        response = client.post(reverse("people:import-new", args=[kind]), {"file": file})
        return response

    return make


def page_of(batch):
    return reverse("people:import", args=[batch.pk])


def rejected_of(batch):
    return reverse("people:import-rejected", args=[batch.pk])


def words(response):
    return " ".join(response.content.decode().split())


@pytest.mark.claim("I4")
def test_a_file_is_uploaded_checked_and_imported(client, trust, upload):
    client.force_login(trust.ade)
    assert "appear here" in words(client.get(LIST))
    assert "Employee Number" in words(client.get(NEW))

    response = upload(directory(person(1), person(2, supervisor="1"), person(3, category="Wizard")))
    batch = Import.objects.get()
    assert response.url == page_of(batch)
    page = words(client.get(page_of(batch)))
    assert "Reading the file" in page
    assert 'data-refresh-seconds="2"' in page
    assert '<noscript><meta http-equiv="refresh"' in page

    running.work_on(batch.pk)
    page = words(client.get(page_of(batch)))
    assert "Will add: 2" in page
    assert "Cannot read: 1" in page
    assert "Assignment Category:" in page
    assert not User.objects.filter(employee_number="1").exists()

    client.post(page_of(batch), {"do": "import"})
    assert "0 of 2 rows are done" in words(client.get(page_of(batch)))
    running.take_over_next(batch.pk)
    page = words(client.get(page_of(batch)))
    assert "1 of 2 rows are done" in page
    assert 'value="50" max="100"' in page
    while running.take_over_next(batch.pk):
        pass
    page = words(client.get(page_of(batch)))
    assert "Import finished" in page
    assert "Added: 2" in page
    assert "1 row could not be read" in words(client.get(LIST))
    assert User.objects.get(employee_number="2").manager.employee_number == "1"

    events = Entry.objects.filter(subject_id=str(batch.pk)).order_by("pk").values_list("event", "by")
    assert list(events) == [
        (f"import.{done}", trust.ade.pk) for done in ("uploaded", "confirmed", "finished")
    ]
    batch.refresh_from_db()
    assert batch.content == b""


def test_a_plan_can_be_left(client, trust, read_in):
    client.force_login(trust.ade)
    batch = read_in("directory", directory(person(1)), by=trust.ade)

    client.post(page_of(batch), {"do": "leave"})
    client.post(page_of(batch), {"do": "import"})
    running.work_on(batch.pk)

    batch.refresh_from_db()
    assert (batch.status, batch.content, batch.rows.count()) == ("abandoned", b"", 0)
    assert not User.objects.filter(employee_number="1").exists()


@pytest.mark.claim("F2")
@pytest.mark.parametrize(
    ("content", "kind", "says"),
    [
        (b"", "directory", "The file is empty"),
        (b"%PDF-1.7", "directory", "not a CSV or Excel"),
        (b"MZ\x90\0\3\0\0\0", "directory", "not a CSV or Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "directory", "password"),
        (b"Ref,Date\n1,2\n", "panel_register", "must be an Excel workbook"),
        (b"x" * (10 * 1024 * 1024 + 1), "directory", "larger than 10 MB"),
    ],
)
def test_a_file_that_is_none_is_refused_at_once(client, trust, upload, content, kind, says):
    client.force_login(trust.ade if kind == "directory" else trust.cora)

    response = upload(content, kind=kind)

    assert says in words(response)
    assert not Import.objects.exists()


def test_no_file_is_asked_for(client, trust):
    client.force_login(trust.ade)

    assert "Choose the file you exported" in words(client.post(NEW, {}))


@pytest.mark.claim("F2")
def test_a_files_name_is_only_a_name(client, trust, upload):
    client.force_login(trust.ade)
    upload(directory(person(1)), name='../../etc/<script>"\r\nX: y.csv')

    batch = Import.objects.get()
    assert "/" not in batch.file_name
    running.work_on(batch.pk)
    assert b"<script>" not in client.get(page_of(batch)).content
    assert "X" not in client.get(rejected_of(batch)).headers


def test_missing_columns_are_named_on_the_page(client, trust, read_in):
    client.force_login(trust.ade)
    batch = read_in("directory", b"Employee Number,First Name\n1,Ada\n", by=trust.ade)

    page = words(client.get(page_of(batch)))

    assert "These columns are missing: Last Name, Email Address" in page
    assert "Choose another file" in page
    batch.refresh_from_db()
    assert batch.content == b""


@pytest.mark.claim("F3")
def test_rejected_rows_are_given_back_with_their_cells_and_can_be_mended(client, trust, read_in, bring_in):
    client.force_login(trust.ade)
    row = person(1, category="Wizard", last='=HYPERLINK("http://evil.example")') | {"First Name": "Ada\n=1+1"}
    batch = read_in("directory", directory(row, person(2)), by=trust.ade)

    response = client.get(rejected_of(batch))

    assert response["Content-Disposition"] == 'attachment; filename="not-imported-directory.csv"'
    assert response["X-Content-Type-Options"] == "nosniff"
    [given] = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline=""))
    assert (given["Row"], given["Problem in"], given["Employee Number"]) == ("2", "Assignment Category", "1")
    assert "none of Employee, Bank" in given["Problem"]
    assert given["Last Name"].startswith("'=")
    assert not any(cell[:1] in tuple("=+-@\t\r") for cell in given.values() if cell)
    assert Entry.objects.filter(event="import.rejected_rows_fetched", by=trust.ade).count() == 1

    mended = bring_in("directory", response.content.replace(b"Wizard", b"Employee"))
    assert counts(mended) == {"add": 1}
    assert User.objects.get(employee_number="1").last_name == '=HYPERLINK("http://evil.example")'


@pytest.mark.claim("A1")
@pytest.mark.parametrize(
    "name", ["maya", "dev", "nneka", "chi", "milo", "petra", "bea", "al", "una", "sasha", "olive", "hana"]
)
def test_the_pages_are_not_for_others(client, trust, read_in, name):
    batch = read_in("directory", directory(person(1, category="Wizard")), by=trust.ade)
    client.force_login(getattr(trust, name))

    assert client.get(LIST).status_code == 403
    for kind in ("directory", "incidents", "panel_register"):
        assert client.get(reverse("people:import-new", args=[kind])).status_code == 403
    for address in (page_of(batch), rejected_of(batch)):
        assert client.get(address).status_code == 404
    assert client.post(page_of(batch), {"do": "import"}).status_code == 404
    batch.refresh_from_db()
    assert batch.status == "ready"


@pytest.mark.claim("A9")
def test_an_administrator_imports_no_incidents_and_a_lead_no_staff(client, trust, read_in):
    mine = read_in("directory", directory(person(1)), by=trust.ade)
    client.force_login(trust.ade)
    assert "Incidents from the old system" not in words(client.get(LIST))
    assert client.get(reverse("people:import-new", args=["incidents"])).status_code == 403
    assert client.post(reverse("people:import-new", args=["incidents"]), {}).status_code == 403

    client.force_login(trust.viv)
    page = words(client.get(LIST))
    assert "Incidents from the old system" in page
    assert "Staff directory" not in page
    assert client.get(page_of(mine)).status_code == 404


def test_an_import_is_gone_with_the_role(client, trust, read_in):
    batch = read_in("directory", directory(person(1)), by=trust.ade)
    trust.ade.roles.all().delete()
    client.force_login(trust.ade)

    assert client.get(page_of(batch)).status_code == 404


def test_nothing_is_there_for_somebody_not_signed_in(client, trust, read_in):
    batch = read_in("directory", directory(person(1, category="Wizard")), by=trust.ade)

    for address in (LIST, NEW, page_of(batch), rejected_of(batch)):
        assert client.get(address).status_code == 302


def test_a_kind_nobody_knows_is_not_found(client, trust):
    client.force_login(trust.ade)

    assert client.get(reverse("people:import-new", args=["patients"])).status_code == 404


def test_many_rows_cost_no_more_questions_than_few(client, trust, read_in):
    client.force_login(trust.ade)
    few = read_in("directory", directory(*[person(n) for n in range(3)]), by=trust.ade)
    many = read_in("directory", directory(*[person(n) for n in range(300)]), by=trust.ade)
    client.get(LIST)

    def asked(address):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    assert asked(page_of(few)) == asked(page_of(many)) < 15
    page = words(client.get(f"{page_of(many)}?page=12&show=add"))
    assert "Will add: 300" in page
    assert "?show=add&amp;page=11" in page
    with_two = asked(LIST)
    for _ in range(10):
        read_in("directory", directory(person(1)), by=trust.ade)
    assert asked(LIST) == with_two < 15


@pytest.mark.parametrize(
    "query", ["?page=x", "?page=-1", "?page=99999999999999999999", "?show=%00", "?show=reject'--"]
)
def test_odd_addresses_break_nothing(client, trust, read_in, query):
    client.force_login(trust.ade)
    batch = read_in("directory", directory(person(1)), by=trust.ade)

    assert client.get(page_of(batch) + query).status_code == 200
    assert client.get(LIST + query).status_code == 200
