"""Actions: asked for, told, done with what shows it, late in words."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from people.models import Entry, Notice
from reviews import actions, deadlines, sbar
from reviews.models import Action
from reviews.workflow import CannotMove


def page_of(action):
    return reverse("reviews:action", args=[action.pk])


@pytest.mark.framework("R137")
def test_the_panel_assigns_an_action_on_the_page(item, trust, signed_in):
    due = timezone.localdate() + timedelta(days=7)
    answers = {
        "form_key": uuid.uuid4(),
        "kind": "procedure",
        "what": "Review the procedure",
        "owner": trust.will.email,
        "due_on_day": due.day,
        "due_on_month": due.month,
        "due_on_year": due.year,
    }
    browser = signed_in(trust.cora)
    address = reverse("reviews:assign", args=[item.meeting_id, item.pk])

    browser.post(address, answers)
    browser.post(address, answers)

    action = Action.objects.get()
    assert (action.owner, action.due_on, action.incident) == (trust.will, due, item.incident)
    notice = Notice.objects.get(to=trust.will, key__startswith="action.")
    assert notice.line == "A review panel has asked you to do something"
    assert notice.link == page_of(action)


def test_an_action_for_somebody_who_is_part_of_it_is_refused_in_words(item, trust, signed_in):
    answers = {"form_key": uuid.uuid4(), "kind": "training", "what": "Kept words", "owner": trust.nneka.email}
    answers |= {"due_on_day": "1", "due_on_month": "1", "due_on_year": "2099"}

    page = signed_in(trust.cora).post(reverse("reviews:assign", args=[item.meeting_id, item.pk]), answers)

    assert "Choose somebody who is not part of the incident" in page.content.decode()
    assert "Kept words" in page.content.decode()
    assert not Action.objects.exists()


@pytest.mark.framework("R67", "R137")
def test_the_kinds_name_what_the_framework_asks_for_and_the_ladder_of_sanctions():
    kinds = set(sbar.ActionKind.values)
    assert kinds >= {"security", "risk_assessment", "care_plan", "procedure", "training", "workflow"}
    assert kinds >= {"warning_letter", "behaviour_agreement", "exclusion", "alternative"}


@pytest.mark.framework("R67")
def test_the_owner_marks_it_done_with_what_shows_it(assign, trust, signed_in):
    action = assign(owner=trust.will)
    browser = signed_in(trust.will)

    refused = browser.post(page_of(action), {"version": 0, "status": "done"}).content.decode()
    browser.post(
        page_of(action), {"version": 0, "status": "done", "evidence": "On the intranet since Monday"}
    )

    assert "Say what shows that it is done" in refused
    action.refresh_from_db()
    assert (action.status, action.evidence) == ("done", "On the intranet since Monday")
    assert action.finished_at is not None
    assert Entry.objects.get(event="action.done").by == trust.will


def test_dropping_it_asks_why(assign, trust, signed_in):
    action = assign()

    page = signed_in(trust.cora).post(page_of(action), {"version": 0, "status": "dropped"}).content.decode()

    assert "Say why it is dropped" in page
    action.refresh_from_db()
    assert action.status == "open"


def test_what_is_done_goes_nowhere_but_open_again(assign, trust):
    action = actions.move_action(assign(), by=trust.cora, version=0, status="done", evidence="Seen")

    with pytest.raises(CannotMove):
        actions.move_action(action, by=trust.cora, version=1, status="dropped", drop_reason="No")
    again = actions.move_action(action, by=trust.cora, version=1, status="open")

    assert (again.evidence, again.finished_at) == ("", None)


@pytest.mark.claim("D5")
def test_two_who_move_it_at_once_do_not_overwrite_each_other(assign, trust, signed_in):
    action = assign(owner=trust.will)
    actions.move_action(action, by=trust.cora, version=0, status="dropped", drop_reason="Asked twice")

    page = signed_in(trust.will).post(
        page_of(action), {"version": 0, "status": "done", "evidence": "My own words"}
    )

    assert "Somebody has changed this meanwhile: it is now “Dropped”" in page.content.decode()
    assert "My own words" in page.content.decode()
    action.refresh_from_db()
    assert action.status == "dropped"


def test_a_member_may_read_an_action_and_not_move_it(assign, trust, signed_in):
    action = assign(owner=trust.will)

    assert signed_in(trust.milo).get(page_of(action)).status_code == 200
    assert (
        signed_in(trust.milo).post(page_of(action), {"version": 0, "status": "in_progress"}).status_code
        == 403
    )
    with pytest.raises(PermissionDenied):
        actions.move_action(action, by=trust.milo, version=0, status="in_progress")


@pytest.mark.framework("R132")
def test_the_agenda_begins_with_actions_not_finished(item, assign, trust, signed_in):
    late = assign(what="Move the alarm", due_on=timezone.localdate() - timedelta(days=2))
    actions.move_action(
        assign(what="Finished already"), by=trust.cora, version=0, status="done", evidence="Seen"
    )

    page = signed_in(trust.milo).get(reverse("reviews:meeting", args=[item.meeting_id])).content.decode()

    assert page.index(str(late.pk)) < page.index(item.incident.reference)
    assert "2 days overdue" in page
    assert "Finished already" not in page


def test_an_old_register_s_asap_stands_first_and_has_no_date(assign, panel, trust, signed_in):
    assign(due_on=timezone.localdate() - timedelta(days=30))
    Action.objects.create(
        panel=panel,
        what="Review CCTV",
        owner_name="D Müller",
        due_words="ASAP",
        legacy_number=1,
        assigned_at=timezone.now(),
    )

    page = signed_in(trust.milo).get(reverse("reviews:actions") + "?whose=panel").content.decode()

    assert page.index("ASAP") < page.index("30 days overdue")
    assert "D Müller" in page


def test_the_minutes_of_a_closed_meeting_show_what_it_assigned(item, assign, trust, signed_in):
    assign(what="From this meeting")
    actions.close_meeting(item.meeting, by=trust.chi)

    page = signed_in(trust.milo).get(reverse("reviews:meeting", args=[item.meeting_id])).content.decode()

    assert "These are its minutes" in page
    assert "From this meeting" in page


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-2, ("overdue", "2 days overdue")),
        (-1, ("overdue", "1 day overdue")),
        (0, ("soon", "Due today")),
        (1, ("soon", "Due tomorrow")),
        (3, ("soon", "Due in 3 days")),
        (4, ("", "Due in 4 days")),
    ],
)
def test_lateness_is_told_in_words(days, expected):
    today = date(2026, 10, 24)
    assert deadlines.lateness(today + timedelta(days=days), today) == expected


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (None, date(2026, 11, 24)),
        (date(2026, 11, 17), date(2026, 11, 24)),
        (date(2026, 11, 24), date(2026, 12, 1)),
    ],
)
def test_a_weekly_panel_meets_next_on_its_day(held, expected):
    assert deadlines.next_meeting_on(1, date(2026, 11, 24), held) == expected


@pytest.mark.framework("R127")
def test_an_ad_hoc_panel_meets_when_there_is_something(trust, riverside, report):
    assert deadlines.next_meeting_on(riverside.panel.weekday, date(2026, 11, 24)) is None
    incident = report(team=trust.oak_ward, by=trust.omar)

    meeting = actions.open_meeting(riverside.panel, by=riverside.rita)

    assert meeting.items.get().incident == incident
