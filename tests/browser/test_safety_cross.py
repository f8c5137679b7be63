"""The safety cross in a real browser: a handover in a few taps, the month, the review, the screen on the wall."""

import io
import os
from datetime import timedelta

import pikepdf
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from incidents.actions import days, handovers
from incidents.models import HandoverCheck, Incident, Mark
from incidents.views import cross

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def yesterday():
    return timezone.localdate() - timedelta(days=1)


def shot(page, name):
    """Pictures to look at, where a folder is named for them."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.mark.framework("R93")
@pytest.mark.framework("R94")
@pytest.mark.framework("R96")
def test_a_handover_in_a_few_taps_and_its_review(open_as, trust, check_page):
    page = open_as(trust.nneka, width=360)
    team, day = trust.elm_ward.pk, yesterday().isoformat()
    page.goto(f"/safety-cross/{team}/")
    shot(page, "month-360")
    page.get_by_role("button", name="Answer for a handover").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Handover of Elm Ward")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    check_page(page)

    page.goto(f"/safety-cross/{team}/{day}/late/")
    taps = [
        page.get_by_label("Yes", exact=True).first,
        page.get_by_role("group", name="Has all of it").get_by_label("No"),
        page.get_by_role("group", name="Is everyone all right").get_by_label("No"),
    ]
    for tap in taps:
        tap.check()
    page.get_by_label("Physical violence").select_option("1")
    shot(page, "handover-360")
    check_page(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="The handover is recorded")).to_be_visible()
    expect(page.get_by_role("heading", name="Do this now")).to_be_visible()
    shot(page, "done-360")
    check_page(page)
    assert Mark.objects.get().incident == Incident.objects.get(channel="cross")

    maya = open_as(trust.maya)
    maya.goto("/safety-cross/marks/")
    shot(maya, "marks-1280")
    check_page(maya)
    maya.get_by_role("table").get_by_role("link").first.click()
    maya.get_by_label("I have checked on everyone involved").check()
    shot(maya, "review-1280")
    check_page(maya)
    maya.get_by_role("button", name="Save").click()
    expect(maya.get_by_text("The day is reviewed")).to_be_visible()
    maya.goto(f"/safety-cross/{team}/patterns/")
    shot(maya, "patterns-1280")
    check_page(maya)
    maya.goto(f"/safety-cross/{team}/set-up/")
    shot(maya, "set-up-1280")
    check_page(maya)


@pytest.mark.framework("R93")
@pytest.mark.framework("R95")
def test_the_month_is_a_cross_for_eyes_keyboard_and_screen_reader(open_as, trust, check_page, report):
    report(occurred_on=yesterday(), kinds=["verbal"])
    month, first = f"?month={yesterday():%Y-%m}", yesterday()
    page = open_as(trust.nneka)
    page.goto(f"/safety-cross/{trust.elm_ward.pk}/{month}")
    shot(page, "month-1280")
    check_page(page)
    boxes = page.get_by_role("list", name=f"{first:%B %Y}, day by day").get_by_role("listitem")
    place = [boxes.nth(n).bounding_box() for n in range(28)]
    assert place[0]["x"] == place[3]["x"] == place[8]["x"] == place[27]["x"] > place[6]["x"]
    assert place[2]["x"] == place[10]["x"] < place[12]["x"]
    expect(boxes.nth(first.day - 1)).to_contain_text("Verbal abuse, or something else that was not physical")

    page.set_viewport_size({"width": 320, "height": 700})
    shot(page, "month-320")
    check_page(page)
    link = boxes.nth(first.day - 1).get_by_role("link")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{first:%A} {first.day}")
    shot(page, "day-320")
    check_page(page)

    plain = open_as(trust.will, js=False, width=320)
    plain.goto(f"/safety-cross/{trust.elm_ward.pk}/{first.isoformat()}/late/")
    plain.get_by_label("No", exact=True).first.check()
    plain.get_by_role("group", name="Is everyone all right").get_by_label("Yes").check()
    plain.get_by_role("button", name="Save").click()
    expect(plain.get_by_role("heading", name="The handover is recorded")).to_be_visible()
    assert not HandoverCheck.objects.get().had_incidents


@pytest.mark.framework("R97")
@pytest.mark.framework("R98")
def test_the_screen_on_the_wall_renews_itself_and_prints_on_one_page(open_as, trust, check_page, monkeypatch):
    monkeypatch.setattr(cross, "WALL_REFRESH_SECONDS", 1)
    code = days.make_wall(trust.elm_ward, by=trust.maya)
    wall = open_as(width=1280)
    wall.goto(f"/safety-cross/wall/{code}/")
    expect(wall.get_by_text("No incident is known yet")).to_be_visible()
    said = {"counts": {"physical": 1}, "all_reported": True, "all_right": True}
    handovers.hand_over(trust.elm_ward, by=trust.nneka, day=yesterday(), shift="late", **said)
    expect(wall.get_by_text("since the last incident")).to_be_visible()
    shot(wall, "wall-1280")
    check_page(wall)
    assert "Nneka" not in wall.content()
    assert wall.context.cookies() == []
    with pikepdf.open(io.BytesIO(wall.pdf(prefer_css_page_size=True))) as printed:
        assert len(printed.pages) == 1
    if folder := os.environ.get("PICTURES"):
        wall.pdf(path=f"{folder}/wall.pdf", prefer_css_page_size=True)
