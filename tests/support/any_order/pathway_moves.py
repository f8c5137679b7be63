"""Stages: recorded in every way, answered by the colleague, taken up again; suggestions; and another version."""

from datetime import timedelta

from support import actions, deciding, reasons
from support.models import Stage
from support.workflow import MOVES as STAGE_MOVES
from support.workflow import SETTLED, CaseStatus, StageStatus
from tests.support.any_order import answers
from tests.support.any_order.moves import doing, move, pick

AHEAD, ACCEPTED, BOOKED, DEFERRED = (
    StageStatus.AHEAD,
    StageStatus.ACCEPTED,
    StageStatus.BOOKED,
    StageStatus.DEFERRED,
)
NEXT = [*[Stage.NextStep.GO_ON] * 6, Stage.NextStep.REPEAT, Stage.NextStep.REFER, Stage.NextStep.ONGOING]


@move(12)
def record_stage(story, case):
    stage = pick(story, case.stages.all())
    outcome = stage and pick(story, sorted(STAGE_MOVES[stage.status] - {AHEAD, ACCEPTED}))
    if case.status != CaseStatus.OPEN or not outcome:
        return None
    rule = case.version.rule(stage.key)
    leader = story.facilitator() if rule.trained_in else case.lead
    if outcome == StageStatus.HELD and not leader:
        return None
    next_step = story.random.choice(NEXT) if outcome in SETTLED else ""
    return doing(
        actions.record_stage, case, stage.key, by=case.lead, outcome=outcome, next_step=next_step, at=story.at,
        reason=pick(story, dict(reasons.choices(outcome))) or "" if outcome in reasons.NEEDS_REASON else "",
        answers=answers.to_prompts(story.random, rule.prompts, outcome, story.at, story.place.facilitators[-1]),
        booked_for=story.later(), led_by=leader, seen=None,
    )  # fmt: skip


@move(4)
def answer_stage(story, case):
    stage = pick(story, _answerable(case))
    if case.status != CaseStatus.OPEN or not stage:
        return None
    ways = {ACCEPTED: actions.accept_stage, StageStatus.DECLINED: actions.decline_stage}
    way = pick(story, sorted(set(ways) & STAGE_MOVES[stage.status]))
    return doing(ways[way], case, stage.key, by=story.own(case), at=story.at)


def _answerable(case):
    yes_or_no = {ACCEPTED, StageStatus.DECLINED}
    return [one for one in case.stages.all() if one.status != AHEAD and yes_or_no & STAGE_MOVES[one.status]]


@move(3)
def take_up_again(story, case):
    stage = pick(story, [one for one in case.stages.all() if one.status in SETTLED])
    if case.status != CaseStatus.OPEN or not stage:
        return None
    outcome = pick(story, sorted({AHEAD, StageStatus.OFFERED, BOOKED} & STAGE_MOVES[stage.status]))
    return doing(
        actions.take_up_again, case, stage.key, by=case.lead, outcome=outcome, booked_for=story.later(),
        reason=pick(story, dict(reasons.choices(outcome))), at=story.at,
    )  # fmt: skip


@move(4)
def decide_suggestion(story, case):
    waiting = deciding.waiting(case) if case.status == CaseStatus.OPEN else {}
    one = pick(story, [one.key for ones in waiting.values() for one in ones])
    if not one:
        return None
    taken = story.random.random() < 0.5
    reason = "" if taken else pick(story, reasons.NOT_TAKEN)
    return doing(
        actions.decide_suggestion, case, one, by=case.lead, is_taken=taken, reason=reason, at=story.at
    )


@move(2)
def move_case(story, case):
    if case.status != CaseStatus.OPEN or case.version == story.in_force[case.team.site_id]:
        return None
    return doing(actions.move_case, case, by=case.lead, why=pick(story, reasons.MOVING), at=story.at)


@move(1)
def look_again_tomorrow(story, case):
    """Put off, and put off again."""
    stage = pick(story, [one for one in case.stages.all() if DEFERRED in STAGE_MOVES[one.status]])
    if case.status != CaseStatus.OPEN or not stage:
        return None
    return doing(
        actions.record_stage, case, stage.key, by=case.lead, outcome=DEFERRED, reason="not_ready",
        booked_for=story.at + timedelta(days=1), at=story.at,
    )  # fmt: skip
