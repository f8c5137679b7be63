"""A nurse is assaulted by a confused patient. No police. She takes support, is off work for a while, and comes back."""

from datetime import datetime, time, timedelta

import pytest

from people.deadlines import LONDON
from people.roles import TrainingKind
from support import actions
from tests.browser.stories.conftest import HAPPENED, PLACE
from tests.factories import TrainingFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_nurse_hurt_by_a_confused_patient(story, trust):
    TrainingFactory(user=trust.petra, kind=TrainingKind.DEFUSING, completed_on=story.today())
    incident = story.happens_to(trust.nneka)
    case = story.case_of(incident, trust.nneka)
    page_of_case = f"/support/cases/{case.pk}/"

    nneka_says_yes(story, trust)
    maya_sees_to_her_on_the_same_shift(story, trust, case)
    story.is_shut_to(
        page_of_case, trust.will, trust.petra, trust.owen, trust.hana, trust.olive, trust.una, trust.ade
    )

    story.day(1)
    nneka_is_off_work(story, trust, case)
    nneka_wants_occupational_health(story, trust, case)
    story.day(2)
    maya_asks_petra_to_lead_a_talk(story, trust, case)
    story.day(5)
    petra_leads_it(story, trust, case)

    story.day(7)
    story.answers_from_link(trust.nneka, week=1)
    story.day(8)
    the_debriefing_is_offered_and_declined(story, trust, case)
    nobody_answers_in_week_two(story, trust, case)
    story.week(3)
    they_plan_her_return(story, trust, case)
    for week in (8, 12):
        story.week(week)
        story.answers_from_link(trust.nneka, week)
        story.sees_to(case, trust.maya)
    assert not case.helps.filter(track="police").exists()
    story.ends(trust.maya, case)
    story.letters.tell_nothing()


def nneka_says_yes(story, trust):
    link = story.letters.link_to(trust.nneka, "Your support has started")
    page = story.opens(trust.nneka, link)
    story.reads(page, "Maya Lindqvist looks after you", "none of it is a duty")
    story.presses(page, "Yes, I would like support")
    story.reads(page, "Thank you. Support goes on as shown below.", "You said yes to support")


def maya_sees_to_her_on_the_same_shift(story, trust, case):
    page = story.opens(trust.maya, story.letters.link_to(trust.maya, "A colleague needs your support"))
    story.reads(page, "Support for Nneka Obi", "Next: Immediate response", "Yes to support")
    page.get_by_role("button", name="Record this step").click()
    story.chooses(page, "Is everybody safe now?", "Yes")
    story.chooses(page, "Can they carry on with their shift?", "No")
    story.chooses(page, "Is there somebody at home to support them?", "No")
    story.chooses(page, "What came of it?", "It took place")
    page.get_by_label("Who led it?").select_option("Maya Lindqvist")
    story.chooses(page, "What comes next?", "Go on to the next stage")
    story.presses(page, "Record")
    story.reads(page, "The answers suggest this. You decide: yes, or not now and why.", "Next: Demobilising")
    call = page.locator("form", has_text="Call Nneka Obi today").first
    story.presses(page, "Yes, add this", within=call)
    story.reads(page, "Also owed")
    actions.keep_promise(case, "call", by=trust.maya)
    actions.decide_suggestion(case, "duties", by=trust.maya, is_taken=False, reason="has_it")
    actions.record_stage(case, "demobilising", by=trust.maya, outcome="held", next_step="go_on")


def nneka_is_off_work(story, trust, case):
    """Human resources keeps the days out of the triggers, and sees nothing of how she is."""
    page = story.opens(trust.nneka, "/support/me/")
    page.get_by_text("Ask for practical help", exact=True).click()
    story.presses(page, "I am off work because of what happened")
    story.reads(page, "Maya Lindqvist has been told and will be in touch", "Time off work")
    help = case.helps.get(track="absence")
    story.work()
    assert "A colleague has asked you for something. Please see what they need." in story.letters.lines_to(
        trust.maya
    )
    actions.record_help(help, "begins", by=trust.maya, outcome="done", answers={"first_day": story.today()})

    link = story.letters.link_to(trust.hana, "Something for a colleague has come to you")
    page = story.opens(trust.hana, link)
    story.reads(page, "Time off work", "Left out of sickness triggers")
    story.reads_nothing_of(page, HAPPENED, PLACE, "Immediate response", "Demobilising", "counselling")
    page.get_by_role("link", name="Left out of sickness triggers").click()
    story.chooses(page, "Is it marked so that it does not count?", "Yes")
    page.get_by_label("Who decided that?").fill("Hana Sato")
    story.chooses(page, "Where does it stand?", "It is done")
    story.presses(page, "Record")
    story.reads(page, "Time off work")
    assert help.steps.get(key="triggers").status == "done"
    actions.record_help(help, "pay", by=trust.hana, outcome="done", answers={"service": "second"})
    story.is_shut_to(f"/support/help/{help.pk}/", trust.olive, trust.petra, trust.will, trust.una, trust.owen)


