"""Sessions and peer supporters of the invented trust: some held, one to record, one to come, and a night with nobody."""

from datetime import timedelta

from django.utils import timezone

from people import actions as people
from people.roles import RoleKind, TrainingKind
from reviews.rounds import count_round, plan_round
from support import actions as support
from support.meeting import covering, wellbeing
from support.models import Case, LearntTopic, WellBeingCheck
from support.workflow import CaseStatus

# Who is on the register, how many colleagues at once, and their shifts: (weekday, part).
SUPPORTERS = {
    "Petra": (3, [(day, part) for day in range(5) for part in ("day",)]),
    "Ayo": (2, [(day, "night") for day in (0, 1, 2, 3)]),
    "Hugh": (2, [(4, "night"), (5, "day"), (5, "night")]),
    "Mira": (3, [(day, "day") for day in (0, 2, 4)]),
}


def sessions(story) -> None:
    register(story)
    held_and_planned(story)
    stood_in_for(story)
    rounds(story)


def register(story) -> None:
    viv, ade, now = story.people["Viv"], story.people["Ade"], story.now
    long_ago = timezone.localdate(now) - timedelta(days=200)
    for name, (at_once, shifts) in SUPPORTERS.items():
        user = story.people[name]
        if name != "Petra":
            people.give_role(user, by=ade, kind=RoleKind.PEER_SUPPORTER, starts_on=long_ago)
            people.add_training(user, by=ade, kind=TrainingKind.PEER_SUPPORT, completed_on=long_ago)
        learnt = dict.fromkeys(LearntTopic.Topic.values, long_ago)
        if name == "Hugh":
            learnt["own_needs"] = None
        joined = now - timedelta(days=70)
        found = support.keep_supporter(user, by=viv, at_once=at_once, learnt=learnt, at=joined)
        support.say_when(found, by=user, weekly=set(shifts), dated={}, at=joined)
    asked = now - timedelta(days=9)
    wellbeing.ask_batch(asked)
    for name, answer in {"Petra": "fine", "Mira": "heavy"}.items():
        check = WellBeingCheck.objects.get(supporter__user=story.people[name])
        support.answer_check(check, by=story.people[name], answer=answer, at=asked + timedelta(days=1))
    wellbeing.follow_up(now - timedelta(days=1))


def held_and_planned(story) -> None:
    petra, frank, now = story.people["Petra"], story.people["Frank"], story.now
    day = timedelta(days=1)
    place = {"place": "Education centre, room 2", "minutes": 60}
    carys = _case(story, "Carys")
    if carys:
        said = {"kind": "debriefing", "leader": frank, "starts_at": now + 2 * day, "voluntary": {carys.pk}}
        planned = support.plan_session([carys], by=carys.lead, at=now - 2 * day, **said, **place)
        support.answer_invitation(
            planned.attendances.get(), by=story.people["Carys"], comes=True, at=now - day
        )
    sunita = _case(story, "Sunita")
    if sunita:
        said = {"kind": "defusing", "leader": petra, "starts_at": now - timedelta(hours=3)}
        support.plan_session([sunita], by=sunita.lead, at=now - 3 * day, **said, **place)
    joe = _case(story, "Joe")
    if joe:
        said = {"kind": "peer", "leader": petra, "starts_at": now - 2 * day}
        held = support.plan_session([joe], by=joe.lead, at=now - 4 * day, **said, **place)
        came = {one.pk: {"came": True, "next_step": "nothing"} for one in held.attendances.all()}
        support.record_session(held, by=petra, said=came, at=now - 2 * day + timedelta(hours=2))
        support.ask_for_peer(joe, by=story.people["Joe"], other_team=True, at=now - day)


def stood_in_for(story) -> None:
    """Mira is away on the day on which she was to meet Sunita, and Petra is asked to lead it."""
    sunita, mira, now = _case(story, "Sunita"), story.people["Mira"], story.now
    if sunita:
        starts_at = now + timedelta(days=3)
        planned = {"kind": "peer", "leader": mira, "starts_at": starts_at, "place": "Room 4", "minutes": 45}
        support.plan_session([sunita], by=sunita.lead, at=now - timedelta(days=2), **planned)
        on = timezone.localdate(starts_at)
        people.arrange_cover(mira, by=mira, starts_on=on, ends_on=on, covered_by=story.people["Petra"])
        covering.cover_all(now - timedelta(days=1))


def rounds(story) -> None:
    viv, frank, now = story.people["Viv"], story.people["Frank"], story.now
    last = plan_round(
        by=viv,
        title="When families are frightened",
        mode="online",
        starts_at=now - timedelta(days=20),
        facilitator=frank,
        at=now - timedelta(days=40),
    )
    count_round(last, by=frank, came=34, at=now - timedelta(days=20))
    plan_round(
        by=viv,
        title="Looking after each other at night",
        mode="in_person",
        team=story.trust.teams["Emergency Department"],
        place="Staff room 2",
        starts_at=now + timedelta(days=6),
        facilitator=frank,
        at=now - timedelta(days=5),
    )


def _case(story, name):
    """The newest case of a colleague that is under way, when it has one."""
    mine = Case.objects.filter(person__user=story.people[name], status=CaseStatus.OPEN)
    return mine.order_by("-opened_at").first()
