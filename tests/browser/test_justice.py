"""A colleague with the police, the court and the union, from a narrow phone."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from icalendar import Calendar
from playwright.sync_api import expect

from support import actions
from support.directory.needs import Tier

pytestmark = pytest.mark.browser


@pytest.mark.framework("R74")
@pytest.mark.framework("R86")
@pytest.mark.framework("R89")
def test_from_the_first_question_to_a_day_in_court_and_a_representative_of_their_own(
    trust, report, open_as, check_page
):
    case = report().involved.get().case
    facts = {"name": "Peers", "what_for": "A colleague who listens.", "tier": Tier.PEER, "needs": ["talk"]}
    actions.add_service(by=trust.viv, checked=True, **facts)

    me = open_as(trust.nneka, width=320)
    me.goto("/support/me/")
    for words in ("I am called to court", "I would like to talk to a union representative"):
        me.get_by_text("Ask for practical help").click()
        me.get_by_role("button", name=words).click()
    expect(me.get_by_text("No day is known yet")).to_be_visible()
    check_page(me)

    maya = open_as(trust.maya)
    maya.goto(f"/support/cases/{case.pk}/")
    maya.get_by_role("link", name="Going to court").click()
    maya.get_by_role("link", name="Days in court").click()
    on = timezone.localdate() + timedelta(days=9)
    for part in ("Day", "Month", "Year"):
        maya.get_by_label(part, exact=True).first.fill(str(getattr(on, part.lower())))
    maya.get_by_label("The trial").check()
    maya.get_by_label("At what time, and where?").fill("10:00, entrance B")
    maya.get_by_role("button", name="Record", exact=True).click()
    expect(maya.get_by_text("entrance B")).to_be_visible()
    check_page(maya)

    me.goto("/support/me/")
    with me.expect_download() as download:
        me.get_by_role("link", name="Put it in your calendar").click()
    event = Calendar.from_ical(Path(download.value.path()).read_text()).walk("VEVENT")[0]
    assert (event["summary"], event["dtstart"].dt) == ("Appointment", on)

    me.get_by_role("link", name="Choose a union representative").click()
    check_page(me)
    me.get_by_label("Una Rep").check()
    me.get_by_role("button", name="Yes, tell them my name").click()
    expect(me.get_by_text("Una Rep of your union knows your name")).to_be_visible()

    una = open_as(trust.una)
    una.goto("/support/help/")
    una.get_by_role("link", name="Nneka Obi").first.click()
    expect(una.get_by_role("heading", name="Their union")).to_be_visible()
    check_page(una)

    me.get_by_role("button", name="Do not pass my name on any more").click()
    una.goto("/support/help/")
    expect(una.get_by_text("Nneka Obi")).to_have_count(0)

    me.get_by_role("link", name="Where to get help").click()
    me.get_by_label("What would help?").select_option(label="Somebody to talk to")
    me.get_by_role("button", name="Show").click()
    expect(me.get_by_role("heading", name="Peers")).to_be_visible()
    check_page(me)
