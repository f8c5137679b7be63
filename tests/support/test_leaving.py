"""Nothing is ever owned by nobody: whoever leaves, is away, loses a role or turns out to be part of it, somebody goes on."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from incidents import actions as incidents
from incidents.actions import Affected
from incidents.models import Duty, Incident, Investigation
from people import actions as people
from people import owning
from people.jobs import find_what_nobody_owns
from people.models import Cover, Entry, Heartbeat, Notice, Role, User
from people.roles import RoleKind
from reviews import actions as reviews
from reviews.models import Action
from support import actions
from support.handing_on import leaver
from support.models import Case, Promise
from support.practical import help_leaving
from tests.factories import RoleFactory, UserFactory


def fresh(user):
    return User.objects.get(pk=user.pk)


def leave(trust, user):
    people.end_account(user, by=trust.ade)


def told(user):
    return list(Notice.objects.filter(to=user).values_list("line", flat=True))


@pytest.mark.claim("G8")
@pytest.mark.framework("R10")
def test_a_leaver_hands_over_every_open_case_at_once(report, trust):
    cases = [report().involved.get().case for _ in range(3)]
    ended = report().involved.get().case
    ended = actions.decline_support(ended, by=trust.nneka)

    leave(trust, trust.maya)

    assert set(Case.objects.filter(status="open").values_list("lead", flat=True)) == {trust.dev.pk}
    assert not Promise.objects.open().exclude(owner=trust.dev).exists()
    assert {Case.objects.get(pk=case.pk).lead_why for case in cases} == {"The manager no longer works here"}
    assert (
        told(trust.dev).count("Support for a colleague has been handed to you. Please see what is next.") == 3
    )
    assert "Somebody else looks after you from now on. See who on your own page." in told(trust.nneka)
    assert Entry.objects.filter(event="case.handed_over", by=trust.ade).count() == 3
    assert Case.objects.get(pk=ended.pk).lead == trust.maya


@pytest.mark.claim("G8")
@pytest.mark.framework("R12")
def test_somebody_who_comes_back_after_their_lead_left_is_not_left_alone(report, trust):
    case = actions.decline_support(report().involved.get().case, by=trust.nneka)
    leave(trust, trust.maya)

    actions.ask_for_call(case, by=trust.nneka)

    case.refresh_from_db()
    assert case.lead == trust.dev
    assert "A colleague would like you to call them today." in told(trust.dev)
    assert owning.by_nobody() == {}


@pytest.mark.claim("G8")
def test_the_next_request_of_a_leaver_leads_to_the_sign_in_page(client, case, trust):
    client.force_login(trust.maya)
    assert client.get(f"/support/cases/{case.pk}/").status_code == 200

    leave(trust, trust.maya)

    answer = client.get(f"/support/cases/{case.pk}/")
    assert (answer.status_code, answer.url.startswith("/sign-in/")) == (302, True)


@pytest.mark.claim("G8")
@pytest.mark.framework("R10")
def test_the_staff_directory_hands_over_what_a_leaver_led(case, trust):
    from people.joining import take_in

    maya = fresh(trust.maya)
    maya.employee_number = "7"
    maya.save()
    row = {
        "employee_number": "7", "first_name": maya.first_name, "last_name": maya.last_name, "email": maya.email,
        "working_as": "employee", "employer": "", "staff_group": "", "site_code": trust.general.code,
        "site_name": trust.general.name, "team": "Elm Ward", "supervisor": "", "heads": False,
        "left_on": timezone.localdate().isoformat(),
    }  # fmt: skip

    take_in(row, by=None, at=timezone.now())

    case.refresh_from_db()
    assert case.lead == trust.dev


@pytest.mark.claim("G8")
@pytest.mark.framework("R4", "R10")
def test_a_sealed_case_goes_to_another_who_hears_in_confidence_and_to_nobody_by_their_team(report, trust):
    second = UserFactory(first_name="Simone")
    RoleFactory(user=second, kind=RoleKind.SEXUAL_SAFETY_LEAD)
    sealed = report(sealed_to=trust.sasha, kinds=["sexual_harassment"])
    case = sealed.involved.get().case

    leave(trust, trust.sasha)

    sealed.refresh_from_db()
    case.refresh_from_db()
    assert (sealed.sealed_to, case.lead) == (second, second)
    assert not Duty.objects.open().filter(incident=sealed).exclude(owner=second).exists()
    for outsider in (trust.maya, trust.dev, trust.ruth, trust.viv, trust.ade, trust.gita):
        assert not Case.objects.visible_to(fresh(outsider)).filter(pk=case.pk).exists()
        assert not Incident.objects.visible_to(fresh(outsider)).filter(pk=sealed.pk).exists()
    assert "A report you made is with somebody else" in " ".join(told(trust.nneka))


@pytest.mark.claim("G8")
@pytest.mark.framework("R32")
def test_a_protected_reporter_is_passed_to_a_guardian_and_not_to_somebody_who_is_part_of_it(report, trust):
    also = Affected("witness", user=trust.sasha)
    incident = report(affected=[Affected("harmed", user=trust.nneka), also], protected_to=trust.viv)
    case = incident.involved.get(user=trust.nneka).case
    assert case.lead == trust.viv

    leave(trust, trust.viv)

    incident.refresh_from_db()
    case.refresh_from_db()
    assert (incident.protected_to, case.lead) == (trust.gita, trust.gita)
    assert not Case.objects.visible_to(fresh(trust.maya)).filter(pk=case.pk).exists()


@pytest.mark.claim("G8")
@pytest.mark.framework("R10")
def test_a_leaver_hands_on_duties_investigations_and_what_panels_asked(report, trust):
    incident = report()
    incidents.move(incident, by=trust.maya, to="reviewing", why="")
    incidents.investigate(incident, by=trust.ruth, lead=trust.maya)
    panel = reviews.make_panel(by=trust.viv, site=trust.general, name="Weekly", rhythm="ad_hoc")
    item = reviews.open_meeting(panel, by=trust.chi).items.get()
    reviews.assign(
        item, by=trust.chi, kind="training", what="Train", owner=trust.maya, due_on=timezone.localdate()
    )
    assert Duty.objects.open().filter(owner=trust.maya).exists()

    leave(trust, trust.maya)

    assert Investigation.objects.get().lead == trust.dev
    assert not Duty.objects.open().filter(owner=trust.maya).exists()
    assert Action.objects.get().owner == trust.chi
    assert "What a colleague still owed is with you now. Your own page shows what it is." in told(trust.dev)
    assert owning.by_nobody() == {}


@pytest.mark.claim("A8")
@pytest.mark.framework("R10")
def test_a_role_that_is_taken_away_hands_on_what_only_it_let_somebody_lead(report, trust):
    lead = UserFactory(first_name="Cass", team=trust.oak_ward)
    role = RoleFactory(user=lead, kind=RoleKind.CASE_LEAD, team=trust.elm_ward)
    handed, managed = report().involved.get().case, report().involved.get().case
    actions.hand_over(handed, lead, "Shared out anew", by=trust.maya)

    people.end_role(role, by=trust.ade)
    people.end_role(Role.objects.get(user=trust.maya), by=trust.ade)

    handed.refresh_from_db()
    managed.refresh_from_db()
    assert handed.lead != lead
    assert not Case.objects.visible_to(fresh(lead)).exists()
    assert "Somebody else looks after a colleague from now on, because your role has changed." in told(lead)
    assert managed.lead == trust.maya, "she is still Nneka's manager"


@pytest.mark.claim("A8", "G8")
@pytest.mark.framework("R10")
def test_what_somebody_owed_in_anothers_case_goes_back_when_they_open_it_no_longer(report, trust):
    chosen, shunned = report().involved.get().case, report(by=trust.will).involved.get().case
    actions.set_preferences(chosen, by=trust.nneka, hear_from=trust.dev)
    actions.set_preferences(shunned, by=trust.will, never_from=[trust.maya])
    theirs = Promise.objects.open().filter(owner=trust.dev)
    assert set(theirs.values_list("case", flat=True)) == {chosen.pk, shunned.pk}

    people.end_role(Role.objects.get(user=trust.dev), by=trust.ade)

    assert not theirs.exists()
    assert chosen.promises.open().get(key="check_in.1").owner == trust.maya
    assert shunned.promises.open().get(key="do.other_lead").owner == trust.maya


@pytest.mark.framework("R10")
def test_a_role_that_runs_out_is_found_by_the_clock_and_both_are_told(report, trust):
    lead = UserFactory(first_name="Cass", team=trust.oak_ward)
    today = timezone.localdate()
    RoleFactory(user=lead, kind=RoleKind.CASE_LEAD, team=trust.elm_ward, ends_on=today)
    case = report().involved.get().case
    actions.hand_over(case, lead, "Shared out anew", by=trust.maya)
    assert leaver.pass_on_all(timezone.now()) == 0

    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert leaver.pass_on_all(timezone.now()) == 1
        assert leaver.pass_on_all(timezone.now()) == 0

    case.refresh_from_db()
    assert case.lead == trust.maya
    assert "Somebody else looks after a colleague from now on, because your role has changed." in told(lead)


@pytest.mark.framework("R10")
def test_help_that_is_rightly_somebodys_is_neither_read_nor_locked_by_the_clock(case, trust, report):
    def one_more(case):
        help = actions.open_help(case, "absence", by=trust.maya)
        assert help.owner == trust.hana

    one_more(case)
    counts = []
    for more in (0, 8):
        for _ in range(more):
            one_more(report().involved.get().case)
        with CaptureQueriesContext(connection) as asked:
            help_leaving.pass_on_all(timezone.now())
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.framework("R10")
def test_a_stand_in_opens_and_records_while_the_lead_is_away_and_no_longer(client, case, trust, hold):
    today = timezone.localdate()
    Cover.objects.create(user=trust.maya, covered_by=trust.omar, starts_on=today, ends_on=today)
    stand_in = fresh(trust.omar)
    client.force_login(stand_in)

    assert str(case.person) in client.get("/support/").content.decode()
    assert client.get(f"/support/cases/{case.pk}/").status_code == 200
    hold(case, by=stand_in, answers={"home_safely": "yes"})
    case.refresh_from_db()
    assert case.lead == trust.maya

    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert not Case.objects.visible_to(fresh(trust.omar)).exists()


@pytest.mark.framework("R10", "R4")
def test_a_stand_in_opens_nothing_that_was_said_in_confidence_or_that_they_are_part_of(report, trust):
    today = timezone.localdate()
    for away in (trust.maya, trust.sasha):
        Cover.objects.create(user=away, covered_by=trust.omar, starts_on=today, ends_on=today)
    report(sealed_to=trust.sasha)
    report(affected=[Affected("harmed", user=trust.nneka), Affected("witness", user=trust.omar)])

    assert not Case.objects.visible_to(fresh(trust.omar)).exists()


@pytest.mark.framework("R10")
def test_a_case_of_an_absence_goes_back_when_a_stand_in_without_a_role_stands_in_no_longer(report, trust):
    today = timezone.localdate()
    Cover.objects.create(user=trust.maya, covered_by=trust.omar, starts_on=today, ends_on=today)
    case = report().involved.get().case
    assert case.lead == trust.omar
    assert leaver.pass_on_all(timezone.now()) == 0

    with time_machine.travel(timezone.now() + timedelta(days=1)):
        leaver.pass_on_all(timezone.now())

    case.refresh_from_db()
    assert (case.lead, case.lead_why) == (trust.maya, "")
    assert not Promise.objects.open().exclude(owner=trust.maya).exists()


@pytest.mark.claim("G8")
@pytest.mark.framework("R10")
def test_what_nobody_owns_is_reported_the_same_hour_and_shown_on_the_health_page(case, trust):
    from config import health

    User.objects.filter(pk=trust.maya.pk).update(is_active=False)
    assert owning.by_nobody()["cases"] == 1

    find_what_nobody_owns()

    assert Heartbeat.objects.filter(name=owning.SEEN).exists()
    assert health.signs()["owned_by_nobody"] is True
    assert "Some work here has nobody to see to it" in " ".join(told(trust.ade) + told(trust.viv))
    leaver.pass_on_all(timezone.now())
    for duty in Duty.objects.open().filter(owner=trust.maya):
        Duty.objects.filter(pk=duty.pk).update(owner=trust.dev)
    find_what_nobody_owns()
    assert health.signs()["owned_by_nobody"] is False
