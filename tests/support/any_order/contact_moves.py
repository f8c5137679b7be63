"""Check-ins, promises, calls and wishes; support that begins, ends and begins again; and who looks after somebody."""

from datetime import timedelta

from support import access, actions
from support.models import (
    CheckIn,
    ContactTry,
    Preference,
    SeparationPlan,
    SeparationReview,
    TeamCheckIn,
    Watch,
)
from support.owed.by_hand import DO
from support.suggestions import SUGGESTIONS
from support.workflow import CHECK_IN_MOVES, CaseStatus, CheckInStatus
from tests.support.any_order.moves import doing, move, pick

OPEN, DECLINED, CLOSED = CaseStatus.OPEN, CaseStatus.DECLINED, CaseStatus.CLOSED
WAITING = (CheckInStatus.AHEAD, CheckInStatus.NO_ANSWER)


def _check_in(story, case):
    waiting = [one for one in case.check_ins.all() if one.status in WAITING]
    return pick(story, waiting) if case.status == OPEN else None


@move(6)
def record_check_in(story, case):
    check_in = _check_in(story, case)
    if not check_in:
        return None
    status = pick(story, sorted(CHECK_IN_MOVES[check_in.status]))
    tried = [one.how for one in check_in.tries.all()][-1:]
    how = (
        pick(story, sorted(set(ContactTry.How.values) - set(tried)))
        if status == CheckInStatus.NO_ANSWER
        else ""
    )
    return doing(
        actions.record_check_in, case, check_in.week, by=case.lead, status=status, how=how, at=story.at,
        feeling=pick(story, CheckIn.Feeling.values), signs=pick(story, ("yes", "no", "")),
    )  # fmt: skip


@move(4)
def answer_check_in(story, case):
    if not (check_in := _check_in(story, case)):
        return None
    own = story.own(case)
    if story.random.random() < 0.3:
        return doing(actions.skip_check_in, case, check_in.week, by=own, at=story.at)
    feeling = pick(story, CheckIn.Feeling.values)
    return doing(actions.answer_check_in, case, check_in.week, by=own, feeling=feeling, at=story.at)


@move(1)
def add_check_in(story, case):
    if case.status != OPEN:
        return None
    return doing(actions.add_check_in, case, by=pick(story, (case.lead, story.own(case))), at=story.at)


@move(3)
def record_team_check_in(story, case):
    team = pick(story, [one for one in case.team_check_ins.all() if one.status == TeamCheckIn.Status.AHEAD])
    if case.status != OPEN or not team:
        return None
    status = pick(story, (TeamCheckIn.Status.DONE, TeamCheckIn.Status.NOT_NEEDED))
    found = pick(story, TeamCheckIn.Found.values)
    return doing(
        actions.record_team_check_in, case, team.week, by=case.lead, status=status, found=found, at=story.at
    )


@move(3)
def decide_watch(story, case):
    if case.status != OPEN or not any(one.decided_at is None for one in case.watches.all()):
        return None
    return doing(
        actions.decide_watch, case, by=case.lead, decision=pick(story, Watch.Decision.values), at=story.at
    )


@move(1)
def notice_sign(story, case):
    if case.status not in (OPEN, CLOSED):
        return None
    return doing(actions.notice_sign, case, by=case.lead, at=story.at)


@move(3)
def promise(story, case):
    if case.status != OPEN:
        return None
    return doing(actions.promise, case, pick(story, sorted(SUGGESTIONS)), by=case.lead, at=story.at)


@move(5)
def keep_promise(story, case):
    owed = [
        one.key.removeprefix(DO) for one in case.promises.all() if one.key.startswith(DO) and not one.kept_at
    ]
    if case.status != OPEN or not owed:
        return None
    return doing(actions.keep_promise, case, pick(story, owed), by=case.lead, at=story.at)


@move(2)
def ask_for_call(story, case):
    if case.status == CaseStatus.MERGED:
        return None
    return doing(actions.ask_for_call, case, by=story.own(case), at=story.at)


@move(2)
def set_preferences(story, case):
    if case.status != OPEN:
        return None
    chosen = pick(story, [*story.place.leavers[:8], story.place.viv])
    said = {
        "how": pick(story, Preference.How.values),
        "hear_from": chosen if chosen.is_active else None,
        "never_from": pick(story, ([], [], [case.lead])),
        "best_times": pick(story, ([], ["morning"], ["afternoon", "evening"])),
        "not_on": pick(story, ([], [0, 4])),
        "rep_may_be_asked": pick(story, (True, False)),
    }
    by = pick(story, (story.own(case), case.lead))
    return doing(actions.set_preferences, case, by=by, at=story.at, **said)


# Support itself


@move(3)
def accept_support(story, case):
    if case.status == CaseStatus.MERGED:
        return None
    return doing(actions.accept_support, case, by=story.own(case), at=story.at)


@move(2)
def decline_support(story, case):
    if case.status != OPEN:
        return None
    return doing(actions.decline_support, case, by=pick(story, (story.own(case), case.lead)), at=story.at)


@move(4)
def close_case(story, case):
    owing = any(one.kept_at is None for one in case.promises.all())
    if case.status not in (OPEN, DECLINED) or owing:
        return None
    return doing(actions.close_case, case, by=case.lead, at=story.at)


@move(4)
def reopen_case(story, case):
    if case.status not in (DECLINED, CLOSED):
        return None
    return doing(actions.reopen_case, case, by=pick(story, (story.own(case), case.lead)), at=story.at)


@move(1)
def hand_over(story, case):
    to = (
        pick(story, access.takers(case).exclude(pk=case.lead_id).order_by("pk"))
        if case.status == OPEN
        else None
    )
    return to and doing(actions.hand_over, case, to, "Shared out anew", by=case.lead, at=story.at)


@move(3)
def somebody_else(story, case):
    """Asked for, then taken back or decided."""
    if case.status != OPEN:
        return None
    wish = next((one for one in case.asked_for_another.all() if one.decided_at is None), None)
    if wish is None:
        return doing(actions.ask_for_somebody_else, case, by=story.own(case), why="unsaid", at=story.at)
    if story.random.random() < 0.3:
        return doing(actions.take_back_somebody_else, case, by=story.own(case), at=story.at)
    to = pick(story, [None, *access.takers(case).exclude(pk=wish.about_id).order_by("pk")])
    return doing(actions.decide_somebody_else, wish, by=wish.owner, to=to, at=story.at)


# Kept apart


@move(3)
def keep_apart(story, case):
    if case.status != OPEN:
        return None
    standing = next((one for one in case.separations.all() if one.ended_at is None), None)
    day = story.at.date() + timedelta(days=story.random.randint(2, 20))
    if standing and story.random.random() < 0.6:
        ends = story.random.random() < 0.4
        why = pick(story, SeparationPlan.Ended.values)
        return doing(
            actions.review_apart, standing, by=case.lead, feels_safe=pick(story, SeparationReview.FeelsSafe.values),
            next_on=None if ends else day, ended_why=why if ends else "", at=story.at,
        )  # fmt: skip
    return doing(
        actions.keep_apart, case, by=case.lead, review_on=day, seen=standing.revision if standing else None,
        ways=[pick(story, SeparationPlan.Way.values)], at=story.at,
    )  # fmt: skip
