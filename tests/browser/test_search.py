"""Looking through the list: filters in the address, a saved view, both downloads; with and without JavaScript."""

import csv
import io
import re
from datetime import timedelta

import openpyxl
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from incidents.models import Duty

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.framework("R46")
def test_a_manager_finds_reports_keeps_the_view_and_takes_the_list_along(trust, report, open_as, check_page):
    kettle = report(what_happened="She threatened me with a kettle", kinds=["threat"])
    report(kinds=["verbal"], is_stub=True)
    for _ in range(3):
        report(by=trust.will, kinds=["physical", "verbal"], what_happened="He hit out.")
    late = timezone.now() - timedelta(days=2)
    assert Duty.objects.filter(incident=kettle).update(opens_at=late, due_at=late)

    for js, width in [(True, 1280), (False, 360)]:
        page = open_as(trust.maya, js=js, width=width)
        page.goto("/incidents/")
        expect(page.get_by_text("To be completed", exact=True)).to_have_count(1)
        page.get_by_label("Words in the report").fill("threatend kettle")
        page.get_by_role("button", name="Show").click()
        expect(
            page.get_by_text("No report holds “threatend”. Showing what is spelt like it.")
        ).to_be_visible()
        expect(page.get_by_role("link", name=kettle.reference)).to_be_visible()
        expect(page.get_by_text("Something is late")).to_be_visible()

        page.get_by_text("Filters and order").click()
        page.get_by_label("Kind", exact=True).select_option("Verbal abuse")
        page.get_by_role("button", name="Show").click()
        expect(page.get_by_text("Nothing fits")).to_be_visible()
        page.get_by_role(
            "link", name="Take away: Words in the report, or its reference: threatend kettle"
        ).click()
        expect(page).to_have_url(re.compile(r"/incidents/\?order=reported&kind=verbal$"))
        expect(page.get_by_role("row")).to_have_count(5)
        if js:
            check_page(page)

        page.get_by_role("link", name="Save this view").click()
        page.get_by_role("button", name="Save the view").click()
        expect(page.get_by_role("link", name="Enter a name")).to_be_visible()
        page.get_by_label("What do you call it?").fill(f"Words on {width}")
        if js:
            check_page(page)
        page.get_by_role("button", name="Save the view").click()
        expect(page.get_by_role("link", name=f"Words on {width}")).to_have_attribute("aria-current", "page")

        for name, rows in [("As CSV", in_csv), ("as an Excel workbook", in_xlsx)]:
            with page.expect_download() as taken:
                page.get_by_role("link", name=name).click()
            assert len(rows(taken.value.path())) == 5

        page.get_by_role("link", name="Change your views").click()
        page.get_by_role("link", name=f"Change Words on {width}").click()
        if js:
            check_page(page)
        page.get_by_role("button", name="Delete this view").click()
        expect(page.get_by_text("The view is deleted.")).to_be_visible()
        expect(page.get_by_text("Views appear here")).to_be_visible()


def in_csv(path):
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))


def in_xlsx(path):
    return list(openpyxl.load_workbook(io.BytesIO(path.read_bytes())).active.iter_rows())
