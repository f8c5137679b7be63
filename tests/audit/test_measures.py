"""Each measure against a handful of cases counted by hand."""

from datetime import date, timedelta

import pytest

from audit.measures import MEASURES, Better
from incidents.kinds import KINDS
from support import actions
from support.models import Stage
from support.pathway import STAGES
from tests.audit.conftest import NOVEMBER, OCTOBER, london

pytestmark = pytest.mark.django_db

CONTACT, CONSIDERED = MEASURES["contact"], MEASURES["considered"]
LATE, INCIDENTS = MEASURES["late"], MEASURES["incidents"]
FIRST_WINDOW_ENDS = london(2026, 10, 5, 20)


def held(case, key, by, at):
    return actions.record_stage(case, key, by=by, outcome="held", next_step="go_on", at=at)


@pytest.mark.framework("R38", "R102", "R110")
def test_contact_is_in_time_up_to_the_last_moment_of_the_window(hurt, trust):
    first, second, _never = hurt(), hurt(), hurt()
    assert first.stages.get(key="immediate").due_at == FIRST_WINDOW_ENDS

    held(first, "immediate", trust.maya, FIRST_WINDOW_ENDS)
    held(second, "immediate", trust.maya, FIRST_WINDOW_ENDS + timedelta(seconds=1))

    assert CONTACT.count(OCTOBER) == {"all": (1, 3)}
    assert CONTACT.count(NOVEMBER) == {"all": (0, 0)}


def test_putting_it_off_is_not_contact(hurt, trust):
    case = hurt()

    actions.record_stage(
        case,
        "immediate",
        by=trust.maya,
        outcome="deferred",
        reason="could_not_reach",
        booked_for=london(2026, 10, 6, 9),
        at=london(2026, 10, 5, 12),
    )

    assert CONTACT.count(OCTOBER) == {"all": (0, 1)}
    assert CONSIDERED.count(OCTOBER)["immediate"] == (0, 1)


def test_a_stage_belongs_to_the_month_in_which_its_window_closes(hurt):
    case = hurt()
    Stage.objects.filter(case=case).update(due_at=None)
    last, next_ = case.stages.filter(key="immediate"), case.stages.filter(key="defusing")
    last.update(due_at=london(2026, 10, 31, 23, 59, 59))
    next_.update(due_at=london(2026, 11, 1))

    assert CONSIDERED.count(OCTOBER)["immediate"] == (0, 1)
    assert CONSIDERED.count(OCTOBER)["defusing"] == (0, 0)
    assert CONSIDERED.count(NOVEMBER)["defusing"] == (0, 1)


def test_the_night_the_clocks_go_back_counts_once(hurt):
    case = hurt()
    Stage.objects.filter(case=case).update(due_at=None)
    first_half_past_one = london(2026, 10, 25, 1, 30)
    case.stages.filter(key="immediate").update(due_at=first_half_past_one)
    case.stages.filter(key="defusing").update(due_at=first_half_past_one.replace(fold=1))

    counted = CONSIDERED.count(OCTOBER)

    assert (counted["immediate"], counted["defusing"]) == ((0, 1), (0, 1))


@pytest.mark.framework("R36", "R102")
def test_a_stage_counts_as_considered_whatever_was_decided(hurt, trust):
    settled, late, _nobody = hurt(), hurt(), hurt()
    in_window = london(2026, 10, 9, 12)
    held(settled, "immediate", trust.maya, london(2026, 10, 5, 12))

    actions.record_stage(
        settled,
        "defusing",
        by=trust.maya,
        outcome="not_needed",
        reason="says_fine",
        next_step="go_on",
        at=in_window,
    )
    actions.record_stage(
        late,
        "defusing",
        by=trust.maya,
        outcome="not_needed",
        reason="says_fine",
        next_step="go_on",
        at=london(2026, 10, 20),
    )

    assert CONSIDERED.count(OCTOBER)["defusing"] == (1, 3)
    assert CONSIDERED.count(OCTOBER)["immediate"] == (1, 3)


