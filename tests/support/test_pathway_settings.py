"""The pathway is edited in drafts, tried out, published and frozen; cases stay on theirs until they are moved."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from audit.deadlines import month_of
from audit.measures import MEASURES
from people.models import Entry
from support import actions, pathway, reading, versions
from support.deadlines import LONDON
from support.editing import drafting
from support.editing.previewing import preview
from support.models import PathwayDraft, PathwayVersion, Stage, StageRule
from support.workflow import StageStatus

WHY = "Our wards asked for it"


@pytest.fixture
def draft(trust):
    """Viv's, for the whole trust."""
    return actions.start_draft(None, by=trust.viv)


@pytest.fixture
def publish(trust):
    """Publish one stage with these values, as Viv, for a site or the whole trust."""

    def make(site=None, key="defusing", by=None, **values):
        draft = actions.start_draft(site, by=by or trust.viv)
        rule = drafting.rule_in(draft.content, key) | values
        draft = actions.save_draft(draft, by=by or trust.viv, seen=draft.revision, rule=rule)
        return actions.publish_draft(draft, by=by or trust.viv, why=WHY, seen=draft.revision)

    return make


def windows(case):
    return {stage.key: (stage.opens_at, stage.due_at) for stage in case.stages.all()}


# In force


@pytest.mark.framework("R25", "R121")
def test_a_site_has_a_window_of_its_own_and_the_others_keep_the_trusts(trust, report, publish):
    elm_before = report().involved.get().case
    version = publish(trust.general, closes_after="5 days")

    elm = report(by=trust.will).involved.get().case
    oak = report(by=trust.omar, team=trust.oak_ward).involved.get().case

    assert elm.version == version
    assert oak.version.site is None
    assert elm.stages.get(key="defusing").due_at < oak.stages.get(key="defusing").due_at
    elm_before.refresh_from_db()
    assert elm_before.version == oak.version


@pytest.mark.framework("R121")
def test_a_stage_that_is_switched_off_is_opened_for_nobody(trust, report, publish):
    publish(trust.general, key="debriefing", is_on=False)
    case = report().involved.get().case

    assert "debriefing" not in windows(case)
    assert not case.promises.filter(key="stage.debriefing").exists()


@pytest.mark.framework("R25")
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE support_stagerule SET closes_after = '99 weeks' WHERE version_id = %s",
        "DELETE FROM support_stagerule WHERE version_id = %s",
        "UPDATE support_pathwayversion SET why = 'x' WHERE id = %s",
        "DELETE FROM support_pathwayversion WHERE id = %s",
    ],
)
def test_what_somebody_published_is_frozen_too(trust, publish, change):
    version = publish(trust.general, closes_after="5 days")

    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change, [version.pk])

    assert StageRule.objects.filter(version=version, closes_after="5 days").exists()


@pytest.mark.framework("R25")
def test_a_release_does_not_put_aside_what_the_trust_has_edited(trust, publish, monkeypatch):
    ours = publish(closes_after="9 days")
    monkeypatch.setattr(pathway, "CHECK_IN_WEEKS", [1, 2, 4])
    versions.publish()

    assert versions.in_force() == ours
    assert versions.in_force(trust.general.pk) == ours
    assert reading.waiting_release(ours) == ["Check-ins: weeks 1, 2, 4 (before: 1, 2, 4, 8, 12)"]

    draft = actions.start_draft(None, by=trust.viv)
    draft = actions.take_release(draft, by=trust.viv, seen=draft.revision)
    taken = actions.publish_draft(draft, by=trust.viv, why=WHY, seen=draft.revision)
    assert taken.check_in_weeks == [1, 2, 4]
    assert taken.rules.get(key="defusing").closes_after == "9 days"
    assert reading.waiting_release(taken) == []


def test_a_release_is_in_force_while_nobody_has_edited(db, monkeypatch):
    monkeypatch.setattr(pathway, "CHECK_IN_WEEKS", [1, 2, 4])
    assert versions.publish() == versions.in_force()


# Drafts


@pytest.mark.framework("R59")
@pytest.mark.parametrize(
    ("key", "values", "fault"),
    [
        ("debriefing", {"owes": "held"}, "what is owed"),
        ("debriefing", {"led_by": ["line_manager"]}, "only those trained"),
        ("after_action", {"closes_after": "3 days", "opens_after": "1 day"}, "no window"),
        ("defusing", {"led_by": [], "trained_in": []}, "somebody must be able"),
        ("defusing", {"opens_after": "soon"}, "Enter a number"),
        ("defusing", {"opens_after": "3 weeks"}, "must not be before"),
        ("immediate", {"is_on": False}, "stays on"),
        ("debriefing", {"prompts": []}, "must keep its answers"),
    ],
)
def test_what_would_do_harm_is_not_published(trust, publish, key, values, fault):
    with pytest.raises(actions.CannotPublish, match=fault):
        publish(key=key, **values)

    assert not PathwayVersion.objects.filter(is_edited=True).exists()


