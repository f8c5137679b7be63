"""Practical help: what each track owes, when, and that what both must agree to counts only then."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from people.models import Notice
from support import actions, jobs
from support.deadlines import london_day
from support.help import LEAD, PERSON, TRACKS
from support.models import Help, Promise
from support.practical.pay import last_days
from support.recording import CannotRecord
from support.workflow import CannotMove
from tests.factories import RoleFactory, UserFactory

DAY = timedelta(days=1)


@pytest.fixture
def opened(case, trust):
    """Open a track for Nneka as Maya, who looks after her."""

    def make(track, **said):
        return actions.open_help(case, track, by=said.pop("by", trust.maya), **said)

    return make


def owed(help):
    return {promise.key.split(".")[3]: promise for promise in Promise.objects.open().filter(help=help)}


def done(help, step, by, at=None, **answers):
    return actions.record_help(help, step, by=by, outcome="done", answers=answers, at=at)


def test_every_row_can_be_owed_read_and_recorded():
    for track in TRACKS.values():
        assert any(step.again for step in track.steps), (
            f"{track.key}: something is always owed while it is open"
        )
        for part in track.parts.values():
            assert track.owner_of(part) in (LEAD, PERSON, track.owner)
            names = {field.key for field in part.fields}
            assert set(part.only) <= names
            assert len(f"help.{track.key}.99.{part.key}") <= 80
            assert len(part.key) <= 24


@pytest.mark.framework("R42", "R71")
def test_adjustments_count_once_both_have_agreed(opened, trust):
    help = opened("adjustments")
    review_on = london_day(timezone.now()) + 10 * DAY
    with pytest.raises(CannotRecord, match="What changes"):
        done(help, "agree", trust.maya, review_on=review_on)

    done(help, "agree", trust.maya, changes=["hours"], review_on=review_on)

    assert Notice.objects.filter(to=trust.nneka, line__contains="waits for your answer").exists()
    step = help.steps.get(key="agree")
    assert step.status == "ahead"
    assert step.proposed_at
    assert set(owed(help)) == {"agree"}, "nothing is reviewed that nobody has agreed to"

    with pytest.raises(PermissionDenied):
        actions.agree_help(help, "agree", by=trust.maya, yes=True)
    actions.agree_help(help, "agree", by=trust.nneka, yes=True)

    assert help.steps.get(key="agree").status == "done"
    due = owed(help)
    assert set(due) == {"review"}
    assert london_day(due["review"].due_at) == review_on

    done(help, "agree", trust.maya, changes=["place"])
    assert help.steps.get(key="agree").status == "ahead", "what changed is agreed anew"
    assert set(owed(help)) == {"agree"}


@pytest.mark.framework("R12", "R81")
def test_a_no_to_a_plan_is_kept_and_asked_about(opened, trust):
    help = opened("return_to_work")
    today = london_day(timezone.now())
    done(help, "talk", trust.maya, feel_safe="no")
    done(help, "plan", trust.maya, back_on=today + 3 * DAY, weeks="4", review_on=today + 9 * DAY)
    actions.agree_help(help, "plan", by=trust.nneka, yes=False)

    assert "plan" in owed(help)
    assert "review" not in owed(help)
    assert Notice.objects.filter(to=trust.maya, line__contains="answered you").exists()
    with pytest.raises(CannotMove):
        actions.agree_help(help, "plan", by=trust.nneka, yes=True)


@pytest.mark.framework("R76", "R78")
def test_pay_is_warned_about_before_it_drops(opened, trust):
    help = opened("absence")
    first = london_day(timezone.now()) - 2 * DAY
    assert help.owner == trust.hana
    assert set(owed(help)) >= {"begins", "triggers", "review"}
    done(help, "begins", trust.maya, first_day=first)
    with pytest.raises(PermissionDenied):
        done(help, "pay", trust.maya, service="second")

    done(help, "pay", trust.hana, service="second")

    full, half = last_days(first, "second")
    due = owed(help)
    assert london_day(due["warn_full"].due_at) == full - 14 * DAY
    assert due["warn_full"].owner == trust.maya
    assert london_day(due["section_14_13"].due_at) == full - 28 * DAY
    assert due["section_14_13"].owner == trust.hana
    assert london_day(due["warn_half"].due_at) == half - 14 * DAY
    with pytest.raises(CannotRecord):
        done(help, "section_14_13", trust.hana, considered="no", decided="extended", decided_by="Hana Sato")

    done(help, "pay", trust.hana, full_until=full + 20 * DAY)
    assert london_day(owed(help)["warn_full"].due_at) == full + 6 * DAY, (
        "the date moved and its reminder with it"
    )


@pytest.mark.framework("R17", "R77")
def test_a_claim_is_followed_until_it_is_decided(opened, trust):
    help = opened("money")
    now = timezone.now()
    assert "injury_allowance" not in owed(help)
    claim = {"by": trust.hana, "on": london_day(now)}
    actions.add_entry(help, "injury_allowance", answers={"stands": "applied", "reference": "IA-7"}, **claim)
    assert london_day(owed(help)["injury_allowance"].due_at) == london_day(now) + 28 * DAY

    actions.add_entry(help, "injury_allowance", answers={"stands": "refused"}, **claim)
    assert "injury_allowance" in owed(help), "it can be appealed"
    actions.add_entry(help, "injury_allowance", answers={"stands": "appeal_granted"}, **claim)

    assert "injury_allowance" not in owed(help)
    assert help.entries.filter(key="injury_allowance").count() == 3


def test_review_comes_again_and_reminders_stop_when_it_is_closed(opened, trust):
    help = opened("money")
    later = timezone.now() + 29 * DAY
    first = owed(help)["review"].due_at
    done(help, "review", trust.hana, at=later)
    assert owed(help)["review"].due_at > first
    actions.settle_help(help, by=trust.hana, at=later)

    assert not owed(help)
    Notice.objects.all().delete()
    while jobs.keep_batch(later + 90 * DAY):
        pass
    assert not Notice.objects.filter(to=trust.hana).exists(), "nobody is told about a finished thing"
    with pytest.raises(CannotMove):
        done(help, "review", trust.hana)

    actions.reopen_help(help, by=trust.hana, at=later + DAY)
    assert "advise" in owed(help)


def test_owner_is_reminded_and_then_somebody_else(opened, trust):
    help = opened("money")
    Promise.objects.exclude(help=help).update(chase_at=None)
    due = owed(help)["advise"].due_at
    jobs.keep_batch(due + DAY)
    assert Notice.objects.filter(to=trust.hana, link__contains=str(help.pk)).exists()
    jobs.keep_batch(due + 4 * DAY)
    up = Notice.objects.filter(line__contains="step in").get()
    assert up.to != trust.hana
    for notice in Notice.objects.all():
        assert "Nneka" not in notice.line
        assert "money" not in notice.line.lower()


def test_opening_twice_is_once_and_the_colleague_may_ask(case, opened, trust):
    first = opened("adjustments", by=trust.nneka)
    assert opened("adjustments") == first
    assert Notice.objects.filter(to=trust.maya, line__contains="asked you for something").exists()
    with pytest.raises(PermissionDenied):
        opened("money", by=trust.will)
    actions.settle_help(first, by=trust.nneka, status="declined")
    second = opened("adjustments")
    assert second.number == 2
    assert Help.objects.count() == 2


def test_somebody_who_declined_everything_may_ask_later(case, opened, trust):
    actions.decline_support(case, by=trust.nneka)
    help = opened("money", by=trust.nneka)
    case.refresh_from_db()
    assert case.status == "open"
    assert "advise" in owed(help)


def test_the_role_nearest_the_team_owns_it(opened, trust):
    nearer = UserFactory()
    RoleFactory(user=nearer, kind="hr", site=trust.general)
    assert opened("money").owner == nearer


def test_two_people_do_not_record_over_each_other(opened, trust):
    help = opened("money")
    actions.record_help(help, "advise", by=trust.hana, outcome="done", answers={"told": ["cica"]}, seen=0)
    with pytest.raises(CannotMove):
        actions.record_help(help, "advise", by=trust.hana, outcome="not_needed", seen=0)