def nneka_wants_occupational_health(story, trust, case):
    """Nobody but Maya learns of it before she agrees; what becomes of it Maya never reads."""
    page = story.opens(trust.nneka, "/support/me/")
    page.get_by_text("Ask for practical help", exact=True).click()
    story.presses(page, "I would like occupational health or counselling")
    help = case.helps.get(track="referral")
    address = f"/support/help/{help.pk}/"
    story.is_shut_to(address, trust.olive, trust.hana, trust.petra)

    story.presses(page, "Yes, pass my name on")
    story.reads(page, "Thank you. It is passed on now.")
    for step, answers in {"offer": {"wants": "yes"}, "sent": {}}.items():
        actions.record_help(help, step, by=trust.maya, outcome="done", answers=answers)
    page = story.opens(trust.olive, address)
    story.reads(page, "Occupational health or counselling", "Nneka Obi")
    page.get_by_role("link", name="Accepted").click()
    story.chooses(page, "Who sees them?", "A service outside the trust")
    story.chooses(page, "Where does it stand?", "It is done")
    story.presses(page, "Record")
    story.reads(page, "A service outside the trust")
    page = story.opens(trust.maya, address)
    story.reads(page, "Accepted")
    story.reads_nothing_of(page, "A service outside the trust", "Who sees them?")
    story.is_shut_to(address, trust.hana, trust.petra, trust.will)
    actions.record_help(help, "first_seen", by=trust.olive, outcome="done", answers={"on": story.today()})
    actions.settle_help(help, by=trust.olive)


def maya_asks_petra_to_lead_a_talk(story, trust, case):
    page = story.opens(trust.maya, f"/support/sessions/plan/?case={case.pk}&kind=defusing")
    story.reads(page, "calendar invitation that says only “Meeting”")
    on = story.today() + timedelta(days=2)
    for part, number in {"Day": on.day, "Month": on.month, "Year": on.year}.items():
        page.get_by_label(part, exact=True).fill(str(number))
    page.get_by_label("At what time?").fill("14:30")
    story.chooses(page, "Where?", "In a room")
    page.get_by_label("Which room, or which link?").fill("Education centre, room 2")
    page.get_by_label("Who leads it?").select_option("Petra Vale")
    story.presses(page, "Plan it and invite")
    story.reads(page, "It is planned, and everybody is invited")
    story.work()
    starts = datetime.combine(on, time(14, 30), LONDON)
    for reader in (trust.nneka, trust.petra):
        (meeting,) = story.letters.meetings_of(reader)
        assert (meeting.is_on, meeting.starts, meeting.where) == (True, starts, "Education centre, room 2")

    page = story.opens(trust.nneka, "/support/me/")
    story.reads(page, "You are invited: defusing", "You choose whether to come.")
    story.presses(page, "Yes, I will come")
    story.reads(page, "You said yes. You can still change your mind.")


def petra_leads_it(story, trust, case):
    """She sees who came to her own session, and not the case."""
    page = story.opens(trust.petra, story.letters.link_to(trust.petra, "Please record who came"))
    story.reads(page, "Nneka Obi", "Said yes")
    story.reads_nothing_of(page, HAPPENED, PLACE, "occupational health", "time off")
    page.get_by_role("button", name="Record this session").click()
    story.chooses(page, "Did Nneka Obi come?", "Yes")
    story.chooses(page, "What comes next for Nneka Obi?", "Go on to the next stage")
    story.presses(page, "Record")
    story.reads(page, "Recorded. Thank you")
    session = case.attendances.get().session
    story.is_shut_to(f"/support/cases/{case.pk}/", trust.petra)
    story.is_shut_to(
        f"/support/sessions/{session.pk}/", trust.hana, trust.olive, trust.will, trust.owen, trust.una
    )
    page = story.opens(trust.maya, f"/support/cases/{case.pk}/")
    story.reads(page, "led by Petra Vale")


def the_debriefing_is_offered_and_declined(story, trust, case):
    """Saying no is a good outcome: nobody is reminded of it any more."""
    actions.record_stage(case, "debriefing", by=trust.maya, outcome="offered")
    page = story.opens(trust.nneka, "/support/me/")
    story.reads(page, "Offered to you: debriefing", "only if you want it")
    story.presses(page, "No, thank you")
    story.reads(page, "That is fine. You can change your mind here at any time.")
    assert not case.promises.open().filter(key="stage.debriefing").exists()


def nobody_answers_in_week_two(story, trust, case):
    """A question without an answer is followed up, and not closed."""
    story.letters.to(trust.maya)
    story.day(14 + 4)
    assert "A check-in has had no answer. Please call or see your colleague." in story.letters.lines_to(
        trust.maya
    )
    assert case.promises.open().filter(key="check_in.2").exists()
    actions.record_check_in(case, 2, by=trust.maya, status="done", feeling="same")
    story.letters.to(trust.nneka)


def they_plan_her_return(story, trust, case):
    """The plan counts when both have agreed to it."""
    help = actions.open_help(case, "return_to_work", by=trust.maya)
    actions.record_help(help, "talk", by=trust.maya, outcome="done", answers={"feel_safe": "yes"})
    plan = {
        "back_on": story.today() + timedelta(days=7),
        "weeks": "2",
        "review_on": story.today() + timedelta(days=21),
    }
    actions.record_help(help, "plan", by=trust.maya, outcome="done", answers=plan)
    story.work()
    page = story.opens(trust.nneka, story.letters.link_to(trust.nneka, "Something waits for your answer"))
    story.reads(page, "Proposed to you: agree the plan. It counts only if you say yes.")
    story.presses(page, "Yes, I agree")
    story.reads(page, "Thank you. It counts from now on.")
    page = story.opens(trust.hana, f"/support/help/{help.pk}/")
    story.reads(page, "Return to work", "2 weeks")
    story.week(4)
    story.answers_from_link(trust.nneka, week=4)
    story.week(6)
    said = {"feel_safe": "yes", "holds": "over"}
    actions.record_help(help, "review", by=trust.maya, outcome="done", answers=said)
    actions.settle_help(help, by=trust.maya)
    actions.settle_help(case.helps.get(track="absence"), by=trust.hana)
