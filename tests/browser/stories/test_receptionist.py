"""A receptionist is abused online, and feels that it came of hate. It goes to the police and to court."""

from datetime import timedelta

import icalendar
import pytest

from incidents.actions import Alleged
from support import actions
from tests.browser.stories.conftest import HAPPENED, PLACE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_receptionist_abused_online(story, trust):
    incident = story.happens_to(
        trust.nneka,
        kinds=["verbal", "online"],
        alleged=[Alleged("unknown")],
        hate_motive="yes",
    )
    case = story.case_of(incident, trust.nneka)

    a_senior_leader_writes_to_her(story, trust, case)
    she_wants_the_police(story, trust, case)
    story.week(1)
    story.answers_from_link(trust.nneka, 1, feeling="Finding it harder")
    maya_is_asked_to_call(story, trust, case)
    story.week(2)
    story.answers_from_link(trust.nneka, 2)
    she_is_called_to_court(story, trust, case)
    for week in (4, 8, 12):
        story.week(week)
        story.answers_from_link(trust.nneka, week)
        story.sees_to(case, trust.maya)
    everything_is_settled(story, trust, case)
    story.ends(trust.maya, case)
    story.letters.tell_nothing()


def a_senior_leader_writes_to_her(story, trust, case):
    owner = case.acknowledgement.owner
    page = story.opens(owner, story.letters.link_to(owner, "Somebody at work would value a few words"))
    story.reads(page, "Nneka Obi")
    story.reads_nothing_of(page, HAPPENED, PLACE)
    actions.send_acknowledgement(case.acknowledgement, by=owner, how="letter")
    page = story.opens(trust.nneka, "/support/me/")
    story.reads(page, "From a senior leader", "that what happened matters")


def she_wants_the_police(story, trust, case):
    page = story.screen(trust.nneka)
    page.get_by_text("Ask for practical help", exact=True).click()
    story.presses(page, "I would like help with the police")
    story.reads(page, "Whether you want the police is your choice.")
    help = case.helps.get(track="police")
    for step, answers in {
        "ask": {"choice": "yes", "said": "yes"},
        "crime": {"force": "Northshire", "number": "42/1234/26", "recorded": "yes"},
        "explain": {"guide": "yes"},
        "statement": {"when": "work"},
    }.items():
        actions.record_help(help, step, by=trust.maya, outcome="done", answers=answers)
    page = story.opens(trust.maya, f"/support/help/{help.pk}/")
    story.reads(page, "The police", "42/1234/26")
    story.is_shut_to(f"/support/help/{help.pk}/", trust.hana, trust.olive, trust.petra, trust.will, trust.una)


def maya_is_asked_to_call(story, trust, case):
    """Finding it harder is told at once."""
    story.work()
    page = story.opens(
        trust.maya, story.letters.link_to(trust.maya, "A colleague would like you to call them today")
    )
    story.reads(page, "Nneka Obi")
    for key in case.promises.open().filter(key__startswith="do.").values_list("key", flat=True):
        actions.keep_promise(case, key.removeprefix("do."), by=trust.maya)
    if case.watches.filter(decided_at=None).exists():
        actions.decide_watch(case, by=trust.maya, decision="nothing")


def she_is_called_to_court(story, trust, case):
    """Leave opens with it and goes to human resources; the day goes into her calendar and says nothing."""
    help = actions.open_help(case, "court", by=trust.maya)
    actions.record_help(
        help, "role", by=trust.maya, outcome="done", answers={"part": "harmed", "comes": "manager"}
    )
    actions.record_help(help, "footage", by=trust.maya, outcome="done", answers={"answer": "none"})
    on = story.today() + timedelta(weeks=5)
    entry = actions.add_entry(help, "dates", by=trust.maya, on=on, answers={"what": "trial", "at": "10:00"})
    leave = case.helps.get(track="court_leave")
    asked = {"asked_on": story.today(), "from_on": on, "days": "1"}
    actions.record_help(leave, "ask", by=trust.maya, outcome="done", answers=asked)
    story.work()

    page = story.opens(trust.hana, f"/support/help/{leave.pk}/")
    story.reads(page, "Paid leave for court", "Paid special leave decided")
    story.is_shut_to(f"/support/help/{help.pk}/", trust.hana, trust.olive, trust.petra, trust.owen)
    story.is_shut_to(f"/support/help/{leave.pk}/", trust.olive, trust.petra, trust.owen)
    granted = {"decision": "granted", "decided_by": "Hana Sato"}
    actions.record_help(leave, "decide", by=trust.hana, outcome="done", answers=granted)

    page = story.opens(trust.nneka, "/support/me/")
    story.reads(page, "Your days in court", "Your calendar only says “Appointment”.")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Put it in your calendar").click()
    (event,) = icalendar.Calendar.from_ical(fetched.value.path().read_bytes()).walk("VEVENT")
    assert (str(event["SUMMARY"]), event["DTSTART"].dt) == ("Appointment", entry.on)
    assert not [
        word for word in ("court", "trial", "10:00", "nneka") if word in event.to_ical().decode().lower()
    ]


def everything_is_settled(story, trust, case):
    lines = story.letters.ever_to(trust.nneka)
    assert "A day that you asked to be reminded of is near. You can see more after you sign in." in lines
    for help in case.helps.filter(status="open"):
        actions.settle_help(help, by=trust.maya)
