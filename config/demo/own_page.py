"""What people do on pages of their own in the invented trust: a guard without an account, a wish, a statement, answers."""

from datetime import timedelta

from config.demo.help import _case
from incidents import actions as incidents
from incidents.actions import Affected, Alleged, concerns
from support import actions, pulse
from support.models import Case
from support.visits import door as doors
from support.workflow import CaseStatus

DAY = timedelta(days=1)
GUARD, ADDRESS = "Sam Kite", "sam.kite@securityfirm.example"


def own_page(story) -> None:
    a_guard(story)
    a_wish(story)
    a_statement(story)
    how_we_did(story)


def a_guard(story) -> None:
    """Sam comes from a firm and has no account: a link in an email, then a concern that waits for its answer."""
    me, at = story.people["Nneka"], story.now - 4 * DAY
    facts = story.facts("physical", at, me.team) | {"what_happened": "Pushed a guard who held the door."}
    guard = Affected("harmed", name=GUARD, contact=ADDRESS)
    incident = incidents.report(by=me, affected=[guard], alleged=[Alleged("relative")], at=at, **facts)
    case = incident.involved.get(name=GUARD).case
    newest = doors.find(case.doors.latest("made_at").pk)
    came = at + DAY / 4
    doors.use_up(newest, came)
    sam = doors.visitor_of(newest)
    actions.accept_support(case, by=sam, at=came)
    actions.show_leaflet(case, "rights", by=sam, at=came)
    actions.say_read(case, "money", by=sam, at=came)
    person, words = case.person, "My firm says nobody has told them why I was off."
    to = story.people["Gita"]
    concerns.raise_concern(incident, by=person, to=to, words=words, at=at + DAY)


def a_wish(story) -> None:
    """Carys would like somebody else, and has not been answered yet."""
    case = _case(story, "Carys")
    actions.ask_for_somebody_else(case, by=case.person.user, why="known", at=story.now - DAY)


def a_statement(story) -> None:
    """Joe has written one, and lets his union representative and the panel read it."""
    case = _case(story, "Joe")
    me, at = case.person.user, story.now - 2 * DAY
    words = (
        "I do not sleep through the night yet. I liked this job, and would like to come back to it slowly."
    )
    actions.keep_version(case, by=me, words=words, at=at)
    actions.share_statement(case, by=me, to=story.people["Una"], at=at)
    actions.share_statement(case, by=me, to=None, at=at)


def how_we_did(story) -> None:
    """Those whose support has ended or was declined say how it was, month by month."""
    ended = Case.objects.filter(status__in=[CaseStatus.CLOSED, CaseStatus.DECLINED]).order_by("opened_at")
    told = 0
    for case in ended.select_related("person__user", "person__incident", "team", "pulse_mark"):
        if case.person.user and pulse.is_asked(case, story.now):
            answers = {
                name: story.dice.choices([5, 4, 3, 2, 1], weights=[4, 4, 2, 1, 1])[0]
                for name in pulse.QUESTIONS
            }
            actions.answer_pulse(case, by=case.person.user, answers=answers, at=story.now)
            told += 1
        if told == 2 * pulse.FEWEST:
            pulse.open_slips(case.opened_at + 7 * DAY)
            told = 0
