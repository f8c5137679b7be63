"""A report opens a case for each person affected, with a lead and everything that is owed."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from incidents.actions import Affected, Alleged
from people.lines import NobodyResponsible
from people.models import Cover, Notice, Role
from people.roles import RoleKind
from support.deadlines import LONDON
from support.models import Case, Promise, Stage
from support.opening import open_cases
from tests.factories import RoleFactory

MONDAY = datetime(2026, 11, 2, 10, 30, tzinfo=LONDON)


@pytest.fixture
def on_monday(report):
    """Reported on a Monday morning, an hour after it happened."""

    def make(**facts):
        return report(occurred_on=date(2026, 11, 2), occurred_time=time(9, 30), at=MONDAY, **facts)

    return make


@pytest.mark.framework("R49", "R10")
def test_each_person_affected_has_a_case_of_their_own(trust, report):
    incident = report(
        affected=[
            Affected("harmed", user=trust.nneka),
            Affected("witness", user=trust.omar),
            Affected("responder", name="Sam Agency", contact="07700 900123"),
        ]
    )

    cases = {case.person.name: case for case in Case.objects.filter(person__incident=incident)}
    assert {name: case.lead for name, case in cases.items()} == {
        "Nneka Obi": trust.maya,
        "Omar Haddad": trust.owen,
        "Sam Agency": trust.maya,
    }
    assert {name: case.team for name, case in cases.items()} == {
        "Nneka Obi": trust.elm_ward,
        "Omar Haddad": trust.oak_ward,
        "Sam Agency": trust.elm_ward,
    }
    assert all(case.lead_why == "" for case in cases.values())


@pytest.mark.framework("R48", "R54", "R59", "R66")
def test_what_is_owed_and_by_when(trust, on_monday):
    case = on_monday().involved.get().case

    def day(number, month=11):
        return datetime(2026, month, number, 23, 59, tzinfo=LONDON)

    promises = {promise.key: promise for promise in case.promises.all()}
    assert {key: promise.due_at for key, promise in promises.items()} == {
        "stage.immediate": datetime(2026, 11, 2, 20, 0, tzinfo=LONDON),
        "stage.demobilising": datetime(2026, 11, 2, 20, 0, tzinfo=LONDON),
        "stage.defusing": day(12),
        "stage.debriefing": day(16),
        "stage.ongoing": datetime(2027, 1, 25, 23, 59, tzinfo=LONDON),
        "check_in.1": day(9),
        "check_in.2": day(16),
        "check_in.4": day(30),
        "check_in.8": day(28, 12),
        "check_in.12": datetime(2027, 1, 25, 23, 59, tzinfo=LONDON),
        "team.2": day(16),
        "team.8": day(28, 12),
    }
    assert promises["stage.defusing"].opens_at == datetime(2026, 11, 5, 0, 0, tzinfo=LONDON)
    assert promises["check_in.1"].opens_at == datetime(2026, 11, 9, 0, 0, tzinfo=LONDON)
    assert all(promise.owner == trust.maya and promise.chase_at for promise in promises.values())
    assert case.next_due_at == datetime(2026, 11, 2, 20, 0, tzinfo=LONDON)


@pytest.mark.framework("R8", "R49")
def test_everybody_is_owed_the_same_by_the_same_times(trust, on_monday):
    """The one who was hit, the contractor's guard who helped and the student who saw it."""
    Role.objects.update(starts_on=date(2026, 1, 1))
    incident = on_monday(
        affected=[
            Affected("harmed", user=trust.nneka),
            Affected("responder", name="Guard"),
            Affected("witness", name="Student", contact="student@university.example"),
        ]
    )

    owed = [
        set(case.promises.values_list("key", "due_at"))
        for case in Case.objects.filter(person__incident=incident)
    ]
    assert len(owed) == 3
    people = [{one for one in those if not one[0].startswith("team.")} for those in owed]
    assert people[0] == people[1] == people[2]
    assert len(people[0]) == 10
    assert sum(map(len, owed)) == 32, "the team is asked once, in two weeks"


@pytest.mark.framework("R62")
def test_nothing_is_owed_for_the_review_until_a_time_is_agreed(on_monday):
    case = on_monday().involved.get().case

    assert case.stages.get(key="after_action").due_at is None
    assert not case.promises.filter(key="stage.after_action").exists()


@pytest.mark.framework("R47")
def test_a_late_report_still_leaves_time_to_act(report):
    case = report(occurred_on=date(2026, 9, 1), at=MONDAY).involved.get().case

    assert case.next_due_at == datetime(2026, 11, 2, 20, 0, tzinfo=LONDON)
    assert not case.promises.filter(due_at__lte=MONDAY).exists()
    assert list(case.check_ins.values_list("week", flat=True)) == [12]


@pytest.mark.framework("R10", "R84")
def test_the_lead_and_the_person_are_told_and_nobody_else(trust, report):
    report()

    told = {notice.to: notice for notice in Notice.objects.all()}
    assert set(told) == {trust.maya, trust.nneka}
    assert told[trust.maya].is_urgent
    for notice in told.values():
        for word in ("Nneka", "Elm", "violence", "patient", "physical", "Bay"):
            assert word not in notice.line


# Past the manager


def lead_of(incident, user):
    case = Case.objects.get(person__incident=incident, person__user=user)
    assert set(case.promises.values_list("owner", flat=True)) == {case.lead_id}
    return case.lead, case.lead_why


