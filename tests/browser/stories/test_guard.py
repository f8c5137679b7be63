"""A contractor's security guard came to help and was hurt. He has no account: every link he gets opens once."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from incidents.actions import Affected
from people.roles import TrainingKind
from support import actions
from support.deadlines import LONDON
from support.models import Case
from tests.browser.stories.conftest import HAPPENED, PLACE
from tests.factories import TrainingFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADDRESS = "kieran.doyle@guards.example"


def test_a_contractors_guard_without_an_account(story, trust):
    TrainingFactory(user=trust.petra, kind=TrainingKind.DEFUSING, completed_on=story.today())
    guard = Affected("responder", name="Kieran Doyle", contact=ADDRESS)
    incident = story.happens_to(guard, by=trust.nneka)
    case = Case.objects.get(person__incident=incident)

    he_comes_in_by_his_link(story, trust, case)
    story.is_shut_to(
        f"/support/cases/{case.pk}/", trust.will, trust.petra, trust.hana, trust.olive, trust.owen
    )
    story.day(2)
    he_is_invited_to_a_talk(story, trust, case)
    for week in (1, 2, 4, 8, 12):
        story.week(week)
        story.answers_from_link(ADDRESS, week)
        story.sees_to(case, case.lead)
    story.ends(case.lead, case)
    story.letters.tell_nothing()
    assert not any(
        "kieran" in one.words.lower() or "doyle" in one.words.lower() for one in story.letters.all()
    )


def he_comes_in_by_his_link(story, trust, case):
    link = story.letters.link_to(ADDRESS, "Support is there for you")
    page = story.stranger()
    page.goto(link)
    story.look(page)
    story.reads_nothing_of(page, "Kieran", HAPPENED, PLACE, str(case.lead))
    story.presses(page, "Open my page")
    story.reads(page, f"{case.lead} looks after you", "none of it is a duty")
    story.look(page)
    story.presses(page, "Yes, I would like support")
    story.reads(page, "Thank you. Support goes on as shown below.")

    other = story.stranger()
    other.goto(link)
    expect(other.get_by_role("button", name="Open my page")).to_have_count(0)
    story.reads_nothing_of(other, "Kieran", str(case.lead))
    other.goto("/support/door/mine/")
    story.reads_nothing_of(other, "Kieran", str(case.lead))
    page.context.close()


def he_is_invited_to_a_talk(story, trust, case):
    """The invitation is a calendar file by email, and his answer needs no account."""
    starts = story.now().astimezone(LONDON).replace(hour=14, minute=0, second=0, microsecond=0) + timedelta(
        days=2
    )
    session = actions.plan_session(
        [case],
        by=case.lead,
        kind="defusing",
        leader=trust.petra,
        starts_at=starts,
        place="Education centre, room 2",
    )
    story.work()
    invitation = story.letters.to(ADDRESS)[-1]
    (meeting,) = invitation.meetings
    assert (meeting.is_on, meeting.starts) == (True, starts)
    (link,) = invitation.lines.values()
    page = story.stranger()
    page.goto(link)
    page.locator("main form").get_by_role("button").first.click()
    story.reads(page, "Petra Vale leads it")
    story.presses(page, "Yes, I will come")
    story.reads(page, "You said yes. You can still change your mind.")
    page.context.close()

    story.until(starts + timedelta(hours=2))
    said = {one.pk: {"came": True, "next_step": "go_on", "answers": {}} for one in session.attendances.all()}
    actions.record_session(session, by=trust.petra, said=said)
    page = story.opens(case.lead, f"/support/cases/{case.pk}/")
    story.reads(page, "led by Petra Vale")
