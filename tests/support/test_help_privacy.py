"""What each reads of practical help, and what must not reach them (design §5), on data that could leak."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from incidents.actions import Affected, Alleged, report
from people import actions as people
from people.models import Notice
from support import access, actions, jobs
from support.models import Help, Promise
from support.visits.visitor import Visitor
from tests.factories import RoleFactory, UserFactory

HEALTH, TEAM, CLAIM = "canary-health", "canary-team", "canary-claim"


@pytest.fixture
def full(case, trust):
    """One track of each kind for Nneka, with words in them that could leak."""
    made = {
        key: actions.open_help(case, key, by=trust.maya)
        for key in ("adjustments", "absence", "money", "referral")
    }
    actions.record_help(
        made["adjustments"], "needs", by=trust.nneka, outcome="done", answers={"health": HEALTH}
    )
    said = {"changes": ["hours"], "team": TEAM, "review_on": timezone.localdate()}
    actions.record_help(made["adjustments"], "agree", by=trust.maya, outcome="done", answers=said)
    actions.record_help(
        made["absence"], "begins", by=trust.maya, outcome="done", answers={"first_day": "2026-11-02"}
    )
    actions.record_help(made["absence"], "pay", by=trust.hana, outcome="done", answers={"service": "third"})
    claim = {"stands": "applied", "reference": CLAIM}
    actions.add_entry(
        made["money"], "injury_allowance", by=trust.hana, on=timezone.localdate(), answers=claim
    )
    actions.record_help(made["referral"], "offer", by=trust.maya, outcome="done", answers={"wants": "yes"})
    actions.record_help(
        made["referral"], "wish", by=trust.nneka, outcome="done", answers={"kind": "counselling"}
    )
    return made


def seen(client, user, help):
    client.force_login(user)
    response = client.get(reverse("support:help", args=[help.pk]))
    return response.content.decode() if response.status_code == 200 else response.status_code


def tracks(user):
    return set(Help.objects.visible_to(user).values_list("track", flat=True))


@pytest.mark.claim("A3")
@pytest.mark.framework("R64", "R71")
def test_each_role_sees_its_tracks_only(full, trust):
    assert tracks(trust.maya) == {"adjustments", "absence", "money", "referral"}
    assert tracks(trust.hana) == {"absence", "money"}, (
        "HR: pay and absence, never adjustments' notes or referrals"
    )
    assert tracks(trust.olive) == set(), "occupational health: nothing before the colleague has agreed"
    assert Notice.objects.filter(to=trust.nneka, line__contains="waits for your answer").exists()
    for outsider in (
        trust.omar,
        trust.owen,
        trust.will,
        trust.petra,
        trust.una,
        trust.bea,
        trust.al,
        trust.ade,
        trust.chi,
    ):
        assert tracks(outsider) == set(), outsider

    actions.share_help(full["referral"], by=trust.nneka, yes=True)
    assert tracks(trust.olive) == {"referral"}
    assert Help.objects.get(pk=full["referral"].pk).owner == trust.olive
    actions.share_help(full["referral"], by=trust.nneka, yes=False)
    assert tracks(trust.olive) == set(), "consent is taken back"
    assert not Promise.objects.open().filter(owner=trust.olive).exists(), (
        "and nothing is owed by them any more"
    )


@pytest.mark.claim("A4")
@pytest.mark.framework("R64")
def test_the_manager_never_reads_what_somebody_wants_from_counselling(client, full, trust):
    actions.share_help(full["referral"], by=trust.nneka, yes=True)
    actions.record_help(full["referral"], "sent", by=trust.maya, outcome="done")
    service = {"service": "elsewhere"}
    actions.record_help(full["referral"], "accepted", by=trust.olive, outcome="done", answers=service)
    html = seen(client, trust.maya, full["referral"])
    assert "Accepted" in html
    assert "Counselling" not in html
    assert "A service outside" not in html
    html = seen(client, trust.olive, full["referral"])
    assert "Counselling" in html
    assert "A service outside the trust" in html
    assert full["referral"].case.incident.reference not in html
    case_page = reverse("support:case", args=[full["referral"].case_id])
    client.force_login(trust.olive)
    assert client.get(case_page).status_code == 404
    client.force_login(trust.maya)
    assert "ounselling</dd>" not in client.get(case_page).content.decode()


@pytest.mark.framework("R71")
def test_a_health_note_is_read_only_while_it_is_shared(client, full, trust):
    assert HEALTH in seen(client, trust.maya, full["adjustments"])
    assert seen(client, trust.hana, full["adjustments"]) == 404
    with pytest.raises(PermissionDenied):
        actions.record_help(
            full["adjustments"], "needs", by=trust.maya, outcome="done", answers={"health": "x"}
        )

    actions.record_help(full["adjustments"], "needs", by=trust.nneka, outcome="declined")

    html = seen(client, trust.maya, full["adjustments"])
    assert HEALTH not in html
    assert TEAM in html
    client.force_login(trust.nneka)
    assert HEALTH in client.get(reverse("support:me")).content.decode(), "they themselves read it still"


@pytest.mark.claim("A3")
@pytest.mark.framework("R76", "R77")
def test_hr_reads_pay_and_no_stage(client, full, trust):
    html = seen(client, trust.hana, full["money"])
    assert CLAIM in html
    assert HEALTH not in html
    assert "Defusing" not in html
    html = seen(client, trust.hana, full["absence"])
    assert "Third year" in html
    assert "2 November 2026" in html
    assert full["absence"].case.incident.reference not in html
    assert "Third year" not in seen(client, trust.maya, full["absence"]), "dates, not years of service"
    client.force_login(trust.hana)
    for name in ("case", "help-open"):
        assert client.get(reverse(f"support:{name}", args=[full["money"].case_id])).status_code == 404
    queue = client.get(reverse("support:help-queue"), {"show": "all"}).content.decode()
    assert "Nneka Obi" in queue
    assert "Adjustments" not in queue
    assert "ccupational health or counselling" not in queue


@pytest.mark.claim("I1")
def test_in_confidence_nobody_learns_of_it_before_they_agree(client, trust):
    sealed = report(
        by=trust.nneka,
        affected=[Affected("harmed", user=trust.nneka)],
        alleged=[Alleged("patient")],
        sealed_to=trust.sasha,
        kinds=["sexual_harassment"],
        occurred_on=timezone.localdate(),
        team=trust.elm_ward,
        what_happened="canary-sealed",
    )
    case = sealed.involved.get().case
    help = actions.open_help(case, "money", by=trust.nneka)
    assert help.owner is None
    assert tracks(trust.hana) == set() == tracks(trust.maya)
    assert not Notice.objects.filter(to__in=[trust.hana, trust.maya]).exists()
    assert seen(client, trust.hana, help) == 404

    actions.share_help(help, by=trust.nneka, yes=True)

    html = seen(client, trust.hana, help)
    assert "Nneka Obi" in html
    assert "canary-sealed" not in html
    assert sealed.reference not in html
    assert client.get(reverse("support:help-queue")).status_code == 200
    assert tracks(trust.maya) == set()
    client.force_login(trust.sasha)
    asked = client.get(reverse("support:help", args=[help.pk])).content.decode()
    assert "Why do you need to open it?" in asked
    assert "Tell them what they may claim" not in asked


def test_nobody_owns_help_in_something_they_are_part_of(trust):
    incident = report(
        by=trust.nneka,
        affected=[Affected("harmed", user=trust.nneka), Affected("witness", user=trust.hana)],
        alleged=[Alleged("patient")],
        kinds=["physical"],
        occurred_on=timezone.localdate(),
        team=trust.elm_ward,
        what_happened="x",
    )
    help = actions.open_help(incident.involved.get(user=trust.nneka).case, "money", by=trust.maya)
    assert help.owner is None
    assert tracks(trust.hana) == set()
    assert access.can_record(trust.maya, help, "advise"), "then whoever looks after them sees to it"


@pytest.mark.claim("G8")
def test_it_passes_on_when_its_owner_leaves(full, trust):
    next_one = UserFactory()
    RoleFactory(user=next_one, kind="hr")
    people.end_account(trust.hana, by=trust.ade)
    assert Help.objects.get(pk=full["money"].pk).owner == next_one
    promise = Promise.objects.open().get(help=full["money"], key__endswith=".advise")
    assert promise.owner == next_one
    assert Notice.objects.filter(to=next_one).exists()
    people.end_account(next_one, by=trust.ade)
    assert Help.objects.get(pk=full["money"].pk).owner is None
    promise.refresh_from_db()
    assert promise.owner == trust.maya
    third = UserFactory()
    RoleFactory(user=third, kind="hr")
    jobs.pass_on()
    assert Help.objects.get(pk=full["money"].pk).owner == third, "HR does it again once there is somebody"


def test_no_notice_says_what_it_is_about(full, trust):
    lines = " ".join(Notice.objects.values_list("line", flat=True)).lower()
    for word in ("nneka", "money", "pay", "absence", "counsel", "adjust", "health", "police"):
        assert not re.search(rf"\b{word}", lines), word


def test_whoever_stands_in_for_the_owner_sees_and_does_it(full, trust):
    today = timezone.localdate()
    assert not access.can_record(trust.ruth, full["money"], "advise")
    people.arrange_cover(trust.hana, by=trust.hana, starts_on=today, ends_on=today, covered_by=trust.ruth)
    assert access.can_record(trust.ruth, full["money"], "advise")
    people.arrange_cover(trust.ruth, by=trust.ade, starts_on=today, ends_on=today, covered_by=trust.omar)
    assert tracks(trust.omar) == set(), "nobody stands in for a stand-in"


def test_somebody_without_an_account_asks_and_agrees_by_their_link(trust):
    guard = Affected("responder", name="Kieran Doyle", contact="kieran@guards.example")
    facts = {"kinds": ["physical"], "occurred_on": timezone.localdate(), "team": trust.elm_ward}
    incident = report(
        by=trust.will, affected=[guard], alleged=[Alleged("patient")], what_happened="x", **facts
    )
    case = incident.involved.get(user=None).case
    visitor = Visitor(case)
    help = actions.open_help(case, "return_to_work", by=visitor)
    plan = {"back_on": timezone.localdate(), "weeks": "0", "review_on": timezone.localdate()}
    actions.record_help(help, "plan", by=trust.maya, outcome="done", answers=plan)
    actions.agree_help(help, "plan", by=visitor, yes=True)
    assert help.steps.get(key="plan").status == "done"
    assert [entry.by for entry in help.entries.filter(outcome="agreed")] == [None]
    with pytest.raises(PermissionDenied):
        actions.agree_help(full_of_another(trust), "plan", by=visitor, yes=True)


def full_of_another(trust):
    incident = report(
        by=trust.nneka,
        affected=[Affected("harmed", user=trust.nneka)],
        alleged=[Alleged("patient")],
        kinds=["physical"],
        occurred_on=timezone.localdate(),
        team=trust.elm_ward,
        what_happened="x",
    )
    return actions.open_help(incident.involved.get().case, "return_to_work", by=trust.maya)