def test_a_guarding_question_cannot_be_switched_off(trust, draft):
    rule = drafting.rule_in(draft.content, "debriefing")
    prompts = {prompt["key"]: prompt for prompt in rule["prompts"]}
    rule["prompts"], rule["prompts_off"] = [prompts["ongoing"]], [prompts["voluntary"]]

    assert any("always asked" in words for words in drafting.faults(draft.content))


def test_one_person_at_a_time_edits_a_draft(trust, draft):
    rule = drafting.rule_in(draft.content, "defusing") | {"closes_after": "8 days"}
    with pytest.raises(actions.NotTheEditor):
        actions.save_draft(draft, by=trust.ade, seen=0, rule=rule)

    actions.take_over_draft(draft, by=trust.ade)
    with pytest.raises(actions.NotTheEditor):
        actions.save_draft(draft, by=trust.viv, seen=0, rule=rule)
    actions.save_draft(draft, by=trust.ade, seen=0, rule=rule)
    with pytest.raises(actions.Changed):
        actions.save_draft(draft, by=trust.ade, seen=0, rule=rule)

    draft.refresh_from_db()
    assert draft.revision == 1
    assert actions.start_draft(None, by=trust.viv) == draft


@pytest.mark.parametrize("somebody", ["maya", "ruth", "hana", "nneka", "chi"])
def test_nobody_else_touches_the_pathway(trust, draft, somebody):
    somebody = getattr(trust, somebody)
    with pytest.raises(PermissionDenied):
        actions.start_draft(None, by=somebody)
    with pytest.raises(PermissionDenied):
        actions.publish_draft(draft, by=somebody, why=WHY, seen=0)
    with pytest.raises(PermissionDenied):
        actions.move_cases(None, by=somebody, why="put_right")
    assert PathwayDraft.objects.get().revision == 0


@pytest.mark.framework("R66", "R80")
def test_the_weeks_of_the_team_and_the_late_signs_belong_to_a_version(trust, case, report, draft, client):
    client.force_login(trust.viv)
    address = "/settings/pathway/trust/draft/check-ins/"
    said = {"seen": 0, "weeks": "1, 2", "team": "3, x", "signs": "They hum\n\nThey hum", "policy": ""}
    refused = client.post(address, said).content.decode()
    assert "Enter whole numbers" in refused
    assert "Enter each sign once" in refused
    assert "3, x" in refused
    client.post(address, said | {"team": "3", "signs": "They hum\nThey sing"})
    draft.refresh_from_db()
    version = actions.publish_draft(draft, by=trust.viv, why=WHY, seen=draft.revision)

    assert (version.team_weeks, version.signs) == ([3], ["They hum", "They sing"])
    assert (
        "Check-ins with the team: weeks 3 (before: 2, 8)"
        in client.get("/settings/pathway/trust/").content.decode()
    )
    fresh = report(by=trust.will).involved.get().case
    assert [one.week for one in fresh.team_check_ins.all()] == [3]
    client.force_login(trust.maya)
    assert "They hum" in client.get(f"/support/cases/{fresh.pk}/watch/").content.decode()
    before = client.get(f"/support/cases/{case.pk}/watch/").content.decode()
    assert "They hum" not in before
    assert "bad dreams" in before


def test_a_pathway_without_signs_or_with_weeks_out_of_order_is_not_published(trust, draft):
    draft = actions.save_draft(draft, by=trust.viv, seen=0, team_weeks=[8, 2], signs=[])
    with pytest.raises(actions.CannotPublish) as refused:
        actions.publish_draft(draft, by=trust.viv, why=WHY, seen=draft.revision)
    assert len(refused.value.faults) == 2


# Trying out and moving


@pytest.fixture
def shortened(trust, report, publish, case):
    """Nneka's case on the old version, and a shorter defusing, no debriefing and one week more at her site."""
    draft = actions.start_draft(trust.general, by=trust.viv)
    rules = {rule["key"]: rule for rule in draft.content["rules"]}
    rules["defusing"]["closes_after"] = "6 days"
    rules["debriefing"]["is_on"] = False
    for rule in rules.values():
        draft = actions.save_draft(draft, by=trust.viv, seen=draft.revision, rule=rule)
    weeks = [1, 2, 3, 4, 8, 12]
    draft = actions.save_draft(draft, by=trust.viv, seen=draft.revision, check_in_weeks=weeks, team_weeks=[6])
    return actions.publish_draft(draft, by=trust.viv, why=WHY, seen=draft.revision)


