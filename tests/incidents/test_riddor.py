"""The software asks whether the safety regulator must be told; a competent person decides, in time."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from incidents import actions, deadlines, riddor
from incidents.models import Duty, RiddorDecision
from people.deadlines import LONDON
from people.models import Entry
from people.roles import RoleKind
from tests.factories import RoleFactory, UserFactory

pytestmark = pytest.mark.django_db

ACCIDENT = date(2026, 10, 23)  # a Friday, two days before the clocks change


@pytest.fixture
def hal(trust):
    """Hal is the competent person for health and safety."""
    user = UserFactory(first_name="Hal", last_name="Whitlock")
    RoleFactory(user=user, kind=RoleKind.HEALTH_SAFETY)
    return user


def owed(key):
    return Duty.objects.open().filter(key=key)


@pytest.mark.framework("R40")
@pytest.mark.parametrize(
    ("last_day", "days", "means"),
    [
        (date(2026, 10, 23), 0, ""),  # the day itself does not count
        (date(2026, 10, 26), 3, ""),
        (date(2026, 10, 27), 4, "over_three"),
        (date(2026, 10, 30), 7, "over_three"),  # weekends and days off do count
        (date(2026, 10, 31), 8, "over_seven"),
        (date(2026, 10, 1), 0, ""),  # before the accident
    ],
)
def test_days_away_count_in_a_row_and_without_the_day_itself(last_day, days, means):
    assert deadlines.days_unable(ACCIDENT, last_day) == days
    assert riddor.because_of(days) == means


@pytest.mark.framework("R40")
@pytest.mark.parametrize(
    ("found", "accident", "last"),
    [
        ("specified", ACCIDENT, date(2026, 11, 2)),
        ("over_seven", ACCIDENT, date(2026, 11, 7)),
        ("specified", date(2026, 12, 28), date(2027, 1, 7)),
        ("over_seven", date(2028, 2, 20), date(2028, 3, 6)),  # a leap year
        ("over_three", ACCIDENT, None),
        ("no", ACCIDENT, None),
        ("", ACCIDENT, None),
    ],
)
def test_the_regulator_is_told_within_ten_or_fifteen_days_of_the_accident(found, accident, last):
    due = deadlines.riddor_report_by(found, accident)

    assert (due.astimezone(LONDON).date() if due else None) == last
    assert due is None or due.utcoffset() is not None


@pytest.mark.parametrize(
    ("facts", "because"),
    [
        ({"kinds": ["physical"], "harm": "low"}, ["injury"]),
        ({"kinds": ["verbal"], "harm": "severe"}, []),  # hurt in mind: not for the regulator
        ({"kinds": ["threat"], "injuries": "Fell while running away"}, ["injury"]),
        ({"kinds": ["physical"], "first_aid": "yes"}, ["injury"]),
        ({"kinds": ["physical"], "harm": "none"}, []),
        ({"kinds": ["physical"], "specified": ["fracture"]}, ["specified"]),
    ],
)
def test_an_injury_to_a_body_asks_and_nothing_else_does(report, hal, facts, because):
    report(**facts)

    found = RiddorDecision.objects.first()
    assert (found.because if found else []) == because
    assert owed("riddor_decide").count() == bool(because)


@pytest.mark.framework("R40")
def test_a_competent_person_decides_reports_and_is_held_to_both_dates(report, trust, hal):
    at, day = timezone.now(), timezone.localdate()
    incident = report(occurred_on=day - timedelta(days=1), harm="moderate", at=at)

    duty = owed("riddor_decide").get()
    assert (duty.owner, duty.due_at.astimezone(LONDON).date()) == (hal, day + timedelta(days=1))
    actions.decide_riddor(incident, by=hal, found="over_seven", why="Away for nine days", at=at)
    assert not owed("riddor_decide").exists()
    duty = owed("riddor_report").get()
    assert (duty.owner, duty.due_at.astimezone(LONDON).date()) == (hal, day + timedelta(days=14))
    actions.decide_riddor(incident, by=trust.viv, found="specified", why="It was broken", at=at)
    assert owed("riddor_report").get().due_at.astimezone(LONDON).date() == day + timedelta(days=9)
    actions.report_riddor(incident, by=hal, reported_on=day, hse_reference="HSE-1", at=at)
    assert not Duty.objects.open().filter(key__startswith="riddor").exists()
    with pytest.raises(PermissionDenied):  # what was reported is not taken back
        actions.decide_riddor(incident, by=hal, found="no", why="", at=at)

    assert [row.found for row in incident.riddor.history.order_by("history_id")] == [
        "", "over_seven", "specified", "specified",
    ]  # fmt: skip
    assert Entry.objects.filter(event="incident.riddor_decided", by=hal).count() == 1


def test_a_decision_that_nothing_is_reported_ends_the_clock_and_can_be_made_anew(report, hal):
    incident = report(harm="low")
    actions.decide_riddor(incident, by=hal, found="no", why="A bruise")
    assert not Duty.objects.open().filter(key__startswith="riddor").exists()


def test_a_longer_absence_and_a_correction_ask_again(report, trust, hal):
    at, accident = timezone.now(), timezone.localdate() - timedelta(days=9)
    incident = report(occurred_on=accident, kinds=["physical"], harm="low", at=at)
    actions.decide_riddor(incident, by=hal, found="no", why="A bruise", at=at)

    assert actions.say_unable(incident, by=trust.maya, last_day=accident + timedelta(days=3), at=at) == ""
    assert not owed("riddor_decide").exists()
    assert (
        actions.say_unable(incident, by=trust.maya, last_day=accident + timedelta(days=8), at=at)
        == "over_seven"
    )
    assert owed("riddor_decide").get().owner == hal
    actions.decide_riddor(incident, by=hal, found="over_seven", why="Away", at=at)
    incident.refresh_from_db()
    actions.amend(incident, by=trust.nneka, version=incident.version, specified=["fracture"], at=at)
    assert owed("riddor_decide").exists()
    incident.riddor.refresh_from_db()
    assert incident.riddor.because == ["injury", "specified", "over_seven"]


def test_managers_the_reporter_the_accused_and_the_injured_do_not_decide(report, trust, hal):
    from incidents.actions import Affected, Alleged

    incident = report(harm="low")
    for user in (trust.maya, trust.nneka, trust.chi, trust.ade, trust.omar):
        with pytest.raises(PermissionDenied):
            actions.decide_riddor(incident, by=user, found="no", why="x")
    about_hal = report(harm="low", alleged=[Alleged("colleague", user=hal)])
    hurt = report(harm="low", affected=[Affected("harmed", user=hal)])
    for one in (about_hal, hurt):
        assert owed("riddor_decide").get(incident=one).owner == trust.viv
        assert not RiddorDecision.objects.visible_to(hal).filter(incident=one).exists()
        with pytest.raises(PermissionDenied):
            actions.decide_riddor(one, by=hal, found="no", why="x")
    assert not RiddorDecision.objects.exclude(found="").exists()


def test_it_is_owed_after_the_report_is_closed(report, hal):
    from incidents import duties

    incident = report(harm="low")
    duties.drop(incident, at=timezone.now())
    assert owed("riddor_decide").get().owner == hal


def test_the_page_shows_the_decision_to_those_who_make_it_and_a_status_to_others(report, trust, hal, client):
    incident = report(harm="low", injuries="canary-injury")
    address = f"/incidents/{incident.reference}/riddor/"
    client.force_login(hal)
    assert "canary-injury" in client.get(address).content.decode()
    assert (
        client.get(f"/incidents/{incident.reference}/").status_code == 404
    )  # not let into the report itself
    data = {"act": "decide", "decide-found": "over_three", "decide-why": "canary-why"}
    assert client.post(address, data | {"decide-why": ""}).status_code == 200
    assert client.post(address, data).status_code == 302
    assert "canary-why" in client.get(address).content.decode()

    client.force_login(trust.maya)
    page = client.get(address).content.decode()
    assert "Decided. Nothing is to be reported" in page
    for hidden in ("canary-why", "Record only", str(hal)):
        assert hidden not in page
    assert client.post(address, data).status_code == 403
    away = timezone.localdate()
    sent = {"act": "unable", "unable-last_day_day": away.day, "unable-last_day_month": away.month}
    assert client.post(address, sent | {"unable-last_day_year": away.year}).status_code == 302
    for user, code in ((trust.nneka, 403), (trust.chi, 403), (trust.omar, 404), (trust.ade, 404)):
        client.force_login(user)
        assert client.get(address).status_code == code
