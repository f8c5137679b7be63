"""What is owed about a report is chased until it is done, further and further up, and then no more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incidents import actions, chasing, duties
from incidents.actions import Affected, Alleged
from incidents.models import Duty
from people.actions import end_account
from people.chasing import DAY, OWNER, UP, Chase, Clock
from people.models import Cover, Notice

CLOCK = Clock(
    rows=(Chase("due", 0 * DAY, {OWNER: "It is due."}), Chase("due", DAY, {UP: "It is late."})),
    pause=DAY,
    again=DAY,
)


@pytest.fixture(autouse=True)
def one_kind(monkeypatch):
    row = duties.Owed("test", "Do it", lambda duty: "/there/", CLOCK)
    monkeypatch.setitem(duties.DUTIES, "test", row)


@pytest.fixture
def owed(report, trust):
    """owed(by=...) makes Maya owe something about a report of today."""

    def make(owner=trust.maya, **incident):
        at = timezone.now()
        about = report(**incident)
        duties.owe(
            "test", subject=str(about.pk), owner=owner, opens_at=at, due_at=at + DAY, at=at, incident=about
        )
        return Duty.objects.get(key="test")

    return make


def told(line):
    return [str(notice.to) for notice in Notice.objects.filter(line=line).order_by("id")]


def pass_days(duty, days):
    for day in range(days):
        chasing.chase_batch(duty.due_at + timedelta(days=day, hours=12))


def test_it_climbs_until_it_is_done(owed, trust):
    duty = owed()
    pass_days(duty, 9)
    assert told("It is due.") == ["Maya Lindqvist"]
    assert told("It is late.")[:2] == ["Dev Chandra", "Ruth Baxter"]

    so_far = told("It is due."), told("It is late.")
    duties.keep("test", subject=duty.subject, at=timezone.now())
    pass_days(duty, 9)
    assert (told("It is due."), told("It is late.")) == so_far


def test_owed_twice_is_owed_once_and_keeps_its_date(owed, trust):
    duty = owed()
    later = timezone.now() + 9 * DAY
    duties.owe("test", subject=duty.subject, owner=trust.dev, opens_at=later, due_at=later, at=later)
    assert Duty.objects.get(key="test").due_at == duty.due_at


def test_kept_once_it_can_be_owed_anew(owed, trust):
    duty = owed()
    duties.keep("test", subject=duty.subject, at=timezone.now())
    later = timezone.now() + 9 * DAY
    duties.owe("test", subject=duty.subject, owner=trust.dev, opens_at=later, due_at=later, at=later)
    assert (Duty.objects.get(key="test").owner, Duty.objects.get(key="test").kept_at) == (trust.dev, None)


@pytest.mark.claim("A3")
def test_neither_the_accused_nor_the_affected_hears_of_it(owed, trust):
    duty = owed(
        alleged=[Alleged("colleague", user=trust.dev)], affected=[Affected("harmed", user=trust.ruth)]
    )
    pass_days(duty, 9)
    assert not {"Dev Chandra", "Ruth Baxter"} & set(told("It is late."))
    assert told("It is late.")


@pytest.mark.claim("I3")
def test_a_sealed_report_s_duty_stays_with_those_who_work_in_confidence(owed, trust):
    duty = owed(owner=trust.sasha, kinds=["sexual_harassment"], sealed_to=trust.sasha)
    pass_days(duty, 9)
    heard = {"Sasha Kerr", "Gita Bose", "Viv Archer"}
    assert set(told("It is late.")) <= heard
    assert {n.link for n in Notice.objects.filter(line="It is late.").exclude(to=trust.sasha)} == {""}


def test_somebody_away_passes_it_to_their_stand_in(owed, trust):
    duty = owed()
    day = timezone.localdate()
    Cover.objects.create(user=trust.maya, covered_by=trust.petra, starts_on=day, ends_on=day + 30 * DAY)
    pass_days(duty, 2)
    assert told("It is due.") == ["Petra Vale"]


@pytest.mark.claim("G8")
def test_what_a_leaver_owed_becomes_somebody_else_s(owed, trust):
    duty = owed()
    end_account(trust.maya, by=trust.ade)
    pass_days(duty, 2)
    duty.refresh_from_db()
    assert duty.owner == trust.dev


def test_one_that_cannot_be_chased_holds_up_no_other(owed, trust, report, monkeypatch):
    broken = owed()
    at = timezone.now()
    duties.owe(
        "test", subject="fine", owner=trust.maya, opens_at=at, due_at=at + DAY, at=at, team=trust.elm_ward
    )
    monkeypatch.setattr("incidents.chasing.tell", _fails_once_for(broken))
    pass_days(broken, 2)
    assert Duty.objects.get(subject="fine").chase > 0
    assert Duty.objects.get(pk=broken.pk).chase == 0


def _fails_once_for(duty):
    from people.notices import tell

    def maybe(to, *, key, **kwargs):
        if str(duty.pk) in key:
            raise ValueError("poison")
        tell(to, key=key, **kwargs)

    return maybe


def test_the_owner_sees_it_on_the_first_page(owed, trust, client):
    owed()
    client.force_login(trust.maya)
    assert "Do it" in client.get("/").content.decode()
    client.force_login(trust.dev)
    assert "Do it" not in client.get("/").content.decode()


def test_a_correction_leaves_it_as_it_is(owed, trust):
    duty = owed()
    actions.amend(duty.incident, by=trust.nneka, version=duty.incident.version, place="Bay 4")
    assert Duty.objects.open().filter(key="test").count() == 1
