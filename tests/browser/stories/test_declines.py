"""A healthcare assistant declines everything. Nobody presses her, and in week 8 she comes back."""

import pytest

from support import actions
from support.models import Promise

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_somebody_who_wants_nothing_and_comes_back_in_week_eight(story, trust):
    incident = story.happens_to(trust.nneka)
    case = story.case_of(incident, trust.nneka)

    nneka_says_no(story, trust)
    seven_weeks_of_silence(story, trust, case)
    story.week(8)
    nneka_comes_back(story, trust, case)
    maya_calls_her(story, trust, case)
    story.week(12)
    story.answers_from_link(trust.nneka, week=12)
    story.week(13)
    story.sees_to(case, trust.maya)
    story.ends(trust.maya, case)
    story.letters.tell_nothing()


def nneka_says_no(story, trust):
    page = story.opens(trust.nneka, story.letters.link_to(trust.nneka, "Your support has started"))
    story.presses(page, "No support for now")
    story.reads(page, "You said no to support for now", "Nobody will press you")
    story.reads(page, "You can change your mind at any time, however long it has been.")


def seven_weeks_of_silence(story, trust, case):
    """She hears nothing, and nobody is told to ask her again. What was asked in the first minute is all there is."""
    page = story.opens(trust.maya, story.letters.link_to(trust.maya, "A colleague needs your support"))
    story.reads(
        page, "would rather have no support for now. That is fine", "Nothing is owed and no reminder is sent."
    )
    page.goto("/support/")
    story.reads_nothing_of(page, "Overdue")
    story.week(7)
    assert all(line.startswith("We have your report") for line in story.letters.lines_to(trust.nneka))
    assert not any(
        "/support/cases/" in link for one in story.letters.to(trust.maya) for link in one.lines.values()
    )
    assert not any(
        "colleague" in line for line in story.letters.lines_to(trust.ruth) + story.letters.lines_to(trust.dev)
    )


def nneka_comes_back(story, trust, case):
    page = story.opens(trust.nneka, "/support/me/")
    story.reads(page, "You said no to support for now")
    story.presses(page, "I have changed my mind")
    story.reads(page, "Maya Lindqvist looks after you", "Your support, step by step")
    story.work()
    link = story.letters.link_to(trust.maya, "A colleague")
    assert link.endswith(f"/support/cases/{case.pk}/")
    case.refresh_from_db()
    assert case.status == "open"
    late = Promise.objects.open().filter(case=case, due_at__lt=story.now())
    assert not late.exists(), "Nothing is late because of the weeks in which she wanted nothing"
    story.is_shut_to(
        f"/support/cases/{case.pk}/", trust.will, trust.petra, trust.hana, trust.olive, trust.owen
    )


def maya_calls_her(story, trust, case):
    page = story.opens(trust.maya, f"/support/cases/{case.pk}/")
    story.reads(page, "Next: ")
    story.day(57)
    story.sees_to(case, trust.maya)
    actions.open_help(case, "referral", by=trust.maya)
    page = story.opens(trust.nneka, "/support/me/")
    story.reads(page, "Confidential help from occupational health or a counsellor.")
    story.presses(page, "No, thank you")
    story.reads(page, "That is fine. You can ask for it again at any time.")