def test_a_debriefing_that_was_only_offered_counts_as_much_as_one_that_was_held(hurt, trust):
    """It is voluntary and never a target: offered is enough."""
    case = hurt()

    actions.record_stage(case, "debriefing", by=trust.maya, outcome="offered", at=london(2026, 10, 14))

    assert CONSIDERED.count(OCTOBER)["debriefing"] == (1, 1)


def test_nobody_is_late_for_a_colleague_who_declined(hurt, trust):
    case, _other = hurt(), hurt()
    held(case, "immediate", trust.maya, london(2026, 10, 5, 12))
    actions.decline_support(case, by=trust.nneka, at=london(2026, 10, 6))

    assert CONSIDERED.count(OCTOBER)["defusing"] == (0, 1)
    assert CONSIDERED.count(OCTOBER)["immediate"] == (1, 2)


@pytest.mark.framework("R102")
def test_a_case_is_past_a_window_when_something_owed_is_past_it_at_the_end_of_the_month(hurt, trust):
    _late, kept, young = hurt(), hurt(), hurt(date(2026, 10, 31))
    for promise in kept.promises.filter(due_at__lt=london(2026, 11, 1)):
        promise.kept_at, promise.chase_at = london(2026, 10, 31, 23, 59), None
        promise.save()
    for promise in young.promises.filter(due_at__lt=london(2026, 11, 1)):
        promise.due_at = london(2026, 11, 1)
        promise.save()

    assert LATE.count(OCTOBER) == {"all": (1, 3)}


def test_what_was_put_right_after_the_month_was_late_in_it(hurt):
    case = hurt()
    for promise in case.promises.all():
        promise.kept_at, promise.chase_at = london(2026, 11, 1), None
        promise.save()

    assert LATE.count(OCTOBER) == {"all": (1, 1)}
    assert LATE.count(NOVEMBER) == {"all": (0, 1)}


def test_a_case_that_ended_is_no_longer_open(hurt, trust):
    case = hurt()
    type(case).objects.filter(pk=case.pk).update(status="closed", closed_at=london(2026, 10, 31, 23, 59, 59))

    assert LATE.count(OCTOBER) == {"all": (0, 0)}
    assert LATE.count(date(2026, 9, 1)) == {"all": (0, 0)}, "not open before it was opened either"


@pytest.mark.framework("R109")
def test_incidents_are_counted_under_each_of_their_kinds_in_the_month_they_happened(incidents_in):
    incidents_in(date(2026, 10, 31), 2, kinds=["physical", "verbal"])
    incidents_in(date(2026, 10, 1), 1, kinds=["verbal"])
    incidents_in(date(2026, 11, 1), 4, kinds=["verbal"])
    incidents_in(date(2026, 9, 30), 5, kinds=["physical"])

    counted = {kind: count for kind, count in INCIDENTS.count(OCTOBER).items() if count != (0, None)}

    assert counted == {"physical": (2, None), "verbal": (3, None)}


def test_sealed_incidents_are_counted(incidents_in, trust):
    incidents_in(date(2026, 10, 3), 1, kinds=["sexual_harassment"], sealed_to=trust.sasha)

    assert INCIDENTS.count(OCTOBER)["sexual_harassment"] == (1, None)


def test_what_came_from_the_old_system_counts_as_an_incident_but_never_as_late(hurt):
    hurt(channel="imported")

    assert INCIDENTS.count(OCTOBER)["physical"] == (1, None)
    assert CONTACT.count(OCTOBER) == {"all": (0, 0)}
    assert set(CONSIDERED.count(OCTOBER).values()) == {(0, 0)}
    assert LATE.count(OCTOBER) == {"all": (0, 0)}


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_a_measure_says_what_it_counts_and_fills_exactly_its_rows(measure, db):
    assert measure.question.endswith("?")
    assert measure.counted
    assert measure.framework
    assert set(measure.count(OCTOBER)) == set(measure.rows)
    assert all((of is not None) == measure.is_share for _, of in measure.count(OCTOBER).values())


def test_more_incidents_are_neither_good_nor_bad():
    assert INCIDENTS.better is Better.NEITHER


def test_every_kind_and_every_stage_with_a_window_is_measured():
    assert set(INCIDENTS.rows) == set(KINDS)
    assert set(CONSIDERED.rows) == {stage.key for stage in STAGES.values() if stage.closes}
