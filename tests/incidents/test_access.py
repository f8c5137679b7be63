"""Each sentence of access.py, with a report there that could leak."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from incidents import access, actions
from incidents.actions import Affected, Alleged
from incidents.models import Incident
from people.models import Entry, Role
from people.roles import RoleKind
from tests.factories import RoleFactory, TeamFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.claim("A1")]

SEE_ALL_OF_ELM = ["nneka", "maya", "dev", "ruth", "chi", "cora", "milo", "viv"]
SEE_NONE_OF_ELM = [
    "will",
    "owen",
    "omar",
    "petra",
    "frank",
    "olive",
    "hana",
    "sasha",
    "gita",
    "una",
    "bea",
    "al",
    "ade",
]


def fresh(user):
    """As the next request reads them, roles included."""
    return type(user).objects.get(pk=user.pk)


@pytest.mark.parametrize("name", SEE_ALL_OF_ELM)
def test_seen_by_its_reporter_the_teams_managers_the_sites_panel_and_the_prevention_lead(trust, report, name):
    incident = report()
    assert list(Incident.objects.visible_to(getattr(trust, name))) == [incident]


@pytest.mark.parametrize("name", SEE_NONE_OF_ELM)
def test_seen_by_nobody_else(trust, report, client, name):
    incident = report(place="CANARY-PLACE", what_happened="CANARY-STORY")
    user = getattr(trust, name)

    assert not Incident.objects.visible_to(user).exists()
    client.force_login(user)
    for page in ("", "amend/"):
        response = client.get(f"/incidents/{incident.reference}/{page}")
        assert response.status_code == 404
        assert b"CANARY" not in response.content
    assert client.post(f"/incidents/{incident.reference}/amend/", {"place": "x"}).status_code == 404
    assert client.post(f"/incidents/{incident.reference}/move/", {"to": "reviewing"}).status_code == 404
    assert incident.reference.encode() not in client.get("/incidents/").content
    assert incident.reference.encode() not in client.get("/incidents/mine/").content


def test_not_seeing_is_the_same_page_as_not_existing(trust, report, client):
    incident = report()
    client.force_login(trust.owen)

    hidden = client.get(f"/incidents/{incident.reference}/")
    absent = client.get("/incidents/AC-ZZZZ-ZZZZ/")

    assert hidden.status_code == absent.status_code == 404
    assert without_tokens(hidden.content.decode()) == without_tokens(absent.content.decode())
    assert without_tokens(str(hidden.headers)) == without_tokens(str(absent.headers))


def without_tokens(text):
    """Every page holds two random marks, which say nothing: one against forged forms and one for its
    scripts."""
    return re.sub(r"nonce[-=][\"\w+/=-]+|[A-Za-z0-9]{64}", "", text)


def test_the_panel_of_another_site_sees_nothing(trust, report):
    report()
    chair = UserFactory()
    RoleFactory(user=chair, kind=RoleKind.PANEL_CHAIR, site=trust.riverside)
    assert not Incident.objects.visible_to(chair).exists()


@pytest.mark.claim("A8")
def test_a_role_that_has_ended_or_not_begun_opens_nothing(trust, report):
    report()
    today = timezone.localdate()
    past, coming = UserFactory(), UserFactory()
    RoleFactory(
        user=past,
        kind=RoleKind.LINE_MANAGER,
        team=trust.elm_ward,
        starts_on=today - timedelta(days=9),
        ends_on=today - timedelta(days=1),
    )
    RoleFactory(
        user=coming, kind=RoleKind.LINE_MANAGER, team=trust.elm_ward, starts_on=today + timedelta(days=1)
    )
    assert not Incident.objects.visible_to(past).exists()
    assert not Incident.objects.visible_to(coming).exists()


@pytest.mark.claim("A8")
def test_a_right_taken_away_is_gone_on_the_next_request(trust, report, client):
    incident = report()
    client.force_login(trust.maya)
    assert client.get(f"/incidents/{incident.reference}/").status_code == 200
    Role.objects.filter(user=trust.maya).update(
        ends_on=timezone.localdate() - timedelta(days=1), starts_on="2020-01-01"
    )
    assert client.get(f"/incidents/{incident.reference}/").status_code == 404


def test_somebody_who_has_left_sees_nothing_of_their_own(trust, report):
    report()
    trust.nneka.is_active = False
    trust.nneka.save()
    assert not Incident.objects.visible_to(fresh(trust.nneka)).exists()


@pytest.mark.claim("A3")
@pytest.mark.parametrize("name", ["maya", "dev", "ruth", "chi", "cora", "viv", "nneka"])
def test_who_is_said_to_have_done_it_sees_nothing_whatever_their_role(trust, report, client, name):
    accused = getattr(trust, name)
    incident = report(
        place="CANARY",
        by=trust.will,
        affected=[Affected("harmed", user=trust.will)],
        alleged=[Alleged("patient"), Alleged("colleague", user=accused)],
    )

    assert not Incident.objects.visible_to(accused).exists()
    client.force_login(accused)
    assert client.get(f"/incidents/{incident.reference}/").status_code == 404
    if access.can_browse(accused):
        for query in (
            "",
            "?words=CANARY",
            "?kind=physical",
            f"?team={trust.elm_ward.pk}",
            f"?after={incident.reference}",
        ):
            assert incident.reference not in client.get(f"/incidents/{query}").content.decode()
    with pytest.raises(PermissionDenied):
        actions.amend(incident, by=accused, version=incident.version, place="x")
    with pytest.raises(PermissionDenied):
        actions.move(incident, by=accused, to="reviewing")
    assert Incident.objects.visible_to(trust.will).exists()


@pytest.mark.claim("A3")
def test_an_accused_reporter_is_shut_out_of_what_they_reported_themselves(trust, report):
    report(by=trust.nneka, alleged=[Alleged("colleague", user=trust.nneka)])
    assert not Incident.objects.visible_to(trust.nneka).exists()


@pytest.mark.parametrize("name", [*SEE_ALL_OF_ELM, *SEE_NONE_OF_ELM])
def test_a_sealed_report_is_seen_by_its_reporter_and_the_one_it_was_sent_to(trust, report, client, name):
    incident = report(kinds=["sexual_harassment"], sealed_to=trust.sasha, what_happened="CANARY")
    user = getattr(trust, name)
    client.force_login(user)

    seen = client.get(f"/incidents/{incident.reference}/")

    assert (seen.status_code == 200) is (name in ("nneka", "sasha"))
    assert (b"CANARY" in seen.content) is (name in ("nneka", "sasha"))
    assert Incident.objects.visible_to(user).exists() is (name in ("nneka", "sasha"))


def test_a_second_sexual_safety_lead_does_not_see_what_was_sent_to_the_first(trust, report):
    report(kinds=["sexual_assault"], sealed_to=trust.sasha)
    second = UserFactory()
    RoleFactory(user=second, kind=RoleKind.SEXUAL_SAFETY_LEAD)
    assert not Incident.objects.visible_to(second).exists()


@pytest.mark.claim("A2")
@pytest.mark.parametrize(
    ("name", "sees"),
    [("maya", True), ("ruth", True), ("viv", True), ("nneka", True), ("chi", False), ("milo", False)],
)
def test_the_panel_does_not_learn_who_reported_nor_which_colleague_nor_a_phone_number(
    trust, report, client, name, sees
):
    reporter = UserFactory(first_name="Rhian", last_name="CANARYREPORTER", team=trust.elm_ward)
    accused = UserFactory(first_name="Ivor", last_name="CANARYACCUSED")
    incident = report(
        by=reporter,
        affected=[
            Affected("harmed", user=trust.nneka),
            Affected("witness", name="Jo", contact="CANARYPHONE"),
        ],
        alleged=[Alleged("colleague", user=accused), Alleged("colleague", identifier="CANARYWORDS")],
    )
    if name == "nneka":
        trust.nneka = reporter
    actions.amend(incident, by=reporter, version=incident.version, place="Bay 4")
    client.force_login(getattr(trust, name))

    page = client.get(f"/incidents/{incident.reference}/").content.decode()
    main = page.split("<main", 1)[1]

    for canary in ("CANARYREPORTER", "CANARYACCUSED", "CANARYWORDS"):
        assert (canary in main) is sees, canary
    assert ("CANARYPHONE" in main) is (sees and name != "nneka")
    assert "Bay 4" in main


def test_a_manager_of_one_team_who_sits_on_the_panel_is_a_panel_member_for_other_teams(trust, report):
    birch = TeamFactory(site=trust.general, name="Birch Ward")
    both = UserFactory()
    RoleFactory(user=both, kind=RoleKind.LINE_MANAGER, team=birch)
    RoleFactory(user=both, kind=RoleKind.PANEL_MEMBER, site=trust.general)
    elm, own = report(), report(team=birch)

    assert {*Incident.objects.visible_to(both)} == {elm, own}
    assert (access.can_see_names(both, elm), access.can_see_names(both, own)) == (False, True)
    assert (access.can_amend(both, elm), access.can_amend(both, own)) == (False, True)
    assert list(Incident.objects.looked_after_by(both)) == [own]


@pytest.mark.parametrize("name", ["chi", "milo"])
def test_seeing_but_not_allowed_is_403(trust, report, client, name):
    incident = report()
    client.force_login(getattr(trust, name))
    assert client.get(f"/incidents/{incident.reference}/").status_code == 200
    assert client.get(f"/incidents/{incident.reference}/amend/").status_code == 403
    assert client.post(f"/incidents/{incident.reference}/move/", {"to": "reviewing"}).status_code == 403
    incident.refresh_from_db()
    assert incident.status == "holding"


@pytest.mark.parametrize("name", ["nneka", "ade", "bea", "una", "hana"])
def test_the_list_is_a_page_for_those_who_work_from_it(trust, client, name):
    client.force_login(getattr(trust, name))
    assert client.get(reverse("incidents:list")).status_code == 403


@pytest.mark.claim("A5")
def test_every_opening_writes_one_entry_and_without_it_nothing_is_shown(trust, report, client, monkeypatch):
    incident = report()
    client.force_login(trust.maya)
    for page in ("", "", "amend/"):
        client.get(f"/incidents/{incident.reference}/{page}")
    entries = Entry.objects.filter(event="incident.read", subject_id=str(incident.pk))
    assert [entry.by for entry in entries] == [trust.maya] * 3

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("incidents.reading.reports.record", fail)
    client.raise_request_exception = False
    broken = client.get(f"/incidents/{incident.reference}/")
    assert broken.status_code == 500
    assert b"Bay 3" not in broken.content


@pytest.mark.claim("A5")
def test_a_page_that_was_refused_writes_no_entry(trust, report, client):
    incident = report()
    client.force_login(trust.owen)
    client.get(f"/incidents/{incident.reference}/")
    assert not Entry.objects.filter(event="incident.read").exists()


def test_nobody_signed_out_gets_anywhere(client, report):
    incident = report()
    for address in ("/report/", "/incidents/", "/incidents/mine/", f"/incidents/{incident.reference}/"):
        assert client.get(address).status_code == 302
        assert client.get(address).url.startswith(reverse("people:sign-in"))
