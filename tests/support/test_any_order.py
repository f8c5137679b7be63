"""Whatever people do, in whatever order: nobody is dropped and nothing impossible happens."""

from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support import actions, reasons
from support.deadlines import LONDON
from support.models import Case, CheckIn, Stage
from support.recording import CannotRecord
from support.suggestions import SUGGESTIONS
from support.workflow import MOVES, CannotMove, CaseStatus, StageStatus

START = datetime(2026, 11, 2, 10, 0, tzinfo=LONDON)
STAGES = ["immediate", "demobilising", "defusing", "debriefing", "after_action", "ongoing"]
KEY, WEEK = st.sampled_from(STAGES), st.sampled_from([1, 2, 4, 8, 12])
ACTS = st.one_of(
    st.tuples(
        st.just("record_stage"),
        KEY,
        st.sampled_from(StageStatus.values),
        st.sampled_from(Stage.NextStep.values),
    ),
    st.tuples(st.just("answer_stage"), KEY, st.booleans()),
    st.tuples(st.just("check_in"), WEEK, st.sampled_from(["done", "no_answer", "not_wanted"])),
    st.tuples(st.just("own_check_in"), WEEK, st.sampled_from(CheckIn.Feeling.values)),
    st.tuples(st.just("own_skip"), WEEK),
    st.tuples(st.just("team"), st.sampled_from([2, 8])),
    st.tuples(st.just("wish"), st.sampled_from(["phone", "not_at_all", ""])),
    st.tuples(st.just("decide"), st.sampled_from(["referral", "more", "not_wanted"])),
    st.tuples(st.just("promise"), st.sampled_from(sorted(SUGGESTIONS))),
    st.tuples(st.just("keep"), st.sampled_from(sorted(SUGGESTIONS))),
    st.tuples(st.sampled_from(["accept", "decline", "close", "reopen", "call", "hand_over", "longer", "sign"])),
)
REFUSALS = (CannotMove, CannotRecord, actions.StillOwed, PermissionDenied)


def act(trust, case, name, args, at):
    lead = Case.objects.get(pk=case.pk).lead
    match name, args:
        case "record_stage", (key, outcome, next_step):
            rule = case.version.rules.get(key=key)
            actions.record_stage(
                case,
                key,
                by=lead,
                outcome=outcome,
                next_step=next_step,
                at=at,
                reason=next(iter(dict(reasons.choices(outcome))), ""),
                answers={
                    prompt["key"]: prompt["must_be"] or trust.frank.pk
                    for prompt in rule.prompts
                    if prompt["needed_for"]
                },
                booked_for=at + timedelta(days=3),
                led_by=trust.frank if key in ("debriefing", "after_action") else lead,
            )
        case "answer_stage", (key, yes):
            (actions.accept_stage if yes else actions.decline_stage)(case, key, by=trust.nneka, at=at)
        case "check_in", (week, status):
            actions.record_check_in(case, week, by=lead, status=status, feeling="same", at=at)
        case "own_check_in", (week, feeling):
            actions.answer_check_in(case, week, by=trust.nneka, feeling=feeling, at=at)
        case "own_skip", (week,):
            actions.skip_check_in(case, week, by=trust.nneka, at=at)
        case "team", (week,):
            actions.record_team_check_in(case, week, by=lead, status="not_needed", at=at)
        case "wish", (how,):
            actions.set_preferences(case, by=trust.nneka, how=how, at=at)
        case "decide", (decision,):
            actions.decide_watch(case, by=lead, decision=decision, at=at)
        case "promise", (key,):
            actions.promise(case, key, by=lead, at=at)
        case "keep", (key,):
            actions.keep_promise(case, key, by=lead, at=at)
        case "accept", _:
            actions.accept_support(case, by=trust.nneka, at=at)
        case "decline", _:
            actions.decline_support(case, by=trust.nneka, at=at)
        case "close", _:
            actions.close_case(case, by=lead, at=at)
        case "reopen", _:
            actions.reopen_case(case, by=lead, at=at)
        case "longer", _:
            actions.add_check_in(case, by=trust.nneka, at=at)
        case "sign", _:
            actions.notice_sign(case, by=lead, at=at)
        case "call", _:
            actions.ask_for_call(case, by=trust.nneka, at=at)
        case "hand_over", _:
            to = trust.dev if lead == trust.maya else trust.maya
            actions.hand_over(case, to, "Shared out anew", by=lead, at=at)


@pytest.mark.claim("D4")
@pytest.mark.framework("R10", "R18", "R36")
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(st.tuples(ACTS, st.integers(0, 240)), max_size=14))
def test_nobody_is_dropped_and_nothing_impossible_happens(trust, report, acts):
    case, at = report(occurred_on=START.date(), at=START).involved.get().case, START
    for (name, *args), hours in acts:
        at += timedelta(hours=hours)
        with suppress(*REFUSALS):
            act(trust, case, name, tuple(args), at)
        holds_true(case, at)


def holds_true(case, at):
    case = Case.objects.get(pk=case.pk)
    still_open = list(case.promises.open().order_by("due_at"))
    assert case.lead_id
    assert case.next_due_at == (still_open[0].due_at if still_open else None)
    assert all(promise.owner_id == case.lead_id and promise.chase_at for promise in still_open)
    assert not case.promises.exclude(kept_at=None).exclude(chase_at=None).exists()
    if case.status != CaseStatus.OPEN:
        assert not still_open
    for stage in case.stages.all():
        moves = list(stage.moves.all())
        assert all(move.moved_to in MOVES[move.moved_from] for move in moves)
        assert stage.status == (moves[-1].moved_to if moves else StageStatus.AHEAD)
        assert [move.moved_from for move in moves[1:]] == [move.moved_to for move in moves[:-1]]
        owed = f"stage.{stage.key}" in {promise.key for promise in still_open}
        if case.status == CaseStatus.OPEN and stage.status in ("ahead", "accepted", "booked", "deferred"):
            assert owed or (stage.key == "after_action" and not stage.booked_for)
        if stage.status in ("held", "declined", "not_needed"):
            assert not owed
