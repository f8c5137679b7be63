"""A site gets a window of its own: drafted, tried out, published; a new case follows it, the old one is moved."""

import pytest
from playwright.sync_api import expect

from support.models import Case, PathwayVersion

pytestmark = [pytest.mark.browser]


@pytest.mark.framework("R25", "R121")
def test_from_a_draft_to_a_case_that_is_moved(trust, report, open_as, check_page):
    old = report().involved.get().case
    page = open_as(trust.viv, width=360)
    page.goto("/settings/pathway/")
    page.get_by_role("link", name="Northshire General").click()
    page.get_by_role("button", name="Change it in a draft").click()
    page.get_by_role("link", name="Defusing").click()
    page.get_by_label("It closes after").fill("2 days")
    page.get_by_role("button", name="Save in the draft").click()
    expect(page.get_by_text("The last day must not be before the first").first).to_be_visible()
    page.get_by_label("It closes after").fill("5 days")
    page.get_by_label("A question of your own").fill("Was the alarm worn?")
    check_page(page)
    page.get_by_role("button", name="Save in the draft").click()
    expect(page.get_by_text("Defusing: asks “Was the alarm worn?”")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Try it out on today’s cases").click()
    expect(page.get_by_text("1 case would get another date")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Go on to publish").click()
    page.get_by_label("Why is it changed?").fill("Our wards asked to talk sooner")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Our wards asked to talk sooner")).to_be_visible()
    check_page(page)

    version = PathwayVersion.objects.get(site=trust.general)
    new = report(by=trust.will).involved.get().case
    old.refresh_from_db()
    assert [new.version == version, old.version == version] == [True, False]

    page.get_by_role("link", name="Move them on purpose").click()
    page.get_by_label("The times now fit this place better").check()
    check_page(page)
    page.get_by_role("button", name="Move them").click()
    expect(page.get_by_text(f"1 case moved to version {version.number}")).to_be_visible()
    moved = Case.objects.get(pk=old.pk)
    assert moved.version == version
    assert moved.stages.get(key="defusing").due_at == new.stages.get(key="defusing").due_at
