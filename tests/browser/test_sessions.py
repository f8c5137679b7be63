"""A small group is planned, invited, attended and recorded; and a ward at night asks for somebody."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from people.models import Notice
from support import actions
from support.models import LearntTopic, Session

ROOM = "Education centre, room 2"


def fill_date(page, day):
    for part, number in {"Day": day.day, "Month": day.month, "Year": day.year}.items():
        page.get_by_label(part, exact=True).fill(str(number))


@pytest.mark.framework("R55", "R56", "R123")
@pytest.mark.django_db(transaction=True)
def test_a_group_is_planned_attended_and_recorded(trust, report, open_as, check_page, passing):
    case = report().involved.get().case
    second = report(by=trust.will, place="Corridor").involved.get().case

    maya = open_as(trust.maya)
    maya.goto(f"/support/cases/{case.pk}/")
    check_page(maya)
    maya.get_by_role("button", name="Plan a session").click()
    maya.get_by_label("Will Tanner").check()
    maya.get_by_label("Defusing").check()
    check_page(maya)
    maya.get_by_role("button", name="Continue").click()
    check_page(maya)
    maya.get_by_role("button", name="Plan it and invite").click()
    expect(maya.get_by_role("alert")).to_contain_text("Enter the day")
    fill_date(maya, timezone.localdate() + timedelta(days=4))
    maya.get_by_label("At what time?").fill("14:30")
    maya.get_by_label("In a room").check()
    maya.get_by_label("Which room, or which link?").fill(ROOM)
    maya.get_by_label("Who leads it?").select_option("Petra Vale")
    maya.get_by_role("button", name="Plan it and invite").click()
    expect(maya.get_by_text("everybody is invited")).to_be_visible()
    check_page(maya)

    nneka = open_as(trust.nneka, width=360)
    nneka.goto("/support/me/")
    check_page(nneka)
    nneka.get_by_role("button", name="Yes, I will come").click()
    expect(nneka.get_by_text("You said yes. You can still change your mind.")).to_be_visible()

    passing(days=5)
    petra = open_as(trust.petra, js=False)
    petra.goto("/support/sessions/?show=to-record")
    petra.get_by_role("row").last.get_by_role("link").click()
    expect(petra.get_by_text(case.incident.reference)).to_have_count(0)
    petra.get_by_role("button", name="Record this session").click()
    came = petra.get_by_role("group", name="Did Nneka Obi come?", exact=True)
    came.get_by_label("Yes", exact=True).first.check()
    petra.get_by_role("button", name="Record").click()
    expect(petra.get_by_role("alert")).to_contain_text("Choose whether Will Tanner came")
    petra.get_by_role("group", name="What comes next for Nneka Obi?").get_by_label(
        "Refer for more support"
    ).check()
    petra.get_by_role("group", name="Did Will Tanner come?", exact=True).get_by_label(
        "No", exact=True
    ).first.check()
    petra.get_by_role("button", name="Record").click()
    expect(petra.get_by_text("Recorded. Thank you")).to_be_visible()
    assert Session.objects.get().status == "held"
    assert case.stages.get(key="defusing").led_by == trust.petra
    assert second.stages.get(key="defusing").reason == "did_not_come"


@pytest.mark.framework("R123")
@pytest.mark.django_db(transaction=True)
def test_a_ward_at_night_asks_somebody_to_come(trust, open_as, check_page):
    learnt = dict.fromkeys(LearntTopic.Topic.values, timezone.localdate())
    supporter = actions.keep_supporter(trust.petra, by=trust.viv, at_once=2, learnt=learnt)
    every_shift = {(day, part) for day in range(7) for part in ("day", "night")}
    actions.say_when(supporter, by=trust.petra, weekly=every_shift, dated={})

    will = open_as(trust.will, width=360)
    will.goto("/support/who-can-come/")
    check_page(will)
    will.get_by_role("button", name="Ask them to come").click()
    expect(will.get_by_text("Petra Vale has been asked")).to_be_visible()
    check_page(will)

    petra = open_as(trust.petra, width=360)
    petra.goto(Notice.objects.get(to=trust.petra).link)
    expect(petra.get_by_text("Elm Ward")).to_be_visible()
    check_page(petra)
    petra.get_by_role("button", name="I am coming").click()
    will.reload()
    expect(will.get_by_text("I am coming")).to_be_visible()
