"""A few taps make a report: support starts, the team's leads are told at once, and somebody owes the rest."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from incidents import actions
from incidents.actions import Affected
from incidents.models import Duty, Incident
from people.models import Entry, Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def stub(trust):
    def make(**facts):
        facts = {
            "by": None,
            "team": trust.elm_ward,
            "kinds": ["physical"],
            "occurred_on": timezone.localdate(),
            "channel": "quick",
        } | facts
        return actions.stub(**facts)

    return make


def told(user):
    return list(Notice.objects.filter(to=user, is_urgent=True).order_by("id").values_list("line", flat=True))


@pytest.mark.framework("R47", "R84", "R92")
def test_support_starts_and_those_who_lead_the_team_hear_at_once(stub, trust):
    at = timezone.now()
    incident = stub(people=2, safe="no", at=at)

    assert incident.is_stub
    assert incident.reporter is None
    assert [str(one) for one in incident.involved.all()] == [
        "Colleague not named yet (1 of 2)",
        "Colleague not named yet (2 of 2)",
    ]
    assert {person.case.lead for person in incident.involved.all()} == {trust.maya}
    for lead in (trust.maya, trust.dev):
        assert told(lead) == [
            "Somebody in your team needs you now. Please see that everybody is safe, then read this."
        ]
    assert not Notice.objects.filter(to__in=[trust.ruth, trust.owen, trust.nneka]).exists()
    duty = Duty.objects.get(key="complete")
    assert duty.owner == trust.maya
    assert timezone.localdate(duty.due_at) == timezone.localdate(at) + timedelta(days=1)
    assert Entry.objects.filter(event="incident.reported", by=None, subject_id=incident.pk).exists()


def test_nobody_can_report_in_full_without_being_somebody(trust):
    with pytest.raises(PermissionDenied):
        actions.report(
            by=None, affected=[], kinds=["verbal"], team=trust.elm_ward, occurred_on=timezone.localdate()
        )


def test_somebody_who_marks_it_is_its_reporter_and_is_not_told_of_it(stub, trust):
    incident = stub(by=trust.maya, channel="cross", people=[Affected("harmed", user=trust.nneka)])
    assert incident.reporter == trust.maya
    assert [line for line in told(trust.maya) if "Something has happened" in line] == []
    assert len(told(trust.dev)) == 1


@pytest.mark.claim("I5")
def test_a_flood_fills_no_inbox(stub, trust):
    at = timezone.now().replace(minute=5)
    for number in range(30):
        stub(at=at + timedelta(minutes=number))

    assert len(told(trust.maya)) == len(told(trust.dev)) == 4
    assert (
        told(trust.maya)[-1] == "There are more new reports from your team. Please look at all of them now."
    )
    stub(at=at + timedelta(minutes=31), safe="no")
    assert told(trust.maya)[-1].startswith("Somebody in your team needs you now")


@pytest.mark.framework("R92")
def test_it_is_complete_when_everybody_is_named_or_nobody_knows(stub, trust):
    incident = stub()
    with pytest.raises(PermissionDenied):
        actions.complete(incident, by=trust.owen, nobody_knows=True)
    with pytest.raises(actions.NotNamed):
        actions.complete(incident, by=trust.maya)

    actions.complete(incident, by=trust.maya, nobody_knows=True)
    actions.complete(incident, by=trust.maya, nobody_knows=True)

    assert not Incident.objects.get().is_stub
    assert not Duty.objects.open().filter(key="complete").exists()
    assert Entry.objects.filter(event="incident.completed", by=trust.maya).count() == 1


@pytest.fixture
def unnamed(stub):
    return stub().involved.get()


@pytest.mark.framework("R10", "R46", "R49")
def test_whoever_is_named_gets_their_own_page_and_keeps_the_case(unnamed, trust):
    case = unnamed.case
    assert case.lead == trust.maya

    actions.name_person(unnamed, by=trust.maya, user=trust.omar)

    case.refresh_from_db()
    assert (case.person.user, case.team, case.lead) == (trust.omar, trust.oak_ward, trust.owen)
    assert [one.line for one in trust.omar.notices.all()] == [
        "Your support has started. See what happens next, and who will be in touch."
    ]
    assert trust.owen.notices.filter(is_urgent=True).exists()
    assert {promise.owner for promise in case.promises.open()} == {trust.owen}
    with pytest.raises(actions.OnTheListAlready):
        actions.name_person(unnamed, by=trust.maya, user=trust.will)


@pytest.mark.framework("R10")
def test_a_manager_who_was_the_one_affected_no_longer_looks_after_anybody_in_it(stub, trust):
    one, other = stub(people=2).involved.order_by("name")
    actions.name_person(one, by=trust.dev, user=trust.maya)

    for person in (one, other):
        person.case.refresh_from_db()
        assert person.case.lead not in (trust.maya, None)
    assert not trust.maya.leads.exists()


def test_whoever_has_been_in_touch_already_goes_on(unnamed, trust):
    type(unnamed.case).objects.update(contacted_at=timezone.now())
    actions.name_person(unnamed, by=trust.maya, user=trust.omar)
    assert type(unnamed.case).objects.get().lead == trust.maya


def test_only_those_who_look_after_the_report_say_who_it_was(unnamed, trust):
    for stranger in (trust.owen, trust.nneka, trust.chi):
        with pytest.raises(PermissionDenied):
            actions.name_person(unnamed, by=stranger, user=trust.will)
        with pytest.raises(PermissionDenied):
            actions.add_person(unnamed.incident, by=stranger, affected=Affected("witness", user=trust.will))
    assert unnamed.incident.involved.count() == 1


@pytest.mark.framework("R49")
def test_somebody_added_later_has_a_case_of_their_own(report, trust):
    incident = report()
    person = actions.add_person(incident, by=trust.maya, affected=Affected("witness", user=trust.will))

    assert person.case.lead == trust.maya
    assert trust.will.notices.count() == 1
    with pytest.raises(actions.OnTheListAlready):
        actions.add_person(incident, by=trust.maya, affected=Affected("harmed", user=trust.will))
    assert incident.involved.count() == 2
