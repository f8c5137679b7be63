"""What the clock sends about a promise, to whom, and when it stops."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.urls import resolve

from incidents.actions import Affected, Alleged
from people.deadlines import LONDON
from people.models import Cover, Notice
from people.roles import RoleKind
from support import jobs
from support.chases import CHECK_IN, SAME_SHIFT, STAGE
from support.ladder import Ladders
from support.models import Case, Promise
from support.owed import kind_of
from tests.factories import RoleFactory, UserFactory

# A Wednesday in November, at half past seven in London, when the digest of the day is written.
MORNING = datetime(2026, 11, 18, 7, 30, tzinfo=LONDON)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture(autouse=True)
def the_day_before():
    """Everything is set up the day before that morning, so that roles are held by then."""
    with time_machine.travel(MORNING - 15 * HOUR):
        yield


@pytest.fixture
def case(report):
    """Nneka's case, led by Maya. What opening it sent is out of the way, and nothing is owed yet."""
    return case_of(report())


def case_of(incident):
    case = Case.objects.get(person__incident=incident)
    Notice.objects.all().delete()
    case.promises.update(kept_at=incident.reported_at, chase_at=None)
    return case


def owe(
    case, key="stage.defusing", *, opens=MORNING - 8 * DAY, due=MORNING, sent=0, chase_at=MORNING, **fields
):
    Promise.objects.filter(case=case, key=key).delete()
    fields = {
        "owner": case.lead,
        "opens_at": opens,
        "due_at": due,
        "chase": sent,
        "chase_at": chase_at,
    } | fields
    return Promise.objects.create(case=case, key=key, **fields)


def away(user, **fields):
    Cover.objects.create(user=user, starts_on=MORNING.date(), ends_on=MORNING.date(), **fields)


def told():
    return [notice.to for notice in Notice.objects.order_by("pk")]


OVERDUE, FIRST_UP, SECOND_UP, THIRD_UP = 2, 3, 4, 5


@pytest.mark.framework("R54")
def test_the_lead_is_reminded_when_a_window_opens_nears_its_end_and_has_passed(case, trust):
    promise = owe(case, opens=MORNING, due=MORNING + 7 * DAY)
    lines, at = [], MORNING
    for _ in range(3):
        assert jobs.keep_batch(at) == 1
        assert told() == [trust.maya]
        lines.append(Notice.objects.get().line)
        Notice.objects.all().delete()
        promise.refresh_from_db()
        at = promise.chase_at

    assert at == MORNING + 9 * DAY
    assert [chase.lines["owner"] for chase in STAGE.rows[:3]] == lines
    assert promise.chase == 3


@pytest.mark.framework("R84")
@pytest.mark.parametrize(
    ("sent", "name"), [(FIRST_UP, "dev"), (SECOND_UP, "ruth"), (THIRD_UP, "viv"), (40, "viv")]
)
def test_what_stays_undone_goes_to_the_deputy_then_the_next_manager_then_further_up(case, trust, sent, name):
    owe(case, sent=sent, due=MORNING - 40 * DAY)

    jobs.keep_batch(MORNING)

    assert told() == [getattr(trust, name)]


@pytest.mark.framework("R10")
def test_a_manager_who_is_said_to_have_done_it_hears_nothing(report, trust):
    case = case_of(report(alleged=[Alleged("colleague", user=trust.maya)]))
    assert case.lead == trust.dev

    for sent in (OVERDUE, FIRST_UP, SECOND_UP):
        owe(case, sent=sent, due=MORNING - 9 * DAY)
        jobs.keep_batch(MORNING)

    assert told() == [trust.dev, trust.ruth, trust.viv]


@pytest.mark.framework("R10")
def test_who_is_found_out_to_be_accused_after_the_case_opened_is_passed_over_at_once(case, trust):
    case.incident.alleged.create(kind="colleague", user=trust.maya)
    owe(case, sent=OVERDUE)

    jobs.keep_batch(MORNING)

    assert told() == [trust.dev]


@pytest.mark.framework("R10")
def test_a_deputy_who_was_there_is_passed_over(report, trust):
    incident = report(affected=[Affected("harmed", user=trust.nneka), Affected("witness", user=trust.dev)])
    Notice.objects.all().delete()
    Promise.objects.update(kept_at=MORNING, chase_at=None)
    owe(Case.objects.get(person__incident=incident, person__user=trust.nneka), sent=FIRST_UP)

    jobs.keep_batch(MORNING)

    assert told() == [trust.ruth]


