"""A nurse comes back to work by a plan that counts only when she has agreed; her pay is looked after by HR."""

import os
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from support import actions

SHOTS = os.environ.get("SHOTS")


def shot(page, name):
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def date(page, label, day):
    box = page.get_by_role("group", name=label)
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        box.get_by_label(part).fill(str(value))


@pytest.mark.framework("R81")
@pytest.mark.framework("R77")
@pytest.mark.django_db(transaction=True)
def test_the_way_back_and_the_pay(open_as, check_page, report, trust):
    case = report().involved.get().case
    maya, nneka, hana = open_as(trust.maya), open_as(trust.nneka, width=360), open_as(trust.hana)
    today = timezone.localdate()

    maya.goto(f"/support/cases/{case.pk}/")
    shot(maya, "case_empty")
    maya.get_by_role("link", name="See what else can help").click()
    check_page(maya)
    shot(maya, "open")
    maya.get_by_role("button", name="Open return to work").click()
    maya.get_by_role("button", name="Record this step").click()
    maya.get_by_label("It is done").check()
    maya.get_by_role("button", name="Record", exact=True).click()
    expect(maya.get_by_role("alert")).to_contain_text("Do they feel safe to come back?")
    shot(maya, "step_error")
    maya.get_by_label("In some places or at some times").check()
    maya.get_by_role("button", name="Record", exact=True).click()
    maya.get_by_role("link", name="Agree the plan").click()
    date(maya, "First day back", today + timedelta(days=5))
    maya.get_by_label("4 weeks").check()
    maya.get_by_label("Different hours or shifts").check()
    date(maya, "When will you look at it again together?", today + timedelta(days=20))
    maya.get_by_label("Propose this to them").check()
    check_page(maya)
    shot(maya, "plan")
    maya.get_by_role("button", name="Record", exact=True).click()
    expect(maya.get_by_text("Waits for the colleague’s answer")).to_be_visible()
    check_page(maya)
    shot(maya, "track")

    nneka.goto("/support/me/")
    check_page(nneka)
    shot(nneka, "own")
    nneka.get_by_role("button", name="Yes, I agree").click()
    expect(nneka.get_by_text("It counts from now on")).to_be_visible()
    nneka.get_by_text("Ask for practical help").click()
    nneka.get_by_role("button", name="I would like to know about pay and money").click()
    expect(nneka.get_by_text("has been told and will be in touch")).to_be_visible()
    maya.reload()
    expect(maya.get_by_text("Agreed by both")).to_be_visible()

    hana.goto("/support/help/")
    check_page(hana)
    shot(hana, "queue")
    hana.get_by_role("link", name="Nneka Obi").first.click()
    check_page(hana)
    shot(hana, "hr_money")
    hana.get_by_role("link", name="Injury allowance").click()
    date(hana, "When was that?", today)
    hana.get_by_label("They applied").check()
    hana.get_by_label("Its reference, if it has one").fill("IA 2031")
    check_page(hana)
    shot(hana, "entry")
    hana.get_by_role("button", name="Record", exact=True).click()
    expect(hana.get_by_text("IA 2031")).to_be_visible()
    hana.goto("/support/help/wording/")
    check_page(hana)
    shot(hana, "wording")
    if SHOTS:
        actions.open_help(case, "referral", by=trust.nneka)
        actions.open_help(case, "adjustments", by=trust.maya)
        actions.open_help(case, "absence", by=trust.maya)
        nneka.goto("/support/me/")
        shot(nneka, "own_many")
        nneka.get_by_text("All steps, and who sees them").first.click()
        nneka.get_by_role("link", name="What to take into account").first.click() if nneka.get_by_role(
            "link", name="What to take into account"
        ).first.is_visible() else None
        shot(nneka, "own_step")
        maya.goto(f"/support/cases/{case.pk}/")
        shot(maya, "case")
        maya.set_viewport_size({"width": 360, "height": 800})
        shot(maya, "case_360")
        hana.set_viewport_size({"width": 360, "height": 800})
        hana.goto("/support/help/")
        shot(hana, "queue_360")
