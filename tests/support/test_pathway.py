"""The pathway is a table; what was published is frozen; a case stays on the version it started with."""

import pytest
from django.db import DatabaseError, connection, transaction

from people.roles import RoleKind, TrainingKind
from support import pathway, reasons, suggestions, versions
from support.deadlines import parse
from support.models import PathwayVersion, StageRule

PROMPTS = [(stage, prompt) for stage in pathway.STAGES.values() for prompt in stage.prompts]


@pytest.mark.framework("R36", "R54", "R59")
def test_the_six_stages_and_their_windows():
    assert {key: (stage.opens, stage.closes) for key, stage in pathway.STAGES.items()} == {
        "immediate": ("0 shifts", "0 shifts"),
        "demobilising": ("0 shifts", "0 shifts"),
        "defusing": ("3 days", "10 days"),
        "debriefing": ("7 days", "14 days"),
        "after_action": ("", ""),
        "ongoing": ("7 days", "12 weeks"),
    }
    assert pathway.CHECK_IN_WEEKS == [1, 2, 4, 8, 12]


@pytest.mark.framework("R48", "R55", "R59", "R62")
def test_who_may_lead_each_stage():
    stages = pathway.STAGES
    assert RoleKind.PEER_SUPPORTER in stages["demobilising"].roles
    assert {RoleKind.LINE_MANAGER, RoleKind.PEER_SUPPORTER} <= set(stages["defusing"].roles)
    assert stages["debriefing"].roles == (RoleKind.FACILITATOR,)
    assert stages["debriefing"].training == (TrainingKind.DEBRIEFING,)
    assert stages["after_action"].training == (TrainingKind.AFTER_ACTION_REVIEW,)
    assert stages["after_action"].roles == ()


@pytest.mark.framework(
    "R37", "R38", "R39", "R40", "R41", "R42", "R43", "R44", "R45", "R46", "R49", "R50", "R51", "R52", "R53",
    "R55",
    "R56", "R57", "R58", "R60", "R61", "R62", "R63", "R64", "R65", "R66",
)  # fmt: skip
def test_what_the_framework_asks_at_each_stage_is_asked():
    asked = {}
    for stage, prompt in PROMPTS:
        for row in prompt.rows:
            asked.setdefault(row, []).append(f"{stage.key}.{prompt.key}")
    assert {row: asked[row][0] for row in asked} == {
        "R39": "immediate.safe", "R40": "immediate.first_aid", "R38": "immediate.emotional",
        "R41": "immediate.emotional",
        "R42": "immediate.carry_on", "R43": "immediate.home", "R44": "immediate.at_home",
        "R45": "immediate.space",
        "R46": "immediate.reported", "R49": "demobilising.feels_safe", "R50": "demobilising.apart",
        "R51": "demobilising.thanked", "R52": "demobilising.told", "R53": "demobilising.reactions",
        "R36": "demobilising.now", "R37": "demobilising.now", "R55": "defusing.how",
        "R56": "defusing.telling",
        "R57": "defusing.no_blame", "R58": "defusing.advice", "R59": "debriefing.voluntary",
        "R60": "debriefing.ongoing",
        "R62": "after_action.agreed", "R61": "after_action.apart", "R63": "after_action.lessons",
        "R64": "ongoing.distress", "R66": "ongoing.distress", "R65": "ongoing.peer", "R17": "ongoing.money",
    }  # fmt: skip


def test_no_prompt_asks_for_a_story():
    assert {prompt.kind for _, prompt in PROMPTS} <= {"yes_no", "choice", "choices", "date", "text", "person"}
    assert all(len(stage.prompts) <= 10 for stage in pathway.STAGES.values())


def test_every_suggestion_that_an_answer_makes_exists():
    for _, prompt in PROMPTS:
        answers = {value for value, _ in prompt.choices}
        for answer, keys in prompt.suggests.items():
            assert answer in answers
            assert set(keys) <= set(suggestions.SUGGESTIONS)


def test_every_span_can_be_read():
    for stage in pathway.STAGES.values():
        for span in filter(None, (stage.opens, stage.closes)):
            parse(span)
    for one in suggestions.SUGGESTIONS.values():
        parse(one.within)


@pytest.mark.framework("R119")
def test_money_and_staffing_are_no_reasons():
    words = " ".join(f"{one.key} {one.words}" for one in reasons.REASONS.values()).lower()
    for never in (
        "staff",
        "cost",
        "money",
        "budget",
        "afford",
        "busy",
        "pressure",
        "workload",
        "capacity",
        "resource",
    ):
        assert never not in words


@pytest.mark.framework("R37", "R42", "R44", "R64")
@pytest.mark.parametrize(
    ("stage", "answers", "expected"),
    [
        ("immediate", {"at_home": "no"}, ["call"]),
        ("immediate", {"carry_on": "no"}, ["duties"]),
        ("immediate", {"safe": "yes", "at_home": "yes"}, []),
        ("demobilising", {"now": "distressed"}, ["referral", "debrief"]),
        ("defusing", {"more": "both"}, ["referral", "debrief"]),
        ("debriefing", {"ongoing": ["person", "team"]}, ["referral", "team"]),
        ("immediate", {"at_home": "no", "emotional": "yes"}, ["call"]),
    ],
)
def test_what_answers_suggest(stage, answers, expected):
    rule = next(rule for rule in versions.as_rules() if rule["key"] == stage)
    assert sorted(one.key for one in suggestions.suggested(rule["prompts"], answers)) == sorted(expected)


# Versions


@pytest.mark.framework("R25")
def test_publishing_what_is_in_force_already_changes_nothing(db):
    assert versions.publish() == versions.publish() == versions.in_force()


@pytest.mark.framework("R25")
def test_a_case_stays_on_the_version_it_started_with(trust, report, monkeypatch):
    before = report().involved.get().case
    monkeypatch.setattr(pathway, "CHECK_IN_WEEKS", [1, 3])

    newer = versions.publish()
    after = report(by=trust.will).involved.get().case
    before.refresh_from_db()

    assert newer.number == before.version.number + 1
    assert after.version == newer
    assert [one.week for one in after.check_ins.all()] == [1, 3]
    assert before.version.check_in_weeks == [1, 2, 4, 8, 12]


@pytest.mark.framework("R25")
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE support_stagerule SET closes_after = '99 weeks'",
        "DELETE FROM support_stagerule",
        "UPDATE support_pathwayversion SET check_in_weeks = '[]'",
        "DELETE FROM support_pathwayversion",
    ],
)
def test_the_database_refuses_to_change_a_published_version(db, change):
    versions.in_force()
    held = list(StageRule.objects.values()), list(PathwayVersion.objects.values())

    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)

    assert held == (list(StageRule.objects.values()), list(PathwayVersion.objects.values()))


def test_the_database_refuses_to_change_what_was_recorded(case, hold):
    hold(case)

    for change in ("UPDATE support_stagemove SET moved_to = 'declined'", "DELETE FROM support_stagemove"):
        with (
            pytest.raises(DatabaseError, match="Cannot"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)
