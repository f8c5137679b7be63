"""What can be done with a case, by whom, and what it leaves owed."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from incidents.actions import Affected
from people.models import Entry, Notice
from people.roles import TrainingKind
from support import actions
from support.deadlines import end_of_day
from support.models import Case, StageMove
from support.recording import CannotRecord
from support.workflow import CannotMove
from tests.factories import TrainingFactory


def owed(case):
    return set(case.promises.open().values_list("key", flat=True))


@pytest.mark.framework("R36")
def test_recording_a_stage_settles_it_and_says_what_comes_next(trust, case, hold):
    stage = hold(case, answers={"safe": "yes"}, next_step="go_on")

    case.refresh_from_db()
    assert (stage.status, stage.next_step, stage.led_by, stage.answers) == (
        "held",
        "go_on",
        trust.maya,
        {"safe": "yes"},
    )
    assert "stage.immediate" not in owed(case)
    assert "stage.demobilising" in owed(case)
    assert case.contacted_at
    move = StageMove.objects.get()
    assert (move.moved_from, move.moved_to, move.by) == ("ahead", "held", trust.maya)
    assert Entry.objects.filter(
        event="stage.held", by=trust.maya, subject_id=str(case.pk), why="immediate"
    ).exists()


@pytest.mark.framework("R36", "R6")
@pytest.mark.parametrize("outcome", ["declined", "not_needed", "deferred"])
def test_passing_over_a_stage_needs_a_reason(trust, case, outcome):
    with pytest.raises(CannotRecord) as refused:
        actions.record_stage(case, "defusing", by=trust.maya, outcome=outcome, next_step="go_on")

    assert refused.value.faults["reason"] == "Choose a reason"
    assert case.stages.get(key="defusing").status == "ahead"
    assert not Entry.objects.filter(event__startswith="stage.").exists()


@pytest.mark.framework("R119")
@pytest.mark.parametrize("reason", ["no_staff", "cost", "before_aftercare", "own_page", "straight_on"])
def test_only_reasons_of_the_table_that_are_for_people_are_taken(trust, case, reason):
    with pytest.raises(CannotRecord):
        actions.record_stage(
            case, "defusing", by=trust.maya, outcome="not_needed", reason=reason, next_step="go_on"
        )


@pytest.mark.framework("R18")
def test_what_was_declined_can_be_offered_and_held_later(trust, case, hold):
    actions.record_stage(
        case, "defusing", by=trust.maya, outcome="declined", reason="own_choice", next_step="nothing"
    )
    assert "stage.defusing" not in owed(case)

    later = timezone.now() + timedelta(weeks=6)
    actions.record_stage(case, "defusing", by=trust.maya, outcome="offered", at=later)

    promise = case.promises.get(key="stage.defusing")
    assert promise.kept_at is None
    assert later < promise.due_at < later + timedelta(days=8)
    hold(case, "defusing")
    assert case.stages.get(key="defusing").moves.count() == 3


@pytest.mark.framework("R18")
def test_a_stage_can_be_done_again(case, hold):
    again = timezone.now() + timedelta(days=5)

    stage = hold(case, "demobilising", next_step="repeat", booked_for=again)

    assert stage.status == "booked"
    assert case.promises.get(key="stage.demobilising").due_at == end_of_day(again)
    assert [move.moved_to for move in stage.moves.all()] == ["held", "booked"]


def test_straight_to_ongoing_support_settles_what_lies_between(case, hold):
    hold(case, next_step="ongoing")

    stages = dict(case.stages.values_list("key", "status"))
    assert stages == {
        "immediate": "held",
        "demobilising": "not_needed",
        "defusing": "not_needed",
        "debriefing": "not_needed",
        "after_action": "ahead",
        "ongoing": "ahead",
    }
    assert not owed(case) & {"stage.demobilising", "stage.defusing", "stage.debriefing"}


def test_done_stays_done(case, hold):
    hold(case)

    with pytest.raises(CannotMove):
        hold(case)
    assert StageMove.objects.count() == 1


def test_what_somebody_else_recorded_meanwhile_is_not_lost(trust, case, hold):
    actions.record_stage(case, "defusing", by=trust.dev, outcome="offered", seen=0)

    with pytest.raises(actions.Changed):
        hold(case, "defusing", seen=0)
    assert case.stages.get(key="defusing").status == "offered"


# Who may lead


@pytest.mark.framework("R59")
def test_only_a_trained_facilitator_leads_a_debriefing(trust, case, hold):
    agreed = {"voluntary": "yes"}
    for somebody in (trust.maya, trust.petra, trust.olive):
        with pytest.raises(CannotRecord, match="role or the training"):
            hold(case, "debriefing", led_by=somebody, answers=agreed)

    assert hold(case, "debriefing", led_by=trust.frank, answers=agreed).led_by == trust.frank


@pytest.mark.framework("R59", "R62")
def test_training_counts_until_it_runs_out(trust, case, hold):
    today = timezone.localdate()
    training = TrainingFactory(
        user=trust.petra,
        kind=TrainingKind.DEBRIEFING,
        completed_on=today - timedelta(days=400),
        valid_until=today - timedelta(days=1),
    )
    with pytest.raises(CannotRecord):
        hold(case, "debriefing", led_by=trust.petra, answers={"voluntary": "yes"})

    training.valid_until = today
    training.save()
    assert hold(case, "debriefing", led_by=trust.petra, answers={"voluntary": "yes"}).led_by == trust.petra


@pytest.mark.framework("R59")
def test_a_facilitator_who_was_there_does_not_lead_it(trust, report, hold):
    incident = report(affected=[Affected("harmed", user=trust.nneka), Affected("witness", user=trust.frank)])
    case = Case.objects.get(person__incident=incident, person__user=trust.nneka)

    with pytest.raises(CannotRecord):
        hold(case, "debriefing", led_by=trust.frank, answers={"voluntary": "yes"})


@pytest.mark.framework("R59")
@pytest.mark.parametrize("answer", [None, "no"])
def test_a_debriefing_is_voluntary(trust, case, hold, answer):
    with pytest.raises(CannotRecord, match="say no"):
        hold(case, "debriefing", led_by=trust.frank, answers={"voluntary": answer} if answer else {})


@pytest.mark.framework("R59")
def test_what_is_owed_for_a_debriefing_is_that_it_is_offered(trust, case, offer):
    offer(case, "debriefing")
    assert "stage.debriefing" not in owed(case)

    actions.accept_stage(case, "debriefing", by=trust.nneka)
    assert "stage.debriefing" in owed(case)


@pytest.mark.framework("R61", "R62")
def test_a_review_is_owed_once_the_facilitator_agrees_the_time(trust, case):
    when = timezone.now() + timedelta(days=30)
    said = {"outcome": "booked", "booked_for": when}
    with pytest.raises(CannotRecord, match="facilitator agreed"):
        actions.record_stage(
            case, "after_action", by=trust.maya, answers={"facilitator": trust.frank.pk}, **said
        )
    assert "stage.after_action" not in owed(case)

    agreed = {"agreed": "yes", "facilitator": trust.frank.pk}
    actions.record_stage(case, "after_action", by=trust.maya, answers=agreed, **said)

    assert case.promises.get(key="stage.after_action").due_at == end_of_day(when)


# Suggestions


@pytest.mark.framework("R37", "R44")
def test_a_suggestion_is_owed_only_when_somebody_takes_it_up(trust, case, hold):
    hold(case, answers={"at_home": "no"})
    assert "do.call" not in owed(case)

    actions.promise(case, "call", by=trust.maya)
    assert "do.call" in owed(case)

    actions.keep_promise(case, "call", by=trust.maya)
    assert "do.call" not in owed(case)


# The person's own answers


@pytest.mark.framework("R12", "R18")
def test_declining_stops_everything_and_can_be_taken_back(trust, case):
    actions.decline_support(case, by=trust.nneka)

    case.refresh_from_db()
    assert (case.status, case.next_due_at, owed(case)) == ("declined", None, set())
    assert not case.promises.filter(chase_at__isnull=False).exists()

    later = timezone.now() + timedelta(weeks=3)
    actions.accept_support(case, by=trust.nneka, at=later)

    case.refresh_from_db()
    assert case.status == "open"
    assert "do.call" in owed(case)
    assert case.next_due_at > later
    assert Notice.objects.filter(to=trust.maya, key__contains=".call.").exists()


@pytest.mark.framework("R12")
def test_they_change_their_mind_about_one_stage(trust, case, offer):
    offer(case)
    actions.decline_stage(case, "defusing", by=trust.nneka)
    assert "stage.defusing" not in owed(case)

    actions.change_mind(case, "defusing", by=trust.nneka)
    assert case.stages.get(key="defusing").status == "accepted"
    assert "stage.defusing" in owed(case)

    actions.change_mind(case, "defusing", by=trust.nneka)
    assert case.stages.get(key="defusing").status == "declined"


@pytest.mark.framework("R12")
def test_nobody_answers_for_somebody_else(trust, case, offer):
    offer(case)
    for other in (trust.will, trust.maya, trust.hana, trust.ade):
        with pytest.raises(PermissionDenied):
            actions.accept_stage(case, "defusing", by=other)
        with pytest.raises(PermissionDenied):
            actions.answer_check_in(case, 1, by=other, feeling="better")
    assert case.stages.get(key="defusing").status == "offered"


def test_a_stage_that_was_not_offered_cannot_be_answered(trust, case):
    with pytest.raises(CannotMove):
        actions.decline_stage(case, "after_action", by=trust.nneka)


@pytest.mark.framework("R66", "R80")
@pytest.mark.parametrize(
    ("feeling", "is_called"), [("better", False), ("same", False), ("worse", True), ("call", True)]
)
def test_a_check_in_answered_in_one_tap(trust, case, feeling, is_called):
    actions.answer_check_in(case, 1, by=trust.nneka, feeling=feeling)

    assert "check_in.1" not in owed(case)
    assert ("do.call" in owed(case)) == is_called
    assert Notice.objects.filter(to=trust.maya, key__contains=".call.", is_urgent=True).exists() == is_called


def test_a_check_in_without_an_answer_is_asked_again(trust, case):
    at = timezone.now() + timedelta(days=9)
    actions.record_check_in(case, 1, by=trust.maya, status="no_answer", at=at)

    promise = case.promises.get(key="check_in.1")
    assert promise.kept_at is None
    assert promise.due_at > at


# Passing on and ending


@pytest.mark.framework("R10")
def test_handing_over_passes_on_all_that_is_owed(trust, case):
    actions.hand_over(case, trust.dev, "The one before is away", by=trust.maya)

    case.refresh_from_db()
    assert case.lead == trust.dev
    assert set(case.promises.open().values_list("owner", flat=True)) == {trust.dev.pk}
    assert Notice.objects.filter(to=trust.dev, is_urgent=True).exists()


def test_whoever_takes_a_case_back_is_told_again(trust, case):
    told = Notice.objects.filter(to=trust.maya, is_urgent=True).count()
    actions.hand_over(case, trust.dev, "The one before is away", by=trust.maya)
    actions.hand_over(case, trust.maya, "Your colleague asked for it", by=trust.dev)

    assert Notice.objects.filter(to=trust.maya, is_urgent=True).count() == told + 1


@pytest.mark.framework("R58", "R64")
def test_a_decision_to_refer_is_owed_until_it_is_done(case, hold):
    hold(case, next_step="refer")

    assert "help.referral.1.offer" in owed(case)


def test_asking_twice_for_a_call_moves_no_date(trust, case):
    actions.ask_for_call(case, by=trust.nneka)
    due = case.promises.get(key="do.call").due_at

    actions.ask_for_call(case, by=trust.nneka, at=due + timedelta(hours=1))

    assert case.promises.get(key="do.call").due_at == due


@pytest.mark.framework("R10")
def test_nobody_who_is_part_of_it_or_has_no_part_here_takes_over(trust, report):
    incident = report(affected=[Affected("harmed", user=trust.nneka), Affected("witness", user=trust.dev)])
    case = Case.objects.get(person__incident=incident, person__user=trust.nneka)

    for other in (trust.dev, trust.owen, trust.hana, trust.will, trust.nneka):
        with pytest.raises(PermissionDenied):
            actions.hand_over(case, other, "Shared out anew", by=trust.maya)
    assert Case.objects.get(pk=case.pk).lead == trust.maya


@pytest.mark.framework("R9", "R18")
def test_support_ends_only_when_nothing_is_owed_and_can_start_again(trust, case, hold):
    with pytest.raises(actions.StillOwed):
        actions.close_case(case, by=trust.maya)

    hold(case, next_step="ongoing")
    hold(case, "ongoing", next_step="nothing")
    for week in (1, 2, 4, 8, 12):
        actions.record_check_in(case, week, by=trust.maya, status="done", feeling="better")
    for week in (2, 8):
        actions.record_team_check_in(case, week, by=trust.maya, status="not_needed")
    actions.close_case(case, by=trust.maya)
    case.refresh_from_db()
    assert (case.status, case.next_due_at) == ("closed", None)

    actions.ask_for_call(case, by=trust.nneka)
    case.refresh_from_db()
    assert case.status == "open"
    assert owed(case) == {"do.call"}


@pytest.mark.parametrize(
    "name", ["nneka", "will", "owen", "hana", "olive", "una", "bea", "ade", "al", "petra", "frank"]
)
def test_nobody_else_records_anything(trust, case, name):
    other = getattr(trust, name)
    for attempt in (
        lambda: actions.record_stage(case, "immediate", by=other, outcome="offered"),
        lambda: actions.record_check_in(case, 1, by=other, status="done", feeling="same"),
        lambda: actions.hand_over(case, trust.dev, "Shared out anew", by=other),
        lambda: actions.close_case(case, by=other),
        lambda: actions.promise(case, "call", by=other),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    assert not StageMove.objects.exists()
