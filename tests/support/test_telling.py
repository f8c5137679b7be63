"""Human resources and occupational health say that a colleague may need help, and learn nothing by it (design §5)."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from incidents.actions import Alleged
from people import actions as people
from people import owning
from people.clock import now
from people.models import Entry, Notice
from people.roles import RoleKind
from support import actions
from support.models import Help, HelpTold, Promise
from support.practical.told_clock import TOLD
from support.workflow import CannotMove
from tests.factories import RoleFactory, UserFactory

TELL, QUEUE = "/support/help/tell/", "/support/help/?show=all"


@pytest.fixture
def sealed(report, trust):
    """Omar's, which only Sasha may open."""
    facts = {"kinds": ["sexual_harassment"], "sealed_to": trust.sasha, "team": trust.oak_ward}
    return report(by=trust.omar, **facts).involved.get().case


def all_pages(client, user):
    """What somebody reads everywhere that help could show, without what differs from page to page by itself."""
    client.force_login(user)
    pages = [
        client.get(address).content.decode() for address in (TELL, QUEUE, "/support/help/", "/notices/", "/")
    ]
    return [re.sub(r'"[A-Za-z0-9]{64}"|nonce="[^"]*"', "", page) for page in pages]


def told_to(user):
    return set(Notice.objects.filter(to=user).values_list("link", flat=True))


@pytest.mark.claim("A2")
@pytest.mark.framework("R71")
def test_human_resources_read_the_same_whether_there_is_a_case_a_sealed_one_or_none(
    client, trust, case, sealed
):
    """Nneka's case is open to her manager, Omar's is sealed, Will has none: three answers alike to the byte."""
    client.force_login(trust.hana)
    read = set()
    for colleague in (trust.nneka, trust.omar, trust.will):
        typed = {"colleague": colleague.email, "track": "absence", "source": "colleague"}
        answer = client.post(TELL, typed, follow=True).content.decode()
        assert "Thank you. Whoever looks after them will be asked." in answer
        assert not Notice.objects.filter(to=trust.hana).exists()
        assert not Help.objects.visible_to(trust.hana).exists()
        told = HelpTold.objects.get(colleague=colleague)
        assert client.get(f"/support/help/told/{told.pk}/").status_code == 404
        for help in Help.objects.filter(case__person__user=colleague):
            assert client.get(f"/support/help/{help.pk}/").status_code == 404
        shown = " ".join(all_pages(client, trust.hana))
        assert str(colleague) in shown
        read.add(shown.replace(str(colleague), "SOMEBODY"))
        HelpTold.objects.filter(pk=told.pk).update(by=trust.olive)  # so that each begins with an empty list
    assert len(read) == 1


@pytest.mark.claim("A1")
@pytest.mark.framework("R71")
def test_the_help_opens_for_the_lead_alone_until_they_pass_it_on(client, trust, case):
    actions.tell_help(trust.nneka, "absence", by=trust.hana, source="manager")
    help = case.helps.get(track="absence")
    assert (help.status, help.owner, help.is_held) == ("open", None, True)
    assert f"/support/help/{help.pk}/" in told_to(trust.maya)
    assert set(Promise.objects.open().filter(help=help).values_list("owner", flat=True)) == {trust.maya.pk}
    assert not told_to(trust.viv)
    for one in (trust.hana, trust.olive, trust.omar):
        with pytest.raises(PermissionDenied):
            actions.let_role_see(help, by=one)

    client.force_login(trust.maya)
    assert "Human resources asked for this" in client.get(f"/support/help/{help.pk}/").content.decode()
    client.post(f"/support/help/{help.pk}/let-see/")
    help.refresh_from_db()
    assert (help.owner, help.is_held) == (trust.hana, False)
    client.force_login(trust.hana)
    page = client.get(f"/support/help/{help.pk}/").content.decode()
    assert "A patient who was confused" not in page
    assert case.incident.reference not in page
    assert client.get(f"/support/cases/{case.pk}/").status_code == 404
    assert Entry.objects.filter(event="help.passed_on", by=trust.maya).exists()


@pytest.mark.framework("R64", "R71")
def test_the_colleagues_own_yes_lets_the_role_see_it_too_and_a_referral_waits_for_that(trust, case):
    actions.tell_help(trust.nneka, "referral", by=trust.olive, source="colleague")
    actions.tell_help(trust.nneka, "money", by=trust.hana, source="colleague")
    referral, money = case.helps.get(track="referral"), case.helps.get(track="money")
    with pytest.raises(PermissionDenied):
        actions.let_role_see(referral, by=trust.maya)
    actions.share_help(money, by=trust.nneka, yes=True)
    assert set(Help.objects.visible_to(trust.hana)) == {money}
    actions.share_help(money, by=trust.nneka, yes=False)
    assert not Help.objects.visible_to(trust.hana).exists()


