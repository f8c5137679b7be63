"""Somebody said to have done it learns nothing of it, whatever their role: the same pages as if it had never been."""

import re

import pytest
from django.db import transaction
from django.utils import timezone

from incidents.actions import Alleged
from people.models import Notice, User
from people.roles import RoleKind
from reviews import actions as reviews
from support import access, actions, jobs
from support.models import Case, Help, Promise, Session
from tests.factories import RoleFactory, UserFactory

pytestmark = pytest.mark.claim("A3")
CANARY = "canary-accused"
PAGES = (
    "/", "/support/", "/support/?show=all", "/support/?show=ended", "/support/help/", "/support/sessions/",
    "/support/shared/", "/support/emergency/uses/", "/incidents/", "/incidents/?words=canary",
    "/incidents/download.csv", "/incidents/mine/", "/reviews/panels/",
    "/reviews/actions/?whose=panel", "/notices/", "/trail/", "/audit/", "/settings/people/",
)  # fmt: skip
ROLES = {
    "line manager": (RoleKind.LINE_MANAGER, "team"),
    "panel chair": (RoleKind.PANEL_CHAIR, "site"),
    "administrator": (RoleKind.ADMINISTRATOR, None),
    "human resources": (RoleKind.HR, None),
    "occupational health": (RoleKind.OCCUPATIONAL_HEALTH, None),
    "peer supporter": (RoleKind.PEER_SUPPORTER, "team"),
    "prevention lead": (RoleKind.PREVENTION_LEAD, None),
    "case lead": (RoleKind.CASE_LEAD, "team"),
    "union representative": (RoleKind.UNION_REP, None),
    "information governance": (RoleKind.INFORMATION_GOVERNANCE, None),
}
PASSING = re.compile(r'nonce="[^"]*"|value="[^"]{64}"|content="[^"]{64}"|\d\d:\d\d')


@pytest.fixture
def accused(trust):
    """Kurt, who manages Nneka too when he is a line manager."""
    return UserFactory(first_name="Kurt", last_name="Doer", team=trust.elm_ward)


def pages(client, user):
    client.force_login(User.objects.get(pk=user.pk))
    found = {}
    for address in PAGES:
        response = client.get(address)
        found[address] = response.status_code, PASSING.sub("", response.getvalue().decode(errors="replace"))
    client.logout()
    return found


@pytest.mark.parametrize("role", ROLES)
def test_their_pages_are_the_same_as_if_it_had_never_been(client, trust, report, accused, role):
    kind, over = ROLES[role]
    places = {"team": {"team": trust.elm_ward}, "site": {"site": trust.general}, None: {}}
    RoleFactory(user=accused, kind=kind, **places[over])
    if kind == RoleKind.LINE_MANAGER:
        User.objects.filter(pk=trust.nneka.pk).update(manager=accused)
    panel = reviews.make_panel(by=trust.viv, site=trust.general, name="Weekly", rhythm="ad_hoc")
    before = pages(client, accused)
    told = set(Notice.objects.filter(to=accused).values_list("pk", flat=True))
    with transaction.atomic():
        incident = report(
            by=User.objects.get(pk=trust.nneka.pk), place=CANARY, what_happened=CANARY,
            alleged=[Alleged("colleague", user=accused)],
        )  # fmt: skip
        case = incident.involved.get().case
        lead = case.lead
        assert lead != accused
        helps = [actions.open_help(case, key, by=lead) for key in ("absence", "referral")]
        actions.share_help(helps[1], by=trust.nneka, yes=True)
        actions.ask_for_call(case, by=trust.nneka)
        meeting = reviews.open_meeting(panel, by=trust.cora)
        item = meeting.items.get()
        action = reviews.assign(
            item, by=trust.cora, kind="training", what=CANARY, owner=trust.will, due_on=timezone.localdate()
        )
        for promise in Promise.objects.open():
            Promise.objects.filter(pk=promise.pk).update(chase=9, chase_at=timezone.now())
        jobs.keep_batch(timezone.now())

        after = pages(client, accused)

        known = [
            incident.reference,
            str(case.pk),
            CANARY,
            str(item.pk),
            str(action.pk),
            *(str(one.pk) for one in helps),
        ]
        for address, (status, text) in after.items():
            assert status == before[address][0], address
            assert [word for word in known if word in text] == [], address
        unchanged = set(PAGES) - {"/trail/", "/reviews/panels/", "/settings/people/", "/"}
        different = [address for address in unchanged if after[address] != before[address]]
        assert different == []
        assert set(Notice.objects.filter(to=accused).values_list("pk", flat=True)) == told
        fresh = User.objects.get(pk=accused.pk)
        assert not Case.objects.visible_to(fresh).exists()
        assert not Help.objects.visible_to(fresh).exists()
        assert not Session.objects.visible_to(fresh).exists()
        assert not Case.objects.filter(access.within_emergency_reach(fresh)).exists()
        for address in (
            f"/support/cases/{case.pk}/", f"/incidents/{incident.reference}/", f"/support/help/{helps[0].pk}/",
            f"/reviews/meetings/{meeting.pk}/items/{item.pk}/", f"/reviews/actions/{action.pk}/",
        ):  # fmt: skip
            client.force_login(fresh)
            assert client.get(address).status_code == 404, address
        transaction.set_rollback(True)


def test_whoever_is_found_out_later_loses_it_at_once_with_all_that_was_theirs(client, case, trust):
    absence = actions.open_help(case, "absence", by=trust.maya)
    incident = case.incident
    client.force_login(trust.hana)
    assert client.get(f"/support/help/{absence.pk}/").status_code == 200

    for user in (trust.maya, trust.hana):
        incident.alleged.create(kind="colleague", user=user)
    jobs.pass_on()

    case.refresh_from_db()
    assert case.lead == trust.dev
    assert client.get(f"/support/help/{absence.pk}/").status_code == 404
    assert not Promise.objects.open().filter(owner__in=[trust.maya, trust.hana]).exists()
    assert not Case.objects.visible_to(User.objects.get(pk=trust.maya.pk)).exists()
