"""An import in a real browser, wide and narrow, with JavaScript and without."""

import os

import pytest
from playwright.sync_api import expect

from people.importing import actions, running
from people.models import Import
from tests.browser.conftest import check_page, open_as  # noqa: F401 they are fixtures
from tests.imports.test_directory import directory, person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def seen(page, name):
    """Kept for whoever wants to look: SCREENSHOTS=/some/folder."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def staff_file(tmp_path):
    path = tmp_path / "staff.csv"
    rows = [person(n, supervisor="1" if n > 1 else "") for n in range(1, 60)]
    path.write_bytes(directory(*rows, person(80, category="Wizard"), person(81, supervisor="404")))
    return path


@pytest.mark.claim("I4")
@pytest.mark.parametrize("width", [1280, 360])
def test_a_file_is_imported_and_the_page_keeps_itself_fresh(open_as, check_page, trust, tmp_path, width):  # noqa: F811
    page = open_as(trust.ade, width=width)
    page.goto("/imports/")
    seen(page, f"{width}-1-list-empty")
    check_page(page)
    page.get_by_role("link", name="Staff directory").click()
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("link", name="Choose the file you exported")).to_be_visible()
    seen(page, f"{width}-2-upload-error")
    check_page(page)
    page.get_by_label("File").set_input_files(staff_file(tmp_path))
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_text("Reading the file")).to_be_visible()
    seen(page, f"{width}-3-reading")
    check_page(page)

    batch = Import.objects.get()
    running.work_on(batch.pk)
    expect(page.get_by_text("Nothing has been changed yet")).to_be_visible(timeout=15_000)
    expect(page.get_by_role("link", name="Will add: 60")).to_be_visible()
    seen(page, f"{width}-4-preview")
    check_page(page)
    page.get_by_role("link", name="Cannot read: 1").click()
    expect(page.get_by_text("This is none of Employee")).to_be_visible()
    seen(page, f"{width}-5-preview-rejected")
    check_page(page)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("0 of 60 rows are done")).to_be_visible()
    for _ in range(20):
        running.take_over_next(batch.pk)
    expect(page.get_by_text("20 of 60 rows are done")).to_be_visible(timeout=15_000)
    seen(page, f"{width}-6-running")
    check_page(page)
    while running.take_over_next(batch.pk):
        pass
    expect(page.get_by_text("Import finished")).to_be_visible(timeout=15_000)
    expect(page.get_by_text("Added: 60")).to_be_visible()
    seen(page, f"{width}-7-finished")
    check_page(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download it as a CSV file").click()
    assert download.value.suggested_filename == "not-imported-directory.csv"
    page.goto("/imports/")
    seen(page, f"{width}-8-list")
    check_page(page)


def test_without_javascript_the_page_still_moves_on(open_as, trust, tmp_path):  # noqa: F811
    page = open_as(trust.ade, js=False)
    page.goto("/imports/new/directory/")
    page.get_by_label("File").set_input_files(staff_file(tmp_path))
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_text("Reading the file")).to_be_visible()
    running.work_on(Import.objects.get().pk)
    expect(page.get_by_text("Will add: 60")).to_be_visible(timeout=15_000)


@pytest.mark.parametrize("width", [1280, 360])
def test_a_file_that_cannot_be_read_says_so(open_as, check_page, trust, width):  # noqa: F811
    batch = actions.start(
        by=trust.ade, kind="directory", file_name="incident_export.csv", content=b"Web Ref,Site\nW1,General\n"
    )
    running.work_on(batch.pk)
    page = open_as(trust.ade, width=width)

    page.goto(f"/imports/{batch.pk}/")

    expect(page.get_by_role("button", name="Choose another file")).to_be_visible()
    seen(page, f"{width}-9-unreadable")
    check_page(page)