@pytest.mark.framework("R25")
def test_a_case_is_moved_on_purpose_and_says_what_became_of_it(trust, case, hold, shortened):
    hold(case)
    before = windows(case)
    case.refresh_from_db()
    assert case.version != shortened

    actions.move_case(case, by=trust.maya, why="better_window")

    case.refresh_from_db()
    after = windows(case)
    defusing = case.stages.get(key="defusing")
    assert case.version == shortened
    assert after["immediate"] == before["immediate"]
    assert after["defusing"] != before["defusing"]
    assert case.promises.get(key="stage.defusing").due_at == defusing.due_at
    gone = case.stages.get(key="debriefing")
    assert (gone.status, gone.reason) == (StageStatus.NOT_NEEDED, "switched_off")
    assert case.promises.get(key="stage.debriefing").kept_at
    assert {one.week for one in case.check_ins.all()} == {1, 2, 3, 4, 8, 12}
    assert {one.week for one in case.team_check_ins.all()} == {2, 6, 8}
    assert case.promises.get(key="team.6").kept_at is None
    assert Entry.objects.filter(event="case.version_moved", by=trust.maya).count() == 1
    actions.move_case(case, by=trust.maya, why="better_window")
    assert Entry.objects.filter(event="case.version_moved").count() == 1


@pytest.mark.framework("R102")
def test_what_was_switched_off_is_counted_neither_as_done_nor_as_missed(trust, case, shortened):
    month = month_of(case.stages.get(key="debriefing").due_at)
    considered = MEASURES["considered"].count
    assert considered(month)["debriefing"] == (0, 1)

    actions.move_case(case, by=trust.maya, why="better_window")

    assert considered(month)["debriefing"] == (0, 0)


def test_a_stage_somebody_has_begun_goes_on_where_it_is_switched_off(trust, case, offer, shortened):
    offer(case, "debriefing")
    actions.move_case(case, by=trust.maya, why="better_window")

    assert case.stages.get(key="debriefing").status == StageStatus.OFFERED


def test_what_is_overdue_stays_overdue_and_nothing_else_becomes_so(trust, report, publish):
    at = timezone.now()
    case = report(occurred_on=timezone.localdate() - timedelta(days=5)).involved.get().case
    late = case.stages.get(key="immediate")
    later = at + timedelta(days=2)
    publish(trust.general, closes_after="4 days")

    actions.move_case(case, by=trust.maya, why="better_window", at=later)

    assert case.stages.get(key="immediate").due_at == late.due_at
    assert case.stages.get(key="defusing").due_at > later


@pytest.mark.claim("I3")
@pytest.mark.framework("R25")
def test_moving_a_whole_site_leaves_out_what_is_in_confidence(trust, report, case, publish):
    sealed = report(by=trust.will, kinds=["sexual_harassment"], sealed_to=trust.sasha).involved.get().case
    oak = report(by=trust.omar, team=trust.oak_ward).involved.get().case
    version = publish(trust.general, closes_after="6 days")
    rules = list(version.rules.all())

    counts = [
        preview(who, trust.general, rules, versions.beside(version), timezone.now()).cases
        for who in (trust.viv, trust.ade)
    ]
    moved = actions.move_cases(trust.general, by=trust.ade, why="put_right")

    assert (counts, moved) == ([1, 1], 1)
    for one in (case, sealed, oak):
        one.refresh_from_db()
    assert [one.version == version for one in (case, sealed, oak)] == [True, False, False]
    actions.move_case(sealed, by=trust.sasha, why="put_right")
    sealed.refresh_from_db()
    assert sealed.version == version


@pytest.mark.framework("R25", "R121")
def test_a_site_goes_back_to_the_trusts_pathway_with_a_reason_and_follows_it_from_then_on(
    trust, case, publish, client
):
    ours = publish(trust.general, closes_after="6 days")
    client.force_login(trust.viv)
    address = f"/settings/pathway/{trust.general.code}/as-the-trust/"
    shown = client.get(address).content.decode()
    assert "Defusing: closes after 10 days (before: 6 days)" in shown
    assert "Say why" in client.post(address, {"seen": ours.number, "why": ""}).content.decode()
    stale = client.post(address, {"seen": ours.number - 1, "why": WHY}).content.decode()
    assert "Somebody published another version" in stale
    assert WHY in stale
    assert versions.in_force(trust.general) == ours

    client.post(address, {"seen": ours.number, "why": WHY})

    assert versions.in_force(trust.general) == versions.in_force()
    assert Entry.objects.filter(event="pathway.returned", by=trust.viv).count() == 1
    place = client.get(f"/settings/pathway/{trust.general.code}/").content.decode()
    assert "back to the trust’s pathway" in place
    assert WHY in place
    assert "as-the-trust" not in place
    trusts = publish(closes_after="9 days")
    assert versions.in_force(trust.general) == trusts
    assert case in actions.pathway.to_move(None)
    again = publish(trust.general, closes_after="7 days")
    assert versions.in_force(trust.general) == again
    for nobody in (trust.maya, trust.nneka):
        with pytest.raises(PermissionDenied):
            actions.return_to_trust(trust.general, by=nobody, why=WHY, seen=again.number)


