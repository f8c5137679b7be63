"""Suggestions are decided by a person, settled stages are taken up again, and each says why."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from people.models import Entry, Notice
from support import actions, reasons
from support.jobs import keep_batch
from support.models import SuggestionDecision
from support.recording import CannotRecord
from support.workflow import CannotMove, StageStatus

NOBODY_AT_HOME = {"safe": "yes", "at_home": "no"}


@pytest.fixture
def suggested(case, hold):
    """Nobody is at home: calling today is suggested, and nobody has decided."""
    hold(case, answers=NOBODY_AT_HOME)
    case.refresh_from_db()
    return case


def waiting(case):
    return case.promises.open().filter(key__startswith="decide.")


@pytest.mark.framework("R36", "R44")
def test_what_is_suggested_waits_for_a_decision_and_is_chased(trust, suggested):
    promise = waiting(suggested).get()
    assert promise.owner == trust.maya
    assert promise.due_at == suggested.stages.get(key="immediate").due_at

    keep_batch(promise.due_at + timedelta(minutes=1))

    assert Notice.objects.filter(to=trust.maya, key__startswith=f"promise.{promise.pk}").exists()


@pytest.mark.framework("R36")
def test_taken_up_it_is_owed_and_who_decided_is_kept(trust, suggested):
    actions.promise(suggested, "call", by=trust.maya)

    decision = SuggestionDecision.objects.get()
    assert (decision.key, decision.is_taken, decision.by) == ("call", True, trust.maya)
    assert suggested.promises.open().filter(key="do.call").exists()
    assert not waiting(suggested).exists()


@pytest.mark.framework("R36", "R42")
def test_help_that_opens_is_decided_enough_at_once(trust, case, hold):
    hold(case, answers={"safe": "yes", "carry_on": "no"})
    assert waiting(case).exists()

    actions.open_help(case, "adjustments", by=trust.maya)

    assert not waiting(case).exists()


@pytest.mark.framework("R36", "R37")
def test_not_taken_up_it_says_why_and_an_answer_changed_later_asks_again(trust, suggested):
    with pytest.raises(CannotRecord):
        actions.decide_suggestion(suggested, "call", by=trust.maya, is_taken=False, reason="too busy")
    actions.decide_suggestion(suggested, "call", by=trust.maya, is_taken=False, reason="has_it")
    actions.decide_suggestion(suggested, "call", by=trust.maya, is_taken=False, reason="has_it")
    assert SuggestionDecision.objects.count() == 1
    assert not waiting(suggested).exists()

    again = {"outcome": "ahead", "reason": "new_reactions", "booked_for": timezone.now()}
    actions.take_up_again(suggested, "immediate", by=trust.maya, **again)
    said = {"outcome": "held", "next_step": "go_on"}
    actions.record_stage(suggested, "immediate", by=trust.maya, answers=NOBODY_AT_HOME, **said)
    assert not waiting(suggested).exists()

    actions.take_up_again(suggested, "immediate", by=trust.maya, **again)
    worse = NOBODY_AT_HOME | {"emotional": "yes"}
    actions.record_stage(suggested, "immediate", by=trust.maya, answers=worse, **said)
    assert waiting(suggested).exists()
    assert SuggestionDecision.objects.exclude(superseded_at=None).count() == 1


def test_only_who_looks_after_them_decides(trust, suggested):
    for somebody in (trust.omar, trust.nneka, trust.hana, trust.petra):
        with pytest.raises(PermissionDenied):
            actions.decide_suggestion(suggested, "call", by=somebody, is_taken=False, reason="has_it")
    assert not SuggestionDecision.objects.exists()


def test_the_case_shows_what_was_decided_and_asks_why_not(trust, suggested, client):
    client.force_login(trust.maya)
    address = reverse("support:suggestion", args=[suggested.pk, "call"])
    assert b"There is a problem" in client.post(address, {"sent": "1"}).content
    client.post(address, {"reason": "has_it"})

    body = client.get(reverse("support:case", args=[suggested.pk])).content.decode()
    assert "not taken up. They have it already (Maya Lindqvist" in body
    assert "The answers suggest this" not in body


# Again


@pytest.mark.framework("R18", "R36")
@pytest.mark.parametrize("outcome", ["ahead", "booked"])
def test_a_settled_stage_is_taken_up_again_with_a_reason_and_a_day(trust, case, hold, outcome):
    hold(case)
    day = timezone.now() + timedelta(days=3)
    with pytest.raises(CannotRecord):
        actions.take_up_again(case, "immediate", by=trust.maya, outcome=outcome, reason="", booked_for=day)
    with pytest.raises(CannotRecord):
        actions.take_up_again(
            case, "immediate", by=trust.maya, outcome=outcome, reason="not_finished", booked_for=None
        )

    stage = actions.take_up_again(
        case, "immediate", by=trust.maya, outcome=outcome, reason="not_finished", booked_for=day, seen=1
    )

    assert (stage.status, stage.reason, stage.booked_for) == (outcome, "not_finished", day)
    assert case.promises.open().get(key="stage.immediate").due_at.date() == day.date()
    assert stage.moves.last().reason == "not_finished"
    with pytest.raises(CannotMove):
        actions.take_up_again(
            case, "immediate", by=trust.maya, outcome=outcome, reason="not_finished", booked_for=day
        )


def test_two_who_take_it_up_at_once_end_with_one(trust, case, hold):
    hold(case)
    said = {"outcome": "offered", "reason": "asked_for_more", "booked_for": None, "seen": 1}
    actions.take_up_again(case, "immediate", by=trust.maya, **said)
    with pytest.raises(actions.Changed):
        actions.take_up_again(case, "immediate", by=trust.dev, **said)


def test_the_page_takes_a_stage_up_by_name_and_keeps_what_was_typed(trust, case, hold, client):
    hold(case)
    client.force_login(trust.maya)
    address = reverse("support:stage-again", args=[case.pk, "immediate"])
    said = {"outcome": "ahead", "reason": "new_reactions", "seen": 0}
    day = timezone.localdate() + timedelta(days=2)
    said |= {"ahead_on_day": day.day, "ahead_on_month": day.month, "ahead_on_year": day.year}

    stale = client.post(address, said)
    assert stale.status_code == 409
    assert str(day.year) in stale.content.decode()
    assert client.post(address, said | {"seen": 1}).status_code == 302
    assert case.stages.get(key="immediate").status == StageStatus.AHEAD
    assert b"is not settled" in client.get(address, follow=True).content


@pytest.mark.framework("R36")
def test_putting_off_needs_a_day_and_is_chased(trust, case):
    said = {"outcome": "deferred", "reason": "not_ready"}
    with pytest.raises(CannotRecord):
        actions.record_stage(case, "defusing", by=trust.maya, **said)
    day = timezone.now() + timedelta(days=4)
    actions.record_stage(case, "defusing", by=trust.maya, booked_for=day, **said)

    promise = case.promises.open().get(key="stage.defusing")
    assert promise.chase_at is not None
    keep_batch(promise.due_at + timedelta(days=1))
    assert Notice.objects.filter(to=trust.maya, key__startswith=f"promise.{promise.pk}").exists()


@pytest.mark.framework("R119")
def test_no_reason_speaks_of_money_or_staff_and_none_is_free_text(case, hold, trust):
    every = [(one.key, one.words) for one in reasons.REASONS.values()]
    every += [*reasons.NOT_TAKEN.items(), *reasons.MOVING.items()]
    said = " ".join(" ".join(pair) for pair in every).lower()
    for never in (
        "staff",
        "cost",
        "money",
        "budget",
        "afford",
        "busy",
        "workload",
        "capacity",
        "resource",
        "financ",
    ):
        assert never not in said
    assert not [key for key, words in every if key == "other" or words.lower().startswith("other")]
    for outcome in ("declined", "not_needed", "deferred"):
        with pytest.raises(CannotRecord):
            actions.record_stage(
                case, "defusing", by=trust.maya, outcome=outcome, reason="no staff", next_step="go_on",
                booked_for=timezone.now(),
            )  # fmt: skip
    assert not Entry.objects.filter(event="stage.not_needed").exists()


@pytest.mark.framework("R69")
@pytest.mark.parametrize("how", ["letter", "not_wanted"])
def test_whoever_looks_after_them_settles_a_senior_leaders_word_from_the_case(trust, case, client, how):
    one = actions.ask_for_acknowledgement(case, by=trust.maya)
    client.force_login(trust.maya)
    address = reverse("support:acknowledge", args=[case.pk])
    page = client.get(reverse("support:case", args=[case.pk])).content.decode()
    assert address in page
    assert "Note that it was done, or that they would rather not" in page
    assert "Choose who told them" in client.post(address, {"how": "letter"}).content.decode()

    client.post(address, {"how": how, "by_owner": "owner" if how == "letter" else ""})

    one.refresh_from_db()
    assert (one.how, one.was_told) == (how, how == "letter")
    assert one.sent_by == (one.owner if how == "letter" else trust.maya)
    assert not case.promises.open().filter(key="acknowledge.1").exists()
    client.force_login(trust.nneka)
    assert ("From a senior leader" in client.get("/support/me/").content.decode()) == (how == "letter")


def test_the_senior_leader_does_not_say_for_them_that_they_would_rather_not(trust, case, client):
    one = actions.ask_for_acknowledgement(case, by=trust.maya)
    with pytest.raises(PermissionDenied):
        actions.send_acknowledgement(one, by=trust.owen, how="not_wanted")
    client.force_login(one.owner)
    assert (
        "would rather not" not in client.get(reverse("support:acknowledge", args=[case.pk])).content.decode()
    )


@pytest.mark.framework("R36")
def test_the_step_to_decide_leads_to_where_it_is_decided(trust, suggested, client):
    client.force_login(trust.maya)
    page = client.get(reverse("support:case", args=[suggested.pk])).content.decode()
    assert page.count('#decide.immediate"') == 1
    assert page.count('id="decide.immediate"') == 1
