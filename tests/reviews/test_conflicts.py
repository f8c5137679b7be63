"""Somebody on a panel who is too close to an incident loses it everywhere, past agendas and what was printed included."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from incidents.actions import Affected, Alleged
from incidents.models import Incident, InvolvedPerson
from people.models import Entry, Notice, User
from reviews import actions, conflicts, printing
from reviews.models import Action, AgendaItem, Print
from support import actions as support

pytestmark = pytest.mark.claim("A4")
CANARY = "Canary beside the lift"


def fresh(user):
    return User.objects.get(pk=user.pk)


@pytest.fixture
def shown(meeting, trust, report, assign, monkeypatch):
    """An incident that Milo reads on the agenda, with an action and a printed agenda of his that hold it."""
    incident = report(place=CANARY, what_happened=CANARY)
    actions.refresh_agenda(meeting, by=trust.cora)
    item = meeting.items.get(incident=incident)
    action = assign(item=item, what=CANARY)
    monkeypatch.setattr(printing, "render", lambda copy, at: (CANARY.encode(), list(meeting.items.all())))
    copy = actions.ask_for_print(meeting, by=trust.milo)
    printing.make(copy.pk, at=timezone.now())
    copy.refresh_from_db()
    assert copy.status == "ready"
    return incident, item, action, copy


def pages(item, action, copy, incident):
    return [
        reverse("reviews:item", args=[item.meeting_id, item.pk]),
        reverse("reviews:action", args=[action.pk]),
        reverse("reviews:print-fetch", args=[item.meeting_id, copy.pk]),
        reverse("incidents:detail", args=[incident.reference]),
    ]


def lists(item):
    return [
        reverse("reviews:meeting", args=[item.meeting_id]),
        reverse("reviews:actions") + "?whose=panel",
        reverse("incidents:list"),
        reverse("incidents:list") + "?words=canary",
        reverse("incidents:download", args=["csv"]),
        "/",
    ]


def told(browser, address):
    return browser.get(address).getvalue().decode(errors="replace")


def nothing_is_left(browser, user, incident, item, action, copy):
    for address in pages(item, action, copy, incident):
        assert browser.get(address).status_code == 404, address
    for address in lists(item):
        text = told(browser, address)
        assert incident.reference not in text, address
        assert CANARY not in text, address
    user = fresh(user)
    for model, row in ((AgendaItem, item), (Action, action), (Print, copy), (Incident, incident)):
        assert not model.objects.visible_to(user).filter(pk=row.pk).exists()


def test_whoever_declares_a_conflict_sees_it_no_more_and_the_chair_is_told(shown, trust, signed_in):
    incident, item, action, copy = shown
    browser = signed_in(trust.milo)
    for address in pages(item, action, copy, incident):
        assert browser.get(address).status_code == 200, address
    Notice.objects.all().delete()

    answer = browser.post(
        reverse("reviews:conflict", args=[item.meeting_id, item.pk]), {"why": "close"}, follow=True
    )

    assert "You take no part in it" in answer.content.decode()
    nothing_is_left(browser, trust.milo, incident, item, action, copy)
    assert not Print.objects.filter(pk=copy.pk).exists()
    assert set(Notice.objects.values_list("to", flat=True)) == {trust.chi.pk, trust.cora.pk}
    assert Entry.objects.get(event="conflict.declared").by == trust.milo
    page = signed_in(trust.chi).get(reverse("reviews:item", args=[item.meeting_id, item.pk])).content.decode()
    assert "Milo Reyes does not take part in this review." in page
    assert "close to somebody" not in page


def test_without_a_reason_nothing_changes(shown, trust, signed_in):
    _, item, _, _ = shown

    page = signed_in(trust.milo).post(
        reverse("reviews:conflict", args=[item.meeting_id, item.pk]), {"why": ""}
    )

    assert "Choose why you do not take part" in page.content.decode()
    assert AgendaItem.objects.visible_to(fresh(trust.milo)).filter(pk=item.pk).exists()


def test_a_chair_who_declares_one_cannot_let_themselves_back_in(shown, trust, signed_in):
    incident, item, _, _ = shown
    conflict = conflicts.declare(item, by=trust.chi, why="works")

    with pytest.raises(PermissionDenied):
        conflicts.lift(conflict, item, by=fresh(trust.chi))
    with pytest.raises(PermissionDenied):
        conflicts.lift(conflict, item, by=trust.milo)
    with pytest.raises(PermissionDenied):
        actions.record_review(item, by=fresh(trust.chi), version=item.version, review=item.review)
    address = reverse("reviews:conflict-lift", args=[item.meeting_id, item.pk, conflict.pk])
    assert signed_in(trust.cora).post(address).status_code == 302

    assert AgendaItem.objects.visible_to(fresh(trust.chi)).filter(pk=item.pk).exists()
    assert Incident.objects.visible_to(fresh(trust.chi)).filter(pk=incident.pk).exists()


@pytest.mark.claim("A3")
@pytest.mark.parametrize("how", ["accused", "affected", "line"])
def test_so_does_whoever_turns_out_to_be_part_of_it(shown, trust, signed_in, how):
    incident, item, action, copy = shown
    if how == "affected":
        InvolvedPerson.objects.create(incident=incident, user=trust.milo, part="witness")
    elif how == "accused":
        incident.alleged.create(kind="colleague", user=trust.milo)
    else:
        User.objects.filter(pk=trust.will.pk).update(manager=trust.milo)
        incident.alleged.create(kind="colleague", user=trust.will)

    nothing_is_left(signed_in(trust.milo), trust.milo, incident, item, action, copy)


def test_a_past_agenda_and_its_count_leave_it_out_too(shown, trust, signed_in):
    _, item, _, _ = shown
    actions.close_meeting(item.meeting, by=trust.chi)
    conflicts.declare(item, by=trust.milo, why="dealt")

    page = told(signed_in(trust.milo), reverse("reviews:meeting", args=[item.meeting_id]))

    assert CANARY not in page
    assert item.incident.reference not in page
    assert AgendaItem.objects.visible_to(fresh(trust.milo)).filter(meeting=item.meeting_id).count() == 1


def test_carried_to_the_next_agenda_it_stays_shut(shown, trust, signed_in):
    incident, item, _, _ = shown
    conflicts.declare(item, by=trust.milo, why="close")
    actions.close_meeting(item.meeting, by=trust.chi)
    later = actions.open_meeting(item.panel, by=trust.chi, at=timezone.now() + timedelta(days=7))

    assert later.items.filter(incident=incident).exists()
    assert not AgendaItem.objects.visible_to(fresh(trust.milo)).filter(incident=incident).exists()


@pytest.mark.claim("A3")
def test_somebody_accused_of_another_incident_keeps_this_one(shown, trust, report):
    _, item, _, _ = shown
    report(alleged=[Alleged("colleague", user=trust.milo)])
    report(by=trust.milo, affected=[Affected("harmed", user=trust.milo)])

    assert AgendaItem.objects.visible_to(fresh(trust.milo)).filter(pk=item.pk).exists()


@pytest.mark.framework("R125")
def test_what_was_written_for_the_panel_stands_with_the_item_while_it_is_shared(shown, trust, signed_in):
    incident, item, _, _ = shown
    case = incident.involved.get().case
    support.keep_version(case, by=trust.nneka, words="My words")
    to_one = support.share_statement(case, by=trust.nneka, to=trust.maya)
    share = support.share_statement(case, by=trust.nneka, to=None)
    address = reverse("reviews:item", args=[item.meeting_id, item.pk])
    statement = reverse("support:statement-shared", args=[share.pk])

    page = told(signed_in(trust.milo), address)
    assert statement in page
    assert "My words" not in page
    assert str(to_one.pk) not in page
    assert "My words" in told(signed_in(trust.milo), statement)
    conflicts.declare(item, by=trust.milo, why="close")
    assert signed_in(trust.milo).get(statement).status_code == 404
    assert statement in told(signed_in(trust.chi), address)
    support.withdraw_share(case, share.pk, by=trust.nneka)
    page = told(signed_in(trust.chi), address)
    assert statement not in page
    assert "What it has meant for them" not in page
