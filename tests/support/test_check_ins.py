"""Asking how somebody is: by whom they chose, again by another way, for longer, the team too, and late reactions."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from incidents.actions import Affected
from people.models import Notice
from people.roles import RoleKind
from support import access, actions
from support.deadlines import london_day
from support.handing_on.passing import next_lead
from support.meeting.gathering import leaders
from support.models import Case, Preference, TeamCheckIn, Watch
from support.recording import CannotRecord
from support.visits.visitor import Visitor
from support.workflow import CannotMove
from tests.factories import RoleFactory

WEEK = timedelta(weeks=1)


def owed(case):
    return set(case.promises.open().values_list("key", flat=True))


def owner(case, key="check_in.4"):
    return case.promises.get(key=key).owner


def down(case):
    for stage in case.stages.exclude(key="after_action"):
        actions.record_stage(
            case,
            stage.key,
            by=case.lead,
            outcome="not_needed",
            reason="says_fine",
            next_step="go_on",
        )


# What they wish


@pytest.mark.framework("R12")
def test_whom_they_chose_asks_from_now_on_where_that_colleague_may_open_the_case(trust, case):
    actions.set_preferences(case, by=trust.nneka, hear_from=trust.dev)

    assert owner(case) == trust.dev
    assert owner(case, "stage.defusing") == trust.maya
    assert "do.hear_from" not in owed(case)

    actions.set_preferences(case, by=trust.nneka, hear_from=None)
    assert owner(case) == trust.maya


@pytest.mark.framework("R12")
def test_whom_they_chose_who_may_not_open_the_case_is_the_leads_to_arrange(trust, case):
    actions.set_preferences(case, by=trust.nneka, hear_from=trust.petra)

    assert owner(case) == trust.maya
    assert "do.hear_from" in owed(case)
    assert not access.can_run(trust.petra, case)


@pytest.mark.framework("R12", "R80")
def test_somebody_on_sick_leave_hears_from_whom_they_said_until_that_day(trust, case):
    until = case.check_ins.get(week=4).due_at.date()
    actions.set_preferences(
        case, by=trust.maya, on_leave="phone", on_leave_by=trust.dev, on_leave_until=until
    )

    assert owner(case, "check_in.2") == trust.dev
    assert owner(case, "check_in.8") == trust.maya


@pytest.mark.framework("R12")
def test_a_lead_they_would_rather_not_hear_from_is_not_the_one_to_see_to_it(trust, case):
    actions.set_preferences(case, by=trust.nneka, never_from=[trust.maya])

    assert case.promises.get(key="do.other_lead").owner == trust.dev


@pytest.mark.framework("R12", "R80")
def test_nobody_of_those_they_named_leads_asks_or_sits_with_them(trust, case, client):
    never = [trust.maya, trust.dev, trust.frank]
    actions.set_preferences(case, by=trust.nneka, hear_from=trust.dev, never_from=never)

    assert case.promises.get(key="do.other_lead").owner == trust.ruth
    assert {owner(case, f"check_in.{week}") for week in (1, 2, 4)} == {trust.maya}
    case = Case.objects.get(pk=case.pk)
    assert not access.can_take(trust.dev, case)
    assert access.can_take(trust.ruth, case)
    assert not leaders("debriefing", [case], london_day(timezone.now())).filter(pk=trust.frank.pk).exists()
    assert next_lead(case, timezone.now())[0] == trust.ruth

    client.force_login(trust.maya)
    page = client.get(f"/support/cases/{case.pk}/contact/").content.decode()
    assert "frank" in page
    assert trust.maya.email not in page.split("<textarea")[1]
    said = {"how": "", "on_leave": "no", "never_from": f"{trust.frank.email}\nNobody Known"}
    refused = client.post(f"/support/cases/{case.pk}/contact/", said).content.decode()
    assert "We cannot tell who “Nobody Known” is" in refused
    assert trust.frank.email in refused
    client.post(f"/support/cases/{case.pk}/contact/", said | {"never_from": trust.frank.email})
    assert set(Preference.objects.get(case=case).never_from) == {trust.frank.pk, trust.maya.pk}


def test_a_wish_changes_no_date_and_forgets_nothing_that_was_not_named(trust, case):
    before = dict(case.promises.values_list("key", "due_at"))
    actions.set_preferences(case, by=trust.nneka, needs="British Sign Language", hear_from=trust.dev)
    actions.set_preferences(case, by=trust.maya, how="phone")

    case.refresh_from_db()
    assert case.preference.needs == "British Sign Language"
    assert (case.preference.set_by, case.preference.history.count()) == (trust.maya, 2)
    assert dict(case.promises.values_list("key", "due_at")) == before


@pytest.mark.parametrize(
    "name", ["will", "owen", "hana", "olive", "petra", "frank", "una", "bea", "al", "ade"]
)
def test_nobody_else_says_how_they_want_to_be_contacted_or_records_anything(trust, case, name):
    other = getattr(trust, name)
    for refused in (
        lambda: actions.set_preferences(case, by=other, how="phone"),
        lambda: actions.add_check_in(case, by=other),
        lambda: actions.skip_check_in(case, 1, by=other),
        lambda: actions.record_team_check_in(case, 2, by=other, status="not_needed"),
        lambda: actions.decide_watch(case, by=other, decision="call"),
        lambda: actions.notice_sign(case, by=other),
    ):
        with pytest.raises(PermissionDenied):
            refused()
    assert not hasattr(Case.objects.get(pk=case.pk), "preference")


def test_a_door_to_one_question_opens_neither_another_nor_anything_else(trust, case):
    visitor = Visitor(case, "check_in.1")
    for refused in (
        lambda: actions.answer_check_in(case, 2, by=visitor, feeling="better"),
        lambda: actions.skip_check_in(case, 2, by=visitor),
        lambda: actions.set_preferences(case, by=visitor, how="phone"),
        lambda: actions.decline_support(case, by=visitor),
    ):
        with pytest.raises(PermissionDenied):
            refused()

    actions.skip_check_in(case, 1, by=visitor)
    assert case.check_ins.get(week=1).status == "not_wanted"


# No answer is followed up, and never closed


@pytest.mark.framework("R66")
def test_who_was_not_reached_is_tried_by_another_way_within_two_working_days(trust, case):
    at = case.check_ins.get(week=1).due_at
    actions.record_check_in(case, 1, by=trust.maya, status="no_answer", how="phone", at=at)
    due = case.promises.get(key="check_in.1").due_at
    assert at < due <= at + timedelta(days=5)
    assert case.promises.get(key="check_in.1").kept_at is None

    with pytest.raises(CannotRecord, match="another way"):
        actions.record_check_in(case, 1, by=trust.maya, status="no_answer", how="phone", at=at)
    assert case.check_ins.get(week=1).tries.count() == 1


@pytest.mark.framework("R66", "R84")
def test_each_further_try_that_reaches_nobody_is_told_one_further_up_and_moves_no_date(trust, case):
    at = case.check_ins.get(week=1).due_at
    ways = ["phone", "text", "in_person", "somebody"]
    for number, how in enumerate(ways):
        actions.record_check_in(
            case, 1, by=trust.maya, status="no_answer", how=how, at=at + timedelta(hours=number)
        )
        if number == 0:
            due = case.promises.get(key="check_in.1").due_at

    told = Notice.objects.filter(key__contains=".not_reached.").order_by("pk")
    assert [one.to for one in told] == [trust.dev, trust.ruth, trust.viv]
    promise = case.promises.get(key="check_in.1")
    assert (promise.due_at, promise.kept_at) == (due, None)
    assert case.check_ins.get(week=1).status == "no_answer"


@pytest.mark.framework("R12", "R66")
def test_not_this_time_leaves_the_next_ones(trust, case):
    actions.skip_check_in(case, 1, by=trust.nneka)

    assert {"check_in.2", "check_in.4"} <= owed(case)
    assert "check_in.1" not in owed(case)
    assert "do.call" not in owed(case)


@pytest.mark.framework("R66")
def test_longer_if_asked(trust, case):
    assert actions.add_check_in(case, by=trust.nneka).week == 16
    assert actions.add_check_in(case, by=trust.maya).week == 20
    late = timezone.now() + 40 * WEEK
    assert actions.add_check_in(case, by=trust.nneka, at=late).due_at > late
    assert {"check_in.16", "check_in.20"} <= owed(case)


@pytest.mark.framework("R18", "R66")
def test_who_comes_back_in_week_8_is_not_asked_about_the_weeks_before(trust, case):
    actions.decline_support(case, by=trust.nneka)
    actions.accept_support(case, by=trust.nneka, at=timezone.now() + 8 * WEEK)

    assert {key for key in owed(case) if key.startswith("check_in.")} == {"check_in.12"}
    assert "do.call" in owed(case)
    assert "team.2" not in owed(case)


def test_who_comes_back_long_afterwards_is_asked_once_more(trust, case):
    actions.decline_support(case, by=trust.nneka)
    actions.accept_support(case, by=trust.nneka, at=timezone.now() + 30 * WEEK)

    assert {key for key in owed(case) if key.startswith("check_in.")} == {"check_in.32"}


# The team, and those who supported somebody


@pytest.mark.framework("R80")
def test_a_team_is_asked_once_however_many_of_it_were_affected(trust, report):
    affected = [Affected("harmed", user=one) for one in (trust.nneka, trust.will, trust.omar)]
    cases = {one.user.first_name: one.case for one in report(affected=affected).involved.all()}

    asked = {name: case.team_check_ins.count() for name, case in cases.items()}
    assert sorted(asked.values()) == [0, 2, 2]
    assert asked["Omar"] == 2

    carrier = next(cases[name] for name in ("Nneka", "Will") if asked[name])
    other = next(cases[name] for name in ("Nneka", "Will") if not asked[name])
    actions.decline_support(carrier, by=carrier.person.user)
    assert {"team.2", "team.8"} <= owed(other)
    assert not owed(carrier)


@pytest.mark.framework("R80")
def test_nobody_asks_the_team_about_what_was_said_in_confidence(trust, report):
    sealed = report(kinds=["sexual_harassment"], sealed_to=trust.sasha).involved.get().case

    assert not sealed.team_check_ins.exists()


@pytest.mark.framework("R80")
def test_the_union_representative_is_asked_by_consent_only(trust, case):
    said = {"status": "done", "asked": ["team", "rep"], "found": "some"}
    with pytest.raises(PermissionDenied):
        actions.record_team_check_in(case, 2, by=trust.maya, **said)

    actions.set_preferences(case, by=trust.nneka, rep_may_be_asked=True)
    actions.record_team_check_in(case, 2, by=trust.maya, **said)

    assert TeamCheckIn.objects.get(case=case, week=2).asked == ["team", "rep"]
    assert "team.2" not in owed(case)
    assert "do.team" in owed(case)
    with pytest.raises(CannotMove):
        actions.record_team_check_in(case, 2, by=trust.maya, status="not_needed")


# Reactions that come late


@pytest.mark.framework("R66", "R79")
@pytest.mark.parametrize(
    ("answers", "cause"),
    [
        ([("better", "no"), ("worse", "no")], "harder_after"),
        ([("worse", "no"), ("worse", "no")], "harder_again"),
        ([("same", "yes")], "signs"),
        ([("worse", "no"), ("better", "no")], None),
        ([("same", "no"), ("worse", "no")], None),
    ],
)
def test_what_the_answers_suggest_is_raised_for_somebody_to_decide(trust, case, answers, cause):
    for week, (feeling, signs) in zip((4, 8), answers, strict=False):
        actions.record_check_in(case, week, by=trust.maya, status="done", feeling=feeling, signs=signs)

    assert [one.cause for one in case.watches.all()] == ([cause] if cause else [])
    assert any(key.startswith("watch.") for key in owed(case)) == bool(cause)


@pytest.mark.framework("R66", "R37")
def test_a_late_reaction_is_owed_until_it_is_decided_and_recorded(trust, case):
    actions.record_check_in(case, 4, by=trust.maya, status="done", feeling="same", signs="yes")
    watch = Watch.objects.get(case=case)
    assert owner(case, f"watch.{watch.pk}") == trust.maya

    actions.decide_watch(case, by=trust.maya, decision="referral")

    watch.refresh_from_db()
    assert (watch.decision, watch.decided_by) == ("referral", trust.maya)
    assert "do.referral" in owed(case)
    assert f"watch.{watch.pk}" not in owed(case)
    with pytest.raises(CannotMove):
        actions.decide_watch(case, by=trust.maya, decision="call")


@pytest.mark.framework("R18", "R66")
def test_a_new_sign_after_support_ended_begins_it_again_and_overrules_no_no(trust, case):
    down(case)
    for one in case.check_ins.all():
        actions.record_check_in(case, one.week, by=trust.maya, status="not_wanted")
    for one in case.team_check_ins.all():
        actions.record_team_check_in(case, one.week, by=trust.maya, status="not_needed")
    actions.close_case(case, by=trust.maya)
    actions.notice_sign(case, by=trust.maya, at=timezone.now() + 20 * WEEK)

    case.refresh_from_db()
    assert (case.status, case.watches.get().cause) == ("open", "new_sign")

    actions.decline_support(case, by=trust.nneka)
    with pytest.raises(CannotMove):
        actions.notice_sign(case, by=trust.maya)


def test_a_deputy_who_was_chosen_and_is_accused_later_no_longer_asks(trust, case):
    RoleFactory(user=trust.will, kind=RoleKind.DEPUTY, team=trust.elm_ward)
    actions.set_preferences(case, by=trust.nneka, hear_from=trust.will)
    assert owner(case) == trust.will

    case.incident.alleged.create(kind="colleague", user=trust.will)
    actions.set_preferences(case, by=trust.nneka, how="phone")
    assert owner(case) == trust.maya
