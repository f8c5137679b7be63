"""What must be refused whenever it is tried. Nothing may be changed by trying."""

from datetime import timedelta

from support import actions, reasons
from support.models import Session
from support.workflow import (
    CHECK_IN_MOVES,
    HELP_MOVES,
    MOVES,
    CaseStatus,
    HelpStatus,
    SessionStatus,
    StageStatus,
)
from tests.support.any_order import answers
from tests.support.any_order.moves import doing, pick


def draw(story, case):
    """(name, act), or (None, None) when nothing fits how this case stands."""
    first = [a_stage_moves_as_it_cannot] if story.random.random() < 0.3 else []
    for find in [*first, *story.random.sample(WRONG, len(WRONG))]:
        if act := find(story, case):
            return f"wrong: {find.__name__}", act
    return None, None


def a_stage_moves_as_it_cannot(story, case):
    """All is said that has to be said, so that only the table refuses it."""
    stage = pick(story, case.stages.all())
    never = pick(story, sorted(set(StageStatus) - MOVES[stage.status]))
    if case.status != CaseStatus.OPEN or not never:
        return None
    rule = case.version.rule(stage.key)
    return doing(
        actions.record_stage, case, stage.key, by=case.lead, outcome=never, next_step="go_on", at=story.at,
        reason=next(iter(dict(reasons.choices(never))), ""), booked_for=story.later(),
        answers=answers.to_prompts(story.random, rule.prompts, never, story.at, story.place.facilitators[-1]),
        led_by=story.facilitator() if rule.trained_in else case.lead,
    )  # fmt: skip


def a_stage_without_saying_why(story, case):
    stage = pick(story, [one for one in case.stages.all() if StageStatus.DEFERRED in MOVES[one.status]])
    if case.status != CaseStatus.OPEN or not stage:
        return None
    return doing(
        actions.record_stage, case, stage.key, by=case.lead, outcome=StageStatus.DEFERRED, booked_for=story.later(),
        at=story.at,
    )  # fmt: skip


def a_yes_to_what_was_never_offered(story, case):
    stage = pick(story, [one for one in case.stages.all() if one.status == StageStatus.AHEAD])
    return stage and doing(actions.accept_stage, case, stage.key, by=story.own(case), at=story.at)


def somebody_from_another_site(story, case):
    return doing(
        actions.record_check_in, case, 1, by=story.place.omar, status="done", feeling="same", at=story.at
    )


def the_lead_answers_for_them(story, case):
    return doing(actions.ask_for_call, case, by=case.lead, at=story.at)


def an_ending_while_something_is_owed(story, case):
    owing = any(one.kept_at is None for one in case.promises.all())
    return doing(actions.close_case, case, by=case.lead, at=story.at) if owing else None


def work_on_what_has_ended(story, case):
    if case.status == CaseStatus.OPEN:
        return None
    return doing(actions.promise, case, "call", by=case.lead, at=story.at)


def to_be_looked_after_by_one_of_them(story, case):
    hurt = pick(
        story, [one.person.user for one in story.cases if one.incident == case.incident and one.person.user]
    )
    return hurt and doing(actions.hand_over, case, hurt, "They know each other", by=case.lead, at=story.at)


def a_check_in_twice(story, case):
    done = pick(story, [one for one in case.check_ins.all() if not CHECK_IN_MOVES[one.status]])
    return done and doing(
        actions.record_check_in, case, done.week, by=case.lead, status="done", feeling="same", at=story.at
    )


def help_settled_twice(story, case):
    over = [one for one in case.helps.all() if HelpStatus.CLOSED not in HELP_MOVES[one.status]]
    help = pick(story, over)
    return help and doing(actions.settle_help, help, by=story.own(case), at=story.at)


def a_meeting_in_the_past(story, case):
    return doing(
        actions.plan_session, [case], by=case.lead, kind=Session.Kind.PEER, leader=story.facilitator(),
        starts_at=story.at - timedelta(hours=1), place="Room 2", at=story.at,
    )  # fmt: skip


def a_meeting_led_by_anybody(story, case):
    return doing(
        actions.plan_session, [case], by=case.lead, kind=Session.Kind.DEBRIEFING, leader=story.place.omar,
        starts_at=story.later(), place="Room 2", voluntary={case.pk}, at=story.at,
    )  # fmt: skip


def a_meeting_that_is_over(story, case):
    over = [one.session for one in case.attendances.all() if one.session.status != SessionStatus.PLANNED]
    session = pick(story, over)
    return session and doing(actions.cancel_session, session, by=session.leader, at=story.at)


WRONG = [
    a_stage_moves_as_it_cannot,
    a_stage_without_saying_why,
    a_yes_to_what_was_never_offered,
    somebody_from_another_site,
    the_lead_answers_for_them,
    an_ending_while_something_is_owed,
    work_on_what_has_ended,
    to_be_looked_after_by_one_of_them,
    a_check_in_twice,
    help_settled_twice,
    a_meeting_in_the_past,
    a_meeting_led_by_anybody,
    a_meeting_that_is_over,
]