@pytest.mark.framework("R25")
def test_cases_that_a_move_passes_over_are_named_to_those_who_may_open_them(
    trust, case, report, publish, client
):
    other = report(by=trust.will).involved.get().case
    for one in (case, other):
        Stage.objects.create(case=one, key="old_stage", order=9, opens_at=one.opened_at)
    sealed = report(by=trust.will, kinds=["sexual_harassment"], sealed_to=trust.sasha).involved.get().case
    Stage.objects.create(case=sealed, key="old_stage", order=9, opens_at=sealed.opened_at)
    publish(trust.general, closes_after="6 days")
    address = f"/settings/pathway/{trust.general.code}/move/"

    assert actions.move_cases(trust.general, by=trust.viv, why="put_right") == 0
    client.force_login(trust.viv)
    page = client.get(address).content.decode()
    assert "2 cases that you may know of cannot be moved" in page
    assert str(case.person) in page
    assert f"/support/cases/{case.pk}/" in page
    assert str(sealed.pk) not in page
    client.force_login(trust.ade)
    page = client.get(address).content.decode()
    assert "2 cases that you may know of cannot be moved" in page
    assert str(case.person) not in page
    assert str(case.pk) not in page


def test_a_move_across_the_change_of_the_clocks_ends_at_midnight_in_london(trust, report, publish):
    reported = datetime(2026, 10, 20, 10, tzinfo=LONDON)
    case = report(occurred_on=reported.date(), occurred_time=reported.time(), at=reported).involved.get().case
    publish(trust.general, closes_after="6 days")
    actions.move_case(case, by=trust.maya, why="better_window", at=reported + timedelta(hours=1))

    due_at = case.stages.get(key="defusing").due_at
    assert due_at.astimezone(LONDON).replace(tzinfo=None) == datetime(2026, 10, 26, 23, 59)


def test_an_administrator_tries_it_out_in_numbers_and_sees_no_name(trust, case, client):
    draft = actions.start_draft(trust.general, by=trust.ade)
    rule = drafting.rule_in(draft.content, "defusing") | {"closes_after": "6 days"}
    actions.save_draft(draft, by=trust.ade, seen=0, rule=rule)
    address = reverse("pathway:preview", args=[trust.general.code])

    client.force_login(trust.ade)
    told = client.get(address).content.decode()
    client.force_login(trust.viv)
    named = client.get(address).content.decode()

    assert "1 case would get another date" in told
    assert "Nneka" not in told
    assert "1 case would get another date" in named
    assert "Nneka" in named


# Pages


def test_what_was_typed_stays_when_somebody_else_took_over(trust, draft, client):
    client.force_login(trust.viv)
    address = reverse("pathway:stage", args=["trust", "defusing"])
    page = client.get(address)
    form = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    form = {name: value for name, value in form.items() if value is not None}
    own = form | {"closes_after": "7 days", "new_words": "Was the alarm worn?", "new_kind": "yes_no"}
    actions.take_over_draft(draft, by=trust.ade)

    refused = client.post(address, own)
    actions.take_over_draft(draft, by=trust.viv)
    saved = client.post(address, own)

    assert refused.status_code == 409
    body = refused.content.decode()
    assert "Was the alarm worn?" in body
    assert 'value="7 days"' in body
    assert "Take over the draft" in body
    assert saved.status_code == 302
    rule = drafting.rule_in(PathwayDraft.objects.get().content, "defusing")
    assert rule["closes_after"] == "7 days"
    assert rule["prompts"][-1]["words"] == "Was the alarm worn?"
    assert drafting.faults(PathwayDraft.objects.get().content) == []


def test_the_history_says_in_words_what_changed(trust, publish, client):
    publish(closes_after="9 days")
    publish(key="debriefing", is_on=False)
    client.force_login(trust.viv)

    body = client.get(reverse("pathway:place", args=["trust"])).content.decode()

    assert "Defusing: closes after 9 days (before: 10 days)" in body
    assert "Debriefing: switched off" in body
    assert WHY in body