@pytest.mark.framework("R10")
def test_somebody_away_has_their_stand_in_told_and_one_who_left_is_passed_over(case, trust):
    stand_in = UserFactory(team=trust.elm_ward)
    RoleFactory(user=stand_in, kind=RoleKind.DEPUTY, team=trust.elm_ward)
    away(trust.maya, covered_by=stand_in)
    trust.dev.is_active = False
    trust.dev.save()

    owe(case, sent=OVERDUE)
    jobs.keep_batch(MORNING)
    owe(case, sent=FIRST_UP)
    jobs.keep_batch(MORNING)

    assert told() == [stand_in, trust.ruth]


def test_somebody_away_with_no_stand_in_leaves_no_rung(case, trust):
    away(trust.maya)
    owe(case, sent=OVERDUE)

    jobs.keep_batch(MORNING)

    assert told() == [trust.dev]


def test_a_stand_in_who_is_away_too_is_passed_over(case, trust):
    away(trust.maya, covered_by=trust.dev)
    away(trust.dev)
    owe(case, sent=OVERDUE)

    jobs.keep_batch(MORNING)

    assert told() == [trust.ruth]


def test_a_stand_in_who_may_not_open_the_case_is_not_told(case, trust):
    away(trust.maya, covered_by=trust.omar)
    owe(case, sent=OVERDUE)

    jobs.keep_batch(MORNING)

    assert told() == [trust.dev]


@pytest.mark.parametrize("sent", [OVERDUE, FIRST_UP, SECOND_UP, 12])
def test_a_sealed_case_is_never_told_to_the_line(report, trust, sent):
    case = case_of(report(sealed_to=trust.sasha))
    owe(case, sent=sent)

    jobs.keep_batch(MORNING)

    assert told() == [trust.sasha]


def test_with_nobody_left_to_tell_the_promise_stays_owed_and_is_looked_at_again(case, trust):
    case.incident.alleged.bulk_create(
        case.incident.alleged.model(incident=case.incident, kind="colleague", user=user)
        for user in (trust.maya, trust.dev, trust.ruth, trust.viv, trust.ade)
    )
    promise = owe(case, sent=OVERDUE)

    jobs.keep_batch(MORNING)

    promise.refresh_from_db()
    assert told() == []
    assert promise.kept_at is None
    assert promise.chase_at > MORNING


@pytest.mark.framework("R66", "R80")
def test_a_check_in_asks_the_person_and_tells_the_lead(case, trust):
    owe(case, "check_in.4", due=MORNING + 12 * HOUR)

    jobs.keep_batch(MORNING)
    jobs.ask_people()

    links = {notice.to or notice.address.email: notice.link for notice in Notice.objects.all()}
    door = f"/support/door/{case.doors.get().pk}/"
    assert links == {trust.nneka.email: door, trust.maya: f"/support/cases/{case.pk}/"}


@pytest.mark.framework("R66", "R80")
@pytest.mark.parametrize(("sent", "name"), [(1, "maya"), (2, "dev"), (3, "ruth")])
def test_a_check_in_without_an_answer_is_the_leads_to_follow_and_then_goes_up(case, trust, sent, name):
    owe(case, "check_in.4", sent=sent, due=MORNING - 9 * DAY)

    jobs.keep_batch(MORNING)

    assert told() == [getattr(trust, name)]


def test_a_check_in_with_somebody_who_has_no_account_is_the_leads_alone(report, trust):
    case = case_of(report(affected=[Affected("harmed", name="Agency nurse", contact="07700 900123")]))
    owe(case, "check_in.1")

    jobs.keep_batch(MORNING)

    assert told() == [case.lead]


@pytest.mark.parametrize("status", ["declined", "closed"])
def test_nothing_is_sent_while_support_is_declined_or_ended_and_it_starts_again_afterwards(
    case, trust, status
):
    promise = owe(case, sent=OVERDUE)
    closed_at = MORNING if status == "closed" else None
    Case.objects.filter(pk=case.pk).update(status=status, closed_at=closed_at)
    assert jobs.keep_batch(MORNING) == 1
    assert told() == []

    Case.objects.filter(pk=case.pk).update(status="open", closed_at=None)
    promise.refresh_from_db()
    jobs.keep_batch(promise.chase_at)

    assert told() == [trust.maya]


def test_nothing_is_sent_about_what_is_done_or_not_yet_due(case):
    owe(case, kept_at=MORNING, chase_at=None)
    owe(case, "stage.debriefing", chase_at=MORNING + timedelta(seconds=1))

    assert jobs.keep_batch(MORNING) == 0

    assert told() == []


