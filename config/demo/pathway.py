"""The pathway at the invented trust: one site has a window of its own and one had, somebody is kept apart, suggestions
are decided."""

from datetime import timedelta

from django.utils import timezone

from incidents import actions as incidents
from incidents.actions import Affected, Alleged
from support import actions as support
from support.editing import drafting


def pathway(story) -> None:
    people, now = story.people, story.now
    day = timedelta(days=1)
    _shorter_defusing(story, now - 3 * day)
    _kept_apart(story, now - 2 * day)
    draft = support.start_draft(None, by=people["Viv"], at=now - day)
    rule = drafting.rule_in(draft.content, "defusing") | {"closes_after": "8 days"}
    draft = support.save_draft(draft, by=people["Viv"], seen=draft.revision, rule=rule, at=now - day)
    signs = [*draft.content["signs"], "They no longer want to work alone"]
    said = {"team_weeks": [2, 6, 12], "signs": signs}
    support.save_draft(draft, by=people["Viv"], seen=draft.revision, at=now - day, **said)
    _and_back_again(story, now - 30 * day)


def _and_back_again(story, at):
    """The General tried a longer window of its own, and went back to the trust's."""
    site, viv = story.trust.sites["Northshire General"], story.people["Viv"]
    draft = support.start_draft(site, by=viv, at=at)
    rule = drafting.rule_in(draft.content, "defusing") | {"closes_after": "12 days"}
    draft = support.save_draft(draft, by=viv, seen=draft.revision, rule=rule, at=at)
    tried = support.publish_draft(draft, by=viv, why="To try a longer window", seen=draft.revision, at=at)
    back = {"why": "Colleagues told us that it was too late", "seen": tried.number}
    support.return_to_trust(site, by=viv, at=at + timedelta(days=9), **back)


def _shorter_defusing(story, at):
    """Riverside wants to talk within a week, and moves the case of somebody who would rather have it so."""
    site, viv = story.trust.sites["Riverside"], story.people["Viv"]
    draft = support.start_draft(site, by=viv, at=at)
    rule = drafting.rule_in(draft.content, "defusing") | {"closes_after": "7 days"}
    draft = support.save_draft(draft, by=viv, seen=draft.revision, rule=rule, at=at)
    draft = support.save_draft(
        draft, by=viv, seen=draft.revision, policy="Violence at work, version 4", at=at
    )
    support.publish_draft(
        draft, by=viv, why="Our wards asked to talk within a week", seen=draft.revision, at=at
    )
    support.move_cases(site, by=viv, why="better_window", at=at)


def _kept_apart(story, at):
    """Sunita was hurt and cannot carry on: one suggestion is taken up, one is not, and a senior leader writes to her."""
    me = story.people["Sunita"]
    facts = story.facts("physical", at, me.team) | {"harm": "moderate"}
    incident = incidents.report(
        by=me, affected=[Affected("harmed", user=me)], alleged=[Alleged("patient")], at=at, **facts
    )
    case = incident.involved.get(user=me).case
    lead, soon = case.lead, at + timedelta(hours=1)
    held = {"outcome": "held", "next_step": "go_on", "by": lead, "at": soon}
    support.record_stage(
        case, "immediate", answers={"safe": "yes", "at_home": "no", "carry_on": "no", "home": "own"}, **held
    )
    support.decide_suggestion(case, "call", by=lead, is_taken=True, at=soon)
    support.decide_suggestion(case, "duties", by=lead, is_taken=False, reason="arranged", at=soon)
    support.record_stage(case, "demobilising", answers={"feels_safe": "no", "thanked": "yes"}, **held)
    support.keep_apart(
        case,
        by=lead,
        review_on=timezone.localdate(story.now) + timedelta(days=5),
        ways=["area", "visits"],
        area="The side rooms, not the bays",
        visits="By two colleagues together",
        does_not_want="To change wards",
        is_agreed=True,
        at=soon,
    )
    acknowledgement = case.acknowledgement
    support.send_acknowledgement(
        acknowledgement, by=acknowledgement.owner, how="letter", at=at + timedelta(days=1)
    )
    support.tick_checklist(case, ticked={"union"}, unticked=set(), by=lead, at=soon)