@pytest.mark.framework("R10")
def test_a_manager_who_is_said_to_have_done_it_looks_after_nobody_in_it(trust, report):
    incident = report(alleged=[Alleged("colleague", user=trust.maya)])

    assert lead_of(incident, trust.nneka) == (trust.dev, "The manager is part of this report")
    assert not Case.objects.visible_to(trust.maya).exists()
    assert not Notice.objects.filter(to=trust.maya).exists()


@pytest.mark.framework("R10")
def test_a_manager_who_was_hurt_too_is_looked_after_and_looks_after_nobody(trust, report):
    incident = report(affected=[Affected("harmed", user=trust.nneka), Affected("witness", user=trust.maya)])

    assert lead_of(incident, trust.nneka) == (trust.dev, "The manager is part of this report")
    assert lead_of(incident, trust.maya) == (trust.ruth, "")
    assert not Case.objects.visible_to(trust.maya).exists()


@pytest.mark.framework("R10")
def test_when_the_deputy_is_part_of_it_too_the_next_manager_up_is_asked(trust, report):
    incident = report(
        affected=[Affected("harmed", user=trust.nneka), Affected("responder", user=trust.dev)],
        alleged=[Alleged("colleague", user=trust.maya)],
    )

    assert lead_of(incident, trust.nneka) == (trust.ruth, "The manager is part of this report")
    assert lead_of(incident, trust.dev)[0] == trust.ruth


@pytest.mark.framework("R10")
def test_an_absent_manager_is_stood_in_for(trust, report):
    today = timezone.localdate()
    Cover.objects.create(
        user=trust.maya, starts_on=today, ends_on=today + timedelta(days=7), covered_by=trust.will
    )

    assert lead_of(report(), trust.nneka) == (trust.will, "The manager is away")


@pytest.mark.framework("R10")
def test_a_manager_who_left_is_passed_over(trust, report):
    trust.maya.is_active = False
    trust.maya.save()

    assert lead_of(report(), trust.nneka) == (trust.dev, "The manager no longer works here")


@pytest.mark.framework("R10")
def test_when_nobody_is_left_nothing_is_kept_by_halves(trust, report):
    Role.objects.exclude(user=trust.maya).delete()
    trust.maya.manager = None
    trust.maya.save()

    with pytest.raises(NobodyResponsible):
        report(by=trust.maya, affected=[Affected("harmed", user=trust.maya)])

    assert not Case.objects.exists()
    assert not Notice.objects.exists()


@pytest.mark.framework("R10")
def test_a_team_without_a_manager_goes_to_the_prevention_lead(trust, report):
    Role.objects.exclude(kind=RoleKind.PREVENTION_LEAD).delete()
    trust.nneka.manager = None
    trust.nneka.save()

    assert lead_of(report(), trust.nneka) == (trust.viv, "There is no manager for this team")


@pytest.mark.framework("R32")
def test_a_sealed_report_is_looked_after_by_whom_it_was_sent_to(trust, report):
    incident = report(kinds=["sexual_harassment"], sealed_to=trust.sasha)

    assert lead_of(incident, trust.nneka)[0] == trust.sasha
    assert list(Case.objects.visible_to(trust.sasha)) == [incident.involved.get().case]
    for other in (trust.maya, trust.dev, trust.ruth, trust.viv, trust.ade):
        assert not Case.objects.visible_to(other).exists()
        assert not Notice.objects.filter(to=other).exists()


# Brought over from the old system


def test_an_old_imported_report_opens_no_work_and_tells_nobody(trust, report):
    case = report(occurred_on=date(2025, 3, 1), at=MONDAY, channel="imported").involved.get().case

    assert case.status == "closed"
    assert not Promise.objects.exists()
    assert not Notice.objects.filter(key__startswith="case.").exists()
    assert set(Stage.objects.values_list("status", "reason")) == {("not_needed", "before_aftercare")}
    assert not case.check_ins.exists()


def test_a_recent_imported_report_owes_only_what_is_still_ahead(trust, report):
    case = report(occurred_on=date(2026, 10, 25), at=MONDAY, channel="imported").involved.get().case

    assert case.status == "open"
    assert set(case.promises.values_list("key", flat=True)) == {
        "stage.defusing",
        "stage.debriefing",
        "stage.ongoing",
        "check_in.2",
        "check_in.4",
        "check_in.8",
        "check_in.12",
        "team.2",
        "team.8",
    }
    assert not case.promises.filter(due_at__lte=MONDAY).exists()
    assert not Notice.objects.filter(key__startswith="case.").exists()


def test_reporting_twice_opens_no_second_case(trust, report):
    incident = report()

    assert open_cases(incident, by=trust.nneka, at=timezone.now()) == []
    assert Case.objects.count() == 1


def test_somebody_in_another_team_sees_no_case(trust, report):
    report()
    RoleFactory(user=trust.omar, kind=RoleKind.DEPUTY, team=trust.oak_ward)

    for outsider in (
        trust.owen,
        trust.omar,
        trust.will,
        trust.hana,
        trust.olive,
        trust.una,
        trust.bea,
        trust.ade,
        trust.al,
    ):
        assert not Case.objects.visible_to(outsider).exists(), outsider
    for insider in (trust.maya, trust.dev, trust.ruth, trust.viv):
        assert Case.objects.visible_to(insider).count() == 1, insider