def test_chasing_twice_at_one_time_tells_once(case):
    promise = owe(case)
    jobs.keep_batch(MORNING)
    Promise.objects.filter(pk=promise.pk).update(chase=0, chase_at=MORNING)

    jobs.keep_batch(MORNING)

    assert len(told()) == 1


def test_a_new_date_is_chased_anew(case):
    promise = owe(case)
    jobs.keep_batch(MORNING)
    Promise.objects.filter(pk=promise.pk).update(chase=0, chase_at=MORNING + DAY, due_at=MORNING + DAY)

    jobs.keep_batch(MORNING + DAY)

    assert len(told()) == 2


@pytest.mark.framework("R84")
def test_what_is_owed_in_the_shift_goes_out_at_once_and_within_hours_to_the_next(case, trust):
    night = datetime(2026, 11, 18, 2, 0, tzinfo=LONDON)
    promise = owe(case, "stage.immediate", opens=night - 6 * HOUR, due=night, sent=1, chase_at=night)

    jobs.keep_batch(night)
    promise.refresh_from_db()
    jobs.keep_batch(promise.chase_at)

    assert promise.chase_at == night + 2 * HOUR
    assert [(n.to, n.send_at) for n in Notice.objects.order_by("pk")] == [
        (trust.maya, night),
        (trust.dev, night + 2 * HOUR),
    ]


def test_a_reminder_for_the_digest_leaves_the_same_morning(case):
    owe(case)

    jobs.keep_batch(MORNING)

    assert Notice.objects.get().send_at == MORNING + timedelta(minutes=30)


def test_after_a_long_silence_reminders_that_are_out_of_date_are_passed_over(case, trust):
    """But nobody above hears of it before the owner was told that it is late."""
    promise = owe(case, opens=MORNING - 60 * DAY, due=MORNING - 50 * DAY)

    jobs.keep_batch(MORNING)

    promise.refresh_from_db()
    assert [notice.line for notice in Notice.objects.all()] == [STAGE.rows[OVERDUE].lines["owner"]]
    assert told() == [trust.maya]
    assert promise.chase == FIRST_UP
    assert promise.chase_at == MORNING + DAY


def test_no_line_says_anything_that_a_bystander_could_use(case, trust):
    """The lines are the whole of what is sent: nothing is ever put into one."""
    for clock in (SAME_SHIFT, STAGE, CHECK_IN):
        for row in clock.rows:
            for line in row.lines.values():
                assert "%" not in line
                assert "{" not in line
                assert len(line) <= 200
                assert not {"violence", "incident", "assault", "sexual", "attack", "hurt"} & set(
                    line.lower().split()
                )


def test_the_links_lead_somewhere(case):
    owe(case, "check_in.4")
    jobs.keep_batch(MORNING)
    jobs.ask_people()

    for notice in Notice.objects.all():
        assert resolve(notice.link)


@pytest.mark.claim("E8")
def test_one_promise_that_always_fails_does_not_hold_up_the_others(case, trust, monkeypatch):
    bad = owe(case, "stage.broken")
    good = [owe(case, f"check_in.{week}", sent=1) for week in (1, 2, 4)]

    def kind(key):
        if key == "stage.broken":
            raise ImproperlyConfigured("no such clock")
        return kind_of(key)

    monkeypatch.setattr(jobs, "kind_of", kind)

    assert jobs.keep_batch(MORNING) == 4

    bad.refresh_from_db()
    assert len(told()) == len(good)
    assert bad.kept_at is None
    assert bad.chase == 0
    assert bad.chase_at == MORNING + jobs.AFTER_A_FAULT
    assert jobs.keep_batch(MORNING) == 0


def test_a_batch_takes_few_queries_however_many_promises(case, trust, django_assert_num_queries):
    for week in range(1, 61):
        owe(case, f"check_in.{week}", sent=1)

    with django_assert_num_queries(7):  # savepoint and release, lock, read, people, notices, advance
        assert jobs.keep_batch(MORNING) == 60


def test_first_chase_of_a_new_promise_waits_for_the_pause(trust):
    at = datetime(2026, 11, 18, 14, 0, tzinfo=LONDON)

    assert SAME_SHIFT.next_at(at, at, at=at) == at + HOUR
    assert STAGE.next_at(at - DAY, at + DAY, at=at) == MORNING + 2 * DAY


def test_a_ladder_holds_nobody_twice(case, trust):
    ladder = Ladders([case.pk], MORNING.date()).of(case.promises.first(), trust.maya)

    assert ladder == [trust.maya, trust.dev, trust.ruth, trust.viv]
