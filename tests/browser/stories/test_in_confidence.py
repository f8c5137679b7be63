"""A sexual assault is reported to the sexual safety lead in confidence. Nobody else learns of it, whatever they may do."""

import pytest

from support import actions
from tests.browser.stories.conftest import HAPPENED

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_sexual_assault_reported_to_the_sexual_safety_lead(story, trust):
    incident = story.happens_to(trust.nneka, kinds=["sexual_assault"], sealed_to=trust.sasha)
    case = story.case_of(incident, trust.nneka)
    everybody_else = [
        one for name, one in vars(trust).items() if hasattr(one, "email") and name not in ("nneka", "sasha")
    ]
    address = f"/support/cases/{case.pk}/"

    assert case.lead == trust.sasha
    sasha_opens_it_and_says_why(story, trust, case)
    nneka_says_yes_and_asks_for_help(story, trust, case)
    story.is_shut_to(address, *everybody_else)
    story.is_shut_to(f"/incidents/{incident.reference}/", *everybody_else)
    for week in (1, 2, 4, 8, 12):
        story.week(week)
        story.answers_from_link(trust.nneka, week)
        story.sees_to(case, trust.sasha)
    nobody_else_has_heard_of_it(story, trust, case, incident, everybody_else)
    help = case.helps.get(track="referral")
    actions.settle_help(help, by=trust.sasha)
    story.ends(trust.sasha, case)
    story.letters.tell_nothing()


def sasha_opens_it_and_says_why(story, trust, case):
    page = story.opens(trust.sasha, story.letters.link_to(trust.sasha, "A colleague needs your support"))
    story.reads(page, "This was reported in confidence")
    story.reads_nothing_of(page, "Nneka", HAPPENED)
    page.get_by_label("Why do you need to open it?").fill("She chose me to look after her")
    story.presses(page, "Open it")
    story.reads(page, "Support for Nneka Obi", "Next: ")
    for stage in ("immediate", "demobilising"):
        actions.record_stage(case, stage, by=trust.sasha, outcome="held", next_step="go_on")


def nneka_says_yes_and_asks_for_help(story, trust, case):
    """Occupational health learns her name when she says so, and not before; and of nothing else."""
    page = story.opens(trust.nneka, story.letters.link_to(trust.nneka, "Your support has started"))
    story.reads(page, "Sasha Kerr looks after you")
    story.presses(page, "Yes, I would like support")
    page.get_by_text("Ask for practical help", exact=True).click()
    story.presses(page, "I would like occupational health or counselling")
    help = case.helps.get(track="referral")
    address = f"/support/help/{help.pk}/"
    story.is_shut_to(address, trust.olive, trust.maya, trust.hana)

    story.presses(page, "Yes, pass my name on")
    story.reads(page, "Thank you. It is passed on now.")
    page = story.opens(trust.olive, address)
    story.reads(page, "Nneka Obi", "Occupational health or counselling")
    story.reads_nothing_of(page, HAPPENED, "sexual", "assault")
    story.is_shut_to(address, trust.maya, trust.hana, trust.ruth, trust.viv, trust.ade)


def nobody_else_has_heard_of_it(story, trust, case, incident, everybody_else):
    """Not one email to anybody else leads to it, and no list of theirs knows of it."""
    helps = [str(one.pk) for one in case.helps.all()]
    theirs = {one.email for one in everybody_else if one != trust.olive}
    for one in story.letters.all():
        if one.to in theirs:
            assert not [known for known in (str(case.pk), incident.reference, *helps) if known in one.words]
    for reader in (trust.maya, trust.viv):
        page = story.opens(reader, "/support/")
        story.reads_nothing_of(page, "Nneka", incident.reference)
