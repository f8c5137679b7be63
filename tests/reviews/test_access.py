"""Who sees the reviews room, with things in it that could leak."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from incidents.actions import Affected, Alleged
from incidents.models import Incident
from people.models import Entry
from reviews import actions
from reviews.models import Action, AgendaItem, Meeting, Panel

OUTSIDERS = ["nneka", "maya", "omar", "petra", "frank", "olive", "hana", "gita", "una", "bea", "al", "ade"]


def addresses(item, action):
    meeting = item.meeting
    return {
        "panel": reverse("reviews:panel", args=[item.panel_id]),
        "meeting": reverse("reviews:meeting", args=[meeting.pk]),
        "item": reverse("reviews:item", args=[meeting.pk, item.pk]),
        "assign": reverse("reviews:assign", args=[meeting.pk, item.pk]),
        "print": reverse("reviews:print", args=[meeting.pk]),
        "action": reverse("reviews:action", args=[action.pk]),
    }


@pytest.mark.claim("A1")
@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_outside_the_panel_finds_anything(item, assign, trust, signed_in, who):
    action = assign()
    browser = signed_in(getattr(trust, who))

    answers = {name: browser.get(address).status_code for name, address in addresses(item, action).items()}

    assert answers == dict.fromkeys(answers, 404)
    assert not Entry.objects.filter(by=getattr(trust, who), event__endswith=".read").exists()


@pytest.mark.claim("A1")
def test_the_chair_of_another_site_finds_nothing(item, assign, riverside, signed_in):
    action = assign()
    browser = signed_in(riverside.rita)

    answers = {browser.get(address).status_code for address in addresses(item, action).values()}
    listed = browser.get(reverse("reviews:panels")).content.decode()
    theirs = browser.get(reverse("reviews:actions") + "?whose=panel").content.decode()

    assert answers == {404}
    assert "Riverside panel" in listed
    assert "Emergency panel" not in listed
    assert "Review a procedure" not in theirs


def test_an_item_is_not_found_under_another_meeting(item, riverside, trust, signed_in):
    elsewhere = actions.open_meeting(riverside.panel, by=riverside.rita)

    answer = signed_in(trust.viv).get(reverse("reviews:item", args=[elsewhere.pk, item.pk]))

    assert answer.status_code == 404


@pytest.mark.parametrize(("who", "expected"), [("milo", 403), ("viv", 403), ("chi", 200), ("cora", 200)])
def test_members_read_and_those_who_run_it_write(item, trust, signed_in, who, expected):
    browser = signed_in(getattr(trust, who))

    assert browser.get(reverse("reviews:item", args=[item.meeting_id, item.pk])).status_code == 200
    assert browser.get(reverse("reviews:assign", args=[item.meeting_id, item.pk])).status_code == expected


@pytest.mark.claim("A3")
@pytest.mark.parametrize("who", ["chi", "milo", "viv"])
def test_the_accused_sees_no_sign_of_it_on_their_own_panel(meeting, report, trust, signed_in, written, who):
    accused = getattr(trust, who)
    hidden = report(alleged=[Alleged("colleague", user=accused)], place="Canary ward")
    actions.refresh_agenda(meeting, by=trust.cora)
    item = meeting.items.get(incident=hidden)
    action = actions.assign(
        item, by=trust.cora, kind="training", what="Canary", owner=trust.will, due_on=hidden.occurred_on
    )
    browser = signed_in(accused)

    agenda = browser.get(reverse("reviews:meeting", args=[meeting.pk])).content.decode()
    listed = browser.get(reverse("reviews:actions") + "?whose=panel").content.decode()

    assert "0 of 1 reviewed" in agenda
    assert hidden.reference not in agenda
    assert "Canary" not in agenda + listed
    for address in (
        reverse("reviews:item", args=[meeting.pk, item.pk]),
        reverse("reviews:action", args=[action.pk]),
    ):
        assert browser.get(address).status_code == 404
    assert not Action.objects.visible_to(accused).exists()
    with pytest.raises(PermissionDenied):
        actions.record_review(item, by=accused, version=0, review=written())


@pytest.mark.claim("A4")
def test_a_member_who_was_hurt_does_not_sit_on_their_own_review(meeting, report, trust, signed_in):
    report(by=trust.milo, affected=[Affected("harmed", user=trust.milo)])
    actions.refresh_agenda(meeting, by=trust.cora)

    agenda = signed_in(trust.milo).get(reverse("reviews:meeting", args=[meeting.pk])).content.decode()

    assert meeting.items.count() == 2
    assert "0 of 1 reviewed" in agenda


@pytest.mark.claim("A3")
def test_an_incident_sealed_after_it_was_put_on_the_agenda_is_gone_from_it(item, assign, trust, signed_in):
    action = assign()
    Incident.objects.filter(pk=item.incident_id).update(is_sealed=True, sealed_to=trust.sasha)
    browser = signed_in(trust.chi)

    agenda = browser.get(reverse("reviews:meeting", args=[item.meeting_id])).content.decode()

    assert item.incident.reference not in agenda
    assert "Review a procedure" not in agenda
    for address in (addresses(item, action)["item"], addresses(item, action)["action"]):
        assert browser.get(address).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.record_review(item, by=trust.chi, version=0, review=item.review)


def test_the_owner_sees_the_action_and_not_the_incident(item, assign, trust, signed_in):
    action = assign(owner=trust.will)
    browser = signed_in(trust.will)

    page = browser.get(reverse("reviews:action", args=[action.pk])).content.decode()

    assert "Review the procedure for lone working" in page
    assert item.incident.reference not in page
    assert browser.get(addresses(item, action)["item"]).status_code == 404


@pytest.mark.claim("A3")
def test_an_action_is_not_given_to_somebody_who_is_part_of_the_incident(assign, trust):
    with pytest.raises(actions.MayNotOwn):
        assign(owner=trust.nneka)

    assert not Action.objects.exists()


@pytest.mark.claim("A8")
def test_a_role_taken_away_counts_from_the_next_request(item, trust, signed_in):
    browser = signed_in(trust.milo)
    address = reverse("reviews:meeting", args=[item.meeting_id])
    before = browser.get(address).status_code
    trust.milo.roles.all().delete()

    assert (before, browser.get(address).status_code) == (200, 404)


@pytest.mark.claim("A5")
@pytest.mark.parametrize(
    ("page", "expected"),
    [("meeting", {"meeting.read"}), ("item", {"incident.read"}), ("action", {"action.read"})],
)
def test_reading_writes_the_trail(item, assign, trust, signed_in, page, expected):
    address = addresses(item, assign())[page]

    signed_in(trust.milo).get(address)

    assert set(Entry.objects.filter(by=trust.milo).values_list("event", flat=True)) == expected


@pytest.mark.claim("A9")
def test_an_administrator_may_make_a_panel_and_see_nothing_in_it(meeting, trust, signed_in):
    browser = signed_in(trust.ade)

    assert browser.get(reverse("reviews:panel-make")).status_code == 200
    assert "Emergency panel" not in browser.get(reverse("reviews:panels")).content.decode()
    for model in (Panel, Meeting, AgendaItem, Action):
        assert not model.objects.visible_to(trust.ade).exists()


@pytest.mark.framework("R128")
def test_the_panel_reads_how_support_stands_and_no_name(item, trust, signed_in):
    case = item.incident.involved.get().case
    stage = case.stages.first()
    stage.answers = {"felt": "Canary"}
    stage.save()

    page = (
        signed_in(trust.milo).get(reverse("reviews:item", args=[item.meeting_id, item.pk])).content.decode()
    )

    assert "It happened to them" in page
    assert "Nobody has made contact yet" in page
    for leak in ("Canary", "Nneka", "Obi"):
        assert leak not in page
