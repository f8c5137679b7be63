"""The staff list, one person's page, the inbox and the trail."""

import pytest

from people import actions
from people.models import Entry, Role
from people.notices import tell, tell_all
from people.roles import RoleKind
from people.trail import record
from tests.factories import UserFactory

PAGES = [
    "/notices/",
    "/settings/people/",
    "/settings/people/add/",
    "/trail/",
    "/password/",
    "/password/link/",
]


@pytest.mark.parametrize("page", PAGES)
def test_an_administrator_opens_every_page(client, trust, page):
    client.force_login(trust.ade)
    assert client.get(page).status_code == 200


def test_a_role_given_on_the_page_counts_on_the_next_request(client, trust):
    client.force_login(trust.ade)
    client.post(f"/settings/people/{trust.will.pk}/role/", {"kind": "deputy", "team": trust.elm_ward.pk})
    assert trust.will.roles.get().team == trust.elm_ward

    client.force_login(trust.will)
    assert client.get("/settings/people/").status_code == 200


@pytest.mark.claim("A8")
def test_a_role_taken_away_is_gone_on_the_next_request_of_the_same_session(client, trust):
    client.force_login(trust.maya)
    assert client.get("/settings/people/").status_code == 200

    actions.end_role(Role.objects.get(user=trust.maya), by=trust.ade)

    assert client.get("/settings/people/").status_code == 403


@pytest.mark.claim("A8")
def test_somebody_who_left_is_out_on_the_next_request(client, trust):
    client.force_login(trust.maya)
    actions.end_account(trust.maya, by=trust.ade)

    assert client.get("/notices/").status_code == 302
    assert not trust.maya.roles.current().exists()


def test_only_an_administrator_gives_roles(client, trust):
    client.force_login(trust.maya)
    answer = client.post(f"/settings/people/{trust.will.pk}/role/", {"kind": "administrator"})

    assert answer.status_code == 403
    assert not trust.will.roles.exists()
    assert not Entry.objects.filter(event="role.given").exists()


def test_a_manager_does_not_find_colleagues_of_other_teams(client, trust):
    client.force_login(trust.maya)
    assert client.get(f"/settings/people/{trust.will.pk}/").status_code == 200
    assert client.get(f"/settings/people/{trust.omar.pk}/").status_code == 404
    assert client.get("/settings/people/?q=Haddad").context["people"] == []
    client.force_login(trust.ade)
    assert client.get("/settings/people/?q=Haddad").context["people"] == [trust.omar]


@pytest.mark.parametrize("rows", [3, 300])
def test_the_staff_list_takes_the_same_queries_for_3_and_300(client, trust, django_assert_num_queries, rows):
    UserFactory.create_batch(rows, team=trust.elm_ward)
    client.force_login(trust.ade)
    client.get("/settings/people/")
    with django_assert_num_queries(5):
        client.get("/settings/people/")


def test_paging_through_the_staff_list_meets_everybody_once(client, trust):
    UserFactory.create_batch(60, last_name="Same")
    client.force_login(trust.ade)
    address, met = "/settings/people/?q=Same", []
    while address:
        answer = client.get(address)
        met += [person.pk for person in answer.context["people"]]
        address = answer.context["older"] and "/settings/people/" + answer.context["older"]
    assert len(met) == len(set(met)) == 60


def test_the_inbox_is_ones_own(client, trust):
    tell(trust.maya, key="a", line="Something needs you", link="/support/")
    tell(trust.owen, key="b", line="Only for Owen")
    client.force_login(trust.maya)

    page = client.get("/notices/").content.decode()
    assert "Something needs you" in page
    assert "Only for Owen" not in page

    client.post("/notices/read/")
    assert client.get("/notices/").context["unread"] == 0
    assert trust.owen.notices.get().read_at is None


@pytest.mark.parametrize("name", ["maya", "hana", "bea", "viv", "nneka"])
def test_the_trail_is_for_administrators_and_auditors(client, trust, name):
    record("incident.read", by=trust.omar, subject=trust.elm_ward)
    client.force_login(getattr(trust, name))
    assert client.get("/trail/").status_code == 403


def test_the_trail_is_found_by_who_did_it(client, trust):
    record("incident.read", by=trust.omar, subject=trust.elm_ward)
    record("incident.read", by=trust.maya, subject=trust.elm_ward)
    client.force_login(trust.al)
    entries = client.get(f"/trail/?by={trust.omar.email}").context["entries"]
    assert [entry.by for entry in entries] == [trust.omar]


def test_a_role_is_over_a_team_or_a_site_and_the_form_says_so(client, trust):
    client.force_login(trust.ade)
    both = {"kind": RoleKind.DEPUTY, "team": trust.elm_ward.pk, "site": trust.general.pk}
    answer = client.post(f"/settings/people/{trust.will.pk}/role/", both)
    assert "Choose a team or a site, not both" in answer.content.decode()
    assert not trust.will.roles.exists()


def test_cover_ends_after_it_starts(client, trust):
    client.force_login(trust.maya)
    dates = {
        f"{name}_{part}": value
        for name, day in (("starts_on", 9), ("ends_on", 3))
        for part, value in zip(("day", "month", "year"), (day, 3, 2027), strict=True)
    }
    answer = client.post(f"/settings/people/{trust.maya.pk}/away/", dates)
    assert "The last day must not be before the first" in answer.content.decode()


@pytest.mark.parametrize("rows", [3, 300])
def test_the_inbox_and_the_trail_take_the_same_queries_for_3_and_300(
    client, trust, django_assert_num_queries, rows
):
    tell_all([(trust.ade, f"key {number}", "Something", "/") for number in range(rows)])
    for _ in range(rows):
        record("incident.read", by=trust.omar, subject=trust.elm_ward)
    client.force_login(trust.ade)
    client.get("/notices/")

    with django_assert_num_queries(5):
        assert len(client.get("/notices/").context["notices"]) == min(rows, 25)
    with django_assert_num_queries(6):
        assert len(client.get("/trail/").context["entries"]) == min(rows, 25)
