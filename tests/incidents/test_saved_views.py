"""Ways of looking at the list that somebody keeps: filters, never rows, and nobody else's."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from incidents import actions
from incidents.actions.saved_views import MOST
from incidents.models import SavedView
from people.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya(client, trust):
    client.force_login(trust.maya)
    return client


def test_a_view_is_kept_opened_renamed_and_deleted(maya, trust, report):
    wanted, _ = report(kinds=["verbal"]), report()

    saved = maya.post("/incidents/views/save/?kind=verbal&password=x", {"name": "Words"}, follow=True)

    view = SavedView.objects.get()
    assert (view.by, view.name, view.query, view.is_first) == (trust.maya, "Words", "kind=verbal", False)
    assert saved.context["page_of"].rows == [wanted]
    assert saved.context["views"] == [{"name": "Words", "href": "?kind=verbal", "is_here": True}]
    maya.post(f"/incidents/views/{view.pk}/", {"name": "Abuse", "is_first": "on"})
    assert maya.get("/incidents/").url == "/incidents/?kind=verbal"
    assert len(maya.get("/incidents/?order=reported").context["page_of"].rows) == 2
    assert "Abuse" in maya.get("/incidents/views/").content.decode()
    maya.post(f"/incidents/views/{view.pk}/delete/")
    assert not SavedView.objects.exists()
    kept = list(
        Entry.objects.filter(event__startswith="view.").order_by("pk").values_list("event", flat=True)
    )
    assert kept == ["view.saved", "view.changed", "view.deleted"]


def test_a_name_used_before_gets_the_new_filters_and_two_views_never_share_one(trust):
    first = actions.save_view(by=trust.maya, name="Words", query="kind=verbal", is_first=True)
    assert actions.save_view(by=trust.maya, name="words", query="kind=threat") == first
    other = actions.save_view(by=trust.maya, name="Elm", query="status=holding", is_first=True)

    with pytest.raises(actions.NameTaken):
        actions.change_view(other, by=trust.maya, name="WORDS", is_first=False)

    first.refresh_from_db()
    assert (first.query, first.is_first, other.is_first) == ("kind=threat", False, True)


def test_twenty_are_enough_and_the_page_says_what_to_do(maya, trust):
    for n in range(MOST):
        actions.save_view(by=trust.maya, name=f"View {n}", query="")

    page = maya.post("/incidents/views/save/?kind=verbal", {"name": "One more"})

    assert "Delete one first" in page.content.decode()
    assert 'value="One more"' in page.content.decode()
    assert SavedView.objects.count() == MOST


@pytest.mark.claim("A1")
def test_a_view_is_one_s_own(client, maya, trust):
    view = actions.save_view(by=trust.maya, name="Words", query="kind=verbal")
    client.force_login(trust.ruth)

    assert client.get("/incidents/views/").context["views"] == []
    for address in (f"/incidents/views/{view.pk}/", f"/incidents/views/{view.pk}/delete/"):
        assert client.post(address, {"name": "Mine"}).status_code == 404
    for act in (
        lambda: actions.change_view(view, by=trust.ruth, name="Mine", is_first=False),
        lambda: actions.delete_view(view, by=trust.ruth),
        lambda: actions.save_view(by=trust.nneka, name="Mine", query=""),
    ):
        with pytest.raises(PermissionDenied):
            act()


@pytest.mark.claim("A8")
def test_it_shows_what_its_owner_may_see_today(maya, trust, report):
    report()
    actions.save_view(by=trust.maya, name="Holding", query="status=holding")
    assert len(maya.get("/incidents/?status=holding").context["page_of"].rows) == 1

    trust.maya.roles.update(team=trust.oak_ward)
    assert maya.get("/incidents/?status=holding").context["page_of"].rows == []
    trust.maya.roles.update(ends_on=timezone.localdate() - timezone.timedelta(days=1), starts_on="2020-01-01")
    assert maya.get("/incidents/?status=holding").status_code == 403


@pytest.mark.claim("A9")
def test_what_a_view_looks_for_cannot_be_read_in_the_database(trust):
    actions.save_view(by=trust.maya, name="CANARYNAME", query="words=CANARYWORD")

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM incidents_savedview")
        assert "CANARY" not in str(cursor.fetchall())
    assert "CANARY" not in str(list(Entry.objects.values()))
