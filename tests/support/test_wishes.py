"""When and by whom somebody wants to be contacted: quiet hours, days off, clocks that change, and the email that waits."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from people.deadlines import LONDON, QUIET_FROM, QUIET_UNTIL
from people.models import Mailing, Notice
from support import actions, jobs
from support.contact import reaching, wishes
from support.models import Case, CheckIn, Preference
from support.visits import door

WEDNESDAY = date(2026, 11, 18)
START = datetime(2026, 11, 17, 16, 30, tzinfo=LONDON)
DAY = timedelta(days=1)


def at(hour, minute=0, day=WEDNESDAY):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)


def wish(**said):
    return Preference(**{"best_times": [], "not_on": []} | said)


@pytest.fixture(autouse=True)
def the_day_before():
    with time_machine.travel(START):
        yield


@pytest.mark.framework("R12")
@pytest.mark.parametrize(
    ("said", "asked_at", "welcome"),
    [
        ({}, at(3), at(3)),
        ({"best_times": ["afternoon"]}, at(7, 30), at(12)),
        ({"best_times": ["afternoon"]}, at(13), at(13)),
        ({"best_times": ["afternoon"]}, at(17), at(12, day=WEDNESDAY + DAY)),
        ({"best_times": ["morning", "evening"]}, at(12), at(17)),
        ({"not_on": [2, 3]}, at(9), at(0, day=WEDNESDAY + 2 * DAY)),
        ({"not_on": [2], "best_times": ["evening"]}, at(9), at(17, day=WEDNESDAY + DAY)),
        ({"how": "not_at_all"}, at(9), None),
        ({"how": "not_at_all", "not_until": date(2026, 11, 20)}, at(9), at(0, day=date(2026, 11, 20))),
        ({"how": "not_at_all", "not_until": WEDNESDAY}, at(9), at(9)),
        (
            {"on_leave": "not_at_all", "on_leave_until": date(2026, 12, 1)},
            at(9),
            at(0, day=date(2026, 12, 1)),
        ),
        ({"on_leave": "not_at_all"}, at(9), None),
        (
            {
                "on_leave": "not_at_all",
                "on_leave_until": date(2026, 11, 23),
                "best_times": ["evening"],
                "not_on": [0],
            },
            at(9),
            at(17, day=date(2026, 11, 24)),
        ),
        ({"how": "not_at_all", "on_leave": "email", "on_leave_until": WEDNESDAY + DAY}, at(9), at(9)),
    ],
)
def test_the_first_moment_at_which_somebody_may_be_written_to(said, asked_at, welcome):
    assert wishes.welcome_from(wish(**said), asked_at) == welcome


@pytest.mark.claim("E5")
@pytest.mark.framework("R12")
def test_an_hour_that_the_clocks_skip_or_repeat_moves_no_window():
    """Whoever asked for mornings is written to between 07:00 and 12:00 on a London clock, whatever the clocks do."""
    mornings = wish(best_times=["morning"])
    for changes in (date(2026, 3, 29), date(2026, 10, 25)):
        midnight = datetime(changes.year, changes.month, changes.day, tzinfo=LONDON).astimezone(UTC)
        for minutes in range(0, 25 * 60, 15):
            now = midnight + timedelta(minutes=minutes)
            welcome = wishes.welcome_from(mornings, now)
            local = welcome.astimezone(LONDON)
            assert welcome >= now
            assert 7 <= local.hour < 12
            assert welcome - now <= timedelta(hours=21)


@pytest.fixture
def case(report):
    return report().involved.get().case


def ask(case, week=1, *, when):
    CheckIn.objects.filter(case=case, week=week).update(ask_at=when)


@pytest.mark.framework("R12", "R66")
def test_the_clock_asks_the_person_by_a_link_that_needs_no_sign_in(case, trust):
    promise = case.promises.get(key="check_in.1")
    Notice.objects.all().delete()

    jobs.keep_batch(promise.chase_at)
    reaching.ask_batch(promise.chase_at)

    to_her = Notice.objects.get(address__isnull=False)
    assert to_her.address.email == trust.nneka.email.casefold()
    assert to_her.link == f"{door.PATH}{case.doors.get(purpose='check_in.1').pk}/"
    assert to_her.line == reaching.HOW_ARE_YOU
    assert [one.to for one in Notice.objects.filter(key__startswith=f"promise.{promise.pk}.")] == [trust.maya]
    asked = case.check_ins.get(week=1)
    assert (asked.ask_at, asked.asked_at) == (None, promise.chase_at)

    jobs.keep_batch(promise.chase_at)
    assert reaching.ask_batch(promise.chase_at + DAY) == 0


@pytest.mark.framework("R12", "R80")
@pytest.mark.parametrize(
    ("said", "asked_at", "leaves"),
    [
        ({}, at(7, 30), at(8)),
        ({"best_times": ["morning"]}, at(7, 30), at(8)),
        ({"best_times": ["evening"]}, at(17), at(17)),
        ({"how": "email", "on_leave": "as_usual"}, at(7, 30), at(8)),
    ],
)
def test_the_question_leaves_in_the_hours_they_chose(case, trust, said, asked_at, leaves):
    actions.set_preferences(case, by=trust.nneka, **said)
    ask(case, when=asked_at)

    reaching.ask_batch(asked_at)

    sent = Notice.objects.get(address__isnull=False)
    assert sent.send_at == leaves
    assert QUIET_UNTIL <= sent.send_at.astimezone(LONDON).time() < QUIET_FROM


@pytest.mark.framework("R12", "R80")
def test_not_at_all_until_a_day_holds_back_the_person_and_not_the_lead(case, trust):
    until = WEDNESDAY + 3 * DAY
    actions.set_preferences(case, by=trust.nneka, how="not_at_all", not_until=until)
    promise = case.promises.get(key="check_in.1")
    case.promises.filter(pk=promise.pk).update(chase_at=at(7, 30))
    Notice.objects.all().delete()

    jobs.keep_batch(at(7, 30))
    reaching.ask_batch(at(7, 30))

    assert {one.to for one in Notice.objects.all()} == {trust.maya}
    assert case.check_ins.get(week=1).ask_at == at(0, day=until)

    reaching.ask_batch(at(0, day=until))
    sent = Notice.objects.get(address__isnull=False)
    assert sent.send_at == at(8, day=until)


@pytest.mark.framework("R12")
@pytest.mark.parametrize("said", [{"how": "phone"}, {"how": "not_at_all"}, {"on_leave": "text"}])
def test_whoever_would_rather_be_called_or_left_alone_gets_no_email(case, trust, said):
    actions.set_preferences(case, by=trust.nneka, **said)
    ask(case, when=at(7, 30))

    assert reaching.ask_batch(at(7, 30)) == 1

    assert not Notice.objects.filter(address__isnull=False).exists()
    assert case.check_ins.get(week=1).ask_at is None


@pytest.mark.framework("R66")
def test_an_answer_stops_the_question_that_waits(case, trust):
    ask(case, when=at(17))
    actions.answer_check_in(case, 1, by=trust.nneka, feeling="better")

    reaching.ask_batch(at(17))

    assert not Notice.objects.filter(address__isnull=False).exists()


@pytest.mark.claim("E10")
def test_a_question_on_its_way_to_somebody_who_left_is_not_sent(case, trust):
    from people import mail

    ask(case, when=at(7, 30))
    reaching.ask_batch(at(7, 30))
    trust.nneka.is_active = False
    trust.nneka.save()

    mail.gather(at(8))
    mail.deliver_all(at(8))

    assert not Mailing.objects.filter(address__isnull=False, sent_at__isnull=False).exists()


@pytest.mark.framework("R80")
def test_somebody_away_on_long_term_sick_is_still_asked(case, trust):
    from people.models import Cover

    Cover.objects.create(user=trust.nneka, starts_on=START.date(), ends_on=START.date() + 100 * DAY)
    keys = set(Case.objects.get(pk=case.pk).promises.open().values_list("key", flat=True))

    assert {"check_in.1", "check_in.2", "check_in.4", "check_in.8", "check_in.12"} <= keys
    ask(case, when=at(7, 30))
    reaching.ask_batch(at(7, 30))
    assert Notice.objects.filter(address__isnull=False).exists()