@pytest.mark.claim("A4")
def test_of_a_sealed_case_only_its_recipient_hears_and_the_prevention_lead_is_asked_as_if_there_were_none(
    client, trust, sealed
):
    for colleague in (trust.omar, trust.will):
        actions.tell_help(colleague, "absence", by=trust.hana, source="manager")
    help = sealed.helps.get(track="absence")
    assert f"/support/help/{help.pk}/" in told_to(trust.sasha)
    with pytest.raises(PermissionDenied):
        actions.let_role_see(help, by=trust.sasha)
    rows = HelpTold.objects.order_by("added_at")
    assert [(one.keeper, one.retired_at, one.outcome) for one in rows] == [(trust.viv, None, "")] * 2
    client.force_login(trust.viv)
    pages = [client.get(f"/support/help/told/{one.pk}/").content.decode() for one in rows]
    assert all("Nothing that you can see says that anybody looks after them" in page for page in pages)
    assert not Help.objects.visible_to(trust.viv).filter(case=sealed).exists()
    for manager in (trust.owen, trust.maya, trust.dev, trust.ruth):
        assert not [link for link in told_to(manager) if link.startswith("/support/help/")]
        client.force_login(manager)
        assert client.get(f"/support/help/told/{rows[0].pk}/").status_code == 404


@pytest.mark.claim("A3")
def test_somebody_who_is_said_to_have_hurt_them_is_neither_asked_nor_shown_the_word(client, report, trust):
    other = UserFactory(first_name="Vera")
    RoleFactory(user=other, kind=RoleKind.PREVENTION_LEAD)
    facts = {"kinds": ["sexual_harassment"], "sealed_to": trust.sasha}
    report(alleged=[Alleged("colleague", user=trust.viv)], **facts)
    told = actions.tell_help(trust.nneka, "absence", by=trust.hana, source="colleague")
    assert told.keeper == other
    client.force_login(trust.viv)
    assert client.get(f"/support/help/told/{told.pk}/").status_code == 404
    assert str(trust.nneka) not in client.get("/").content.decode()


def test_only_the_role_that_gives_a_track_tells_of_it_over_its_teams_and_never_of_themselves(client, trust):
    local = UserFactory()
    RoleFactory(user=local, kind=RoleKind.HR, site=trust.riverside)
    said = {"source": "colleague"}
    for by, track, colleague in (
        (trust.olive, "absence", trust.will),
        (trust.hana, "referral", trust.will),
        (trust.maya, "absence", trust.will),
        (trust.hana, "absence", trust.hana),
        (local, "absence", trust.will),
        (local, "absence", trust.chi),
    ):
        with pytest.raises(PermissionDenied):
            actions.tell_help(colleague, track, by=by, **said)
    assert actions.tell_help(trust.omar, "absence", by=local, **said)
    client.force_login(trust.hana)
    page = client.post(TELL, {"colleague": trust.hana.email, "track": "absence"}).content.decode()
    assert "This is you" in page
    assert "Choose how you know" in page
    client.force_login(trust.maya)
    assert client.get(TELL).status_code == 403


@pytest.mark.claim("G8")
def test_nobody_is_forgotten_whoever_asks_is_reminded_and_hands_on_when_they_leave(client, trust):
    told = actions.tell_help(trust.will, "money", by=trust.hana, source="colleague")
    client.force_login(trust.viv)
    assert "Ask Will Tanner whether they need help" in client.get("/").content.decode()
    Notice.objects.all().delete()
    at = now() + timedelta(days=12)
    assert TOLD.flag_batch(at) == 1
    assert Notice.objects.get().to == trust.viv
    other = UserFactory()
    RoleFactory(user=other, kind=RoleKind.PREVENTION_LEAD)
    people.end_account(trust.viv, by=trust.ade)
    told.refresh_from_db()
    assert told.keeper == other
    assert not owning.by_nobody()

    client.force_login(other)
    client.post(f"/support/help/told/{told.pk}/", {"outcome": "not_work"})
    told.refresh_from_db()
    assert (told.outcome, told.chase_at) == ("not_work", None)
    with pytest.raises(CannotMove):
        actions.settle_told(told, by=other, outcome="no_wish")
    with pytest.raises(PermissionDenied):
        actions.settle_told(told, by=trust.hana, outcome="no_wish")


def test_what_has_ended_or_was_declined_is_asked_about_and_not_opened(trust, case):
    actions.decline_support(case, by=trust.nneka)
    told = actions.tell_help(trust.nneka, "absence", by=trust.hana, source="manager")
    assert (told.keeper, told.retired_at) == (trust.viv, None)
    assert not case.helps.exists()


def test_help_that_the_role_sees_already_stays_as_it_is(trust, case):
    help = actions.open_help(case, "absence", by=trust.maya)
    actions.tell_help(trust.nneka, "absence", by=trust.hana, source="manager")
    help.refresh_from_db()
    assert (help.is_held, help.owner, case.helps.count()) == (False, trust.hana, 1)
