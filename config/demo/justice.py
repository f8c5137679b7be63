"""The invented trust's directory of help, whom it knows in the police, and colleagues with police, court and union.

Every entry is invented. Organisations that exist stand there without a number and unchecked, as they do in a new trust.
"""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from incidents.cleaning import clean
from support import actions
from support.directory.needs import Tier, Way
from support.directory.organisations import ORGANISATIONS
from support.models import Case

DAY = timedelta(days=1)
SERVICES = [
    # Name, kind, needs, what for, how to reach it, site, waiting days, seen in a week, days since it was checked.
    ("A leaflet about sleep and worry", Tier.SELF_HELP, ["mind"], "Small things that help in the first weeks.",
     "On the ward’s notice board", None, None, None, 20),
    ("The garden room", Tier.SPACE, ["space", "talk"], "A quiet room with tea, for anybody who works here.",
     "Ground floor, beside the chapel", "Riverside", None, None, 40),
    ("Peer supporters", Tier.PEER, ["talk"], "A trained colleague who listens.",
     "Through whoever looks after you, or your own page", None, 2, 6, 15),
    ("Occupational health", Tier.WORK_HEALTH, ["mind", "work"], "Confidential advice about your health at work.",
     "Second floor, Northshire General", None, 12, 20, 30),
    ("Staff counselling", Tier.WORK_HEALTH, ["mind", "understand"], "Six talks with a counsellor, or more.",
     "Ask at occupational health, or by yourself", None, 35, 8, 130),
    ("Trauma clinic for staff", Tier.SPECIALIST, ["mind"], "Treatment when it does not get better by itself.",
     "Occupational health refers you", "Northshire General", 63, 3, 45),
    ("Pay and absence desk", Tier.PRACTICAL, ["money", "work"], "What you may claim, and help with the forms.",
     "Human resources, ground floor", None, 3, 15, 10),
    ("Local security team", Tier.PRACTICAL, ["safe", "police"], "Walks you to your car, and knows the police.",
     "At the main desk, day and night", "Northshire General", 0, None, 25),
]  # fmt: skip


def justice(story) -> None:
    directory(story)
    liaison(story)
    police_and_court(story, _case(story, "Carys"))
    union(story, _case(story, "Sunita"))


def _case(story, name) -> Case:
    return Case.objects.filter(person__user=story.people[name], status="open").latest("opened_at")


def directory(story) -> None:
    """Eight entries, one of them not checked for too long; three more are still to be checked."""
    viv, olive = story.people["Viv"], story.people["Olive"]
    for name, tier, needs, what_for, reach, site, wait, seen, days in SERVICES:
        at = story.now - days * DAY
        service = actions.add_service(
            by=olive if tier == Tier.WORK_HEALTH else viv,
            name=name,
            tier=tier,
            needs=needs,
            what_for=what_for,
            reach=reach,
            ways=[Way.IN_PERSON],
            who_for="Everybody who works here, bank and agency staff too",
            self_referral=tier != Tier.SPECIALIST,
            is_statutory=name == "Occupational health",
            duty="Health and safety law" if name == "Occupational health" else "",
            sites=[story.trust.sites[site]] if site else [],
            checked=True,
            at=at,
        )
        if wait is not None:
            actions.measure_service(service, by=viv, capacity=seen, wait_days=wait, at=story.now - 9 * DAY)
    for key in ("local_victims", "samaritans", "frontline19"):
        one = ORGANISATIONS[key]
        facts = {"name": one.name, "tier": one.tier, "needs": list(one.needs), "what_for": one.what_for}
        actions.add_service(by=viv, at=story.now - 2 * DAY, **facts)


def liaison(story) -> None:
    viv, at = story.people["Viv"], story.now - 60 * DAY
    contact = {"contact": "The hospital liaison officer", "reach": "hospital.desk@police.example"}
    force = actions.keep_liaison(by=viv, kind="police", force="Northshire Police", at=at, **contact)
    agreed = "Statements are taken in work time. An update is given every four weeks."
    on = timezone.localdate(at)
    review = {"review_on": on + 180 * DAY}
    actions.note_meeting(force, by=viv, kind="agreement", on=on, agreed=agreed, at=at, **review)


def police_and_court(story, case) -> None:
    """Carys went to the police: an update was due, a challenge waits for its reply, and a day in court is near."""
    lead, me, at = case.lead, case.person.user, case.opened_at + DAY
    day = timezone.localdate(at)
    police = actions.open_help(case, "police", by=me, at=at)
    _done(police, "wish", me, at, wants="yes")
    _done(police, "ask", lead, at, choice="yes", said="yes")
    crime = {"force": "Northshire Police", "number": "NS/26/10417", "told_on": day, "recorded": "yes"}
    _done(police, "crime", lead, at + DAY, **crime)
    _done(police, "explain", lead, at + 2 * DAY, guide="yes", others="yes")
    _done(police, "statement", lead, at + 3 * DAY, when="exception", on=day + 4 * DAY)
    said = {"about": "statement", "whom": "Hospital liaison officer", "reply": "waiting"}
    actions.add_entry(police, "challenges", by=lead, on=day + 4 * DAY, answers=said, at=at + 4 * DAY)
    rights = actions.open_help(case, "code", by=lead, at=at + DAY)
    for right, stands in (("1", "met"), ("2", "met"), ("4", "asked"), ("7", "told"), ("10", "not_met")):
        said = {"right": right, "stands": stands}
        actions.add_entry(rights, "rights", by=lead, on=day + 2 * DAY, answers=said, at=at + 2 * DAY)
    court = actions.open_help(case, "court", by=me, at=at + 5 * DAY)
    _done(court, "role", lead, at + 6 * DAY, part="harmed", comes="colleague")
    soon = timezone.localdate(story.now) + 5 * DAY
    said = {"what": "hearing", "at": "10:00, entrance B"}
    actions.add_entry(court, "dates", by=lead, on=soon, answers=said, at=at + 6 * DAY)
    ticket = clean(SimpleUploadedFile("ticket.txt", b"Return ticket to the crown court, 12.40"))
    actions.add_help_file(court, ticket, by=me, shows="The train to the visit beforehand", at=at + 6 * DAY)
    leave = case.helps.get(track="court_leave")
    _done(leave, "ask", lead, at + 6 * DAY, asked_on=day + 6 * DAY, from_on=soon, days="1")
    decided = {"decision": "granted", "decided_by": "Hana Sato", "decided_on": day + 7 * DAY}
    _done(leave, "decide", story.people["Hana"], at + 7 * DAY, **decided)


def union(story, case) -> None:
    """Sunita chose her union representative, who has still to get in touch."""
    me, at = case.person.user, story.now - 3 * DAY
    help = actions.open_help(case, "union", by=me, at=at)
    help = actions.choose_rep(help, story.people["Una"], by=me, at=at)
    _done(help, "details", me, at, reach="After five, on my own phone", about=["pay"])


def _done(help, step, by, at, **answers) -> None:
    actions.record_help(help, step, by=by, outcome="done", answers=answers, at=at)
