"""A ward manager is himself hurt. His own manager looks after him, and none of his team sees that."""

import pytest

from people.models import Role
from people.roles import RoleKind
from support import actions
from support.models import Case
from tests.browser.stories.conftest import HAPPENED
from tests.factories import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_manager_who_is_himself_hurt(story, trust):
    marcus = UserFactory(first_name="Marcus", last_name="Bell", team=trust.elm_ward, manager=trust.ruth)
    Role.objects.filter(user=trust.maya, kind=RoleKind.LINE_MANAGER).update(user=marcus)
    for one in (trust.nneka, trust.will, trust.dev):
        one.manager = marcus
        one.save()
    incident = story.happens_to(marcus, trust.nneka, by=trust.nneka)
    his, hers = story.case_of(incident, marcus), story.case_of(incident, trust.nneka)

    neither_is_looked_after_by_him(story, trust, marcus, his, hers)
    ruth_looks_after_him(story, trust, marcus, his)
    for week in (1, 2, 4, 8, 12):
        story.week(week)
        story.answers_from_link(marcus, week)
        story.answers_from_link(trust.nneka, week)
        for case in (his, hers):
            case.refresh_from_db()
            story.sees_to(case, case.lead)
    he_asked_for_four_more_weeks(story, trust, marcus, his)
    story.ends(his.lead, his)
    story.letters.tell_nothing()


def neither_is_looked_after_by_him(story, trust, marcus, his, hers):
    """He is part of what happened: he looks after nobody in it, himself least of all."""
    assert his.lead not in (marcus, trust.nneka)
    assert hers.lead not in (marcus, trust.nneka)
    assert (
        "A colleague needs your support. Please see today what they need first."
        not in story.letters.lines_to(marcus)
    )
    story.is_shut_to(
        f"/support/cases/{his.pk}/", marcus, trust.nneka, trust.will, trust.hana, trust.olive, trust.owen
    )
    story.is_shut_to(f"/support/cases/{hers.pk}/", marcus, trust.nneka, trust.will)
    page = story.opens(marcus, "/support/me/")
    story.reads(page, f"{his.lead} looks after you", "none of it is a duty")
    page.goto("/support/")
    story.reads_nothing_of(page, "Marcus Bell", "Nneka Obi")


def ruth_looks_after_him(story, trust, marcus, case):
    lead = case.lead
    page = story.opens(lead, story.letters.link_to(lead, "A colleague needs your support"))
    page = story.opens(lead, f"/support/cases/{case.pk}/")
    story.reads(page, "Support for Marcus Bell", "Next: Immediate response")
    page.get_by_role("button", name="Record this step").click()
    story.chooses(page, "What came of it?", "It took place")
    page.get_by_label("Who led it?").select_option(str(lead))
    story.chooses(page, "What comes next?", "Go on to the next stage")
    story.presses(page, "Record")
    story.reads(page, "Next: Demobilising")


def he_asked_for_four_more_weeks(story, trust, marcus, case):
    """Twelve weeks are not the end for somebody who wants longer."""
    actions.add_check_in(case, by=marcus)
    story.work()
    story.week(16)
    story.answers_from_link(marcus, week=16)
    story.sees_to(case, case.lead)
    page = story.opens(marcus, "/support/me/")
    story.reads_nothing_of(page, HAPPENED)
    assert Case.objects.about(marcus).count() == 1
