"""What the panel writes and decides about one incident."""

from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from people.models import Entry, Notice
from reviews import actions, sbar
from reviews.models import AgendaItem


def address(item):
    return reverse("reviews:item", args=[item.meeting_id, item.pk])


def sent(version=0, **over):
    return {"version": version, "decision": ""} | over


@pytest.mark.framework("R128", "R134", "R135", "R136", "R137")
def test_every_row_of_the_table_is_on_the_page_and_kept(item, trust, signed_in):
    """Each prompt is asked, ticked and read back: what is not in the table cannot be on the page."""
    everything = {part.ticks_key: [row.key for row in part.ticks] for part in sbar.PARTS if part.ticks}
    everything |= {part.notes_key: f"Words on {part.key}" for part in sbar.PARTS}
    browser = signed_in(trust.cora)

    page = browser.get(address(item)).content.decode()
    answer = browser.post(address(item), sent(**everything, decision="keep_open"))

    assert [row.text for part in sbar.PARTS for row in part.ticks if row.text not in page] == []
    assert answer.status_code == 302
    item.refresh_from_db()
    assert item.review == everything
    assert (item.decision, item.recorded_by, item.version) == ("keep_open", trust.cora, 1)


def test_every_row_says_where_the_framework_asks_for_it():
    rows = {part.row for part in sbar.PARTS} | {row.row for part in sbar.PARTS for row in part.ticks}
    assert rows == {"R128", "R129", "R134", "R135", "R136", "R137"}
    keys = [row.key for part in sbar.PARTS for row in part.ticks if part.key == "background"]
    assert len(keys) == len(set(keys))


def test_the_words_are_encrypted_and_their_history_kept(item, trust, written):
    from django.db import connection

    actions.record_review(item, by=trust.cora, version=0, review=written(assessment_notes="Canary one"))
    actions.record_review(item, by=trust.chi, version=1, review=written(assessment_notes="Canary two"))

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT review FROM reviews_agendaitem UNION ALL SELECT review FROM reviews_historicalagendaitem"
        )
        assert not any("Canary" in row[0] for row in cursor.fetchall())
    said = [(old.review["assessment_notes"], old.history_user) for old in item.history.order_by("history_id")]
    assert said[1:] == [("Canary one", trust.cora), ("Canary two", trust.chi)]


@pytest.mark.claim("D5")
def test_the_second_of_two_writers_sees_both_texts(item, trust, signed_in, written):
    browser = signed_in(trust.cora)
    browser.get(address(item))
    actions.record_review(item, by=trust.chi, version=0, review=written(assessment_notes="Chi's words"))

    answer = browser.post(address(item), sent(assessment_notes="Cora's words", background_ticks=["weapons"]))
    page = unescape(answer.content.decode())

    assert answer.status_code == 200
    assert "Chi Moreau saved this" in page
    assert "Chi's words" in page
    assert "Cora's words" in page
    item.refresh_from_db()
    assert item.review["assessment_notes"] == "Chi's words"

    browser.post(address(item), sent(version=1, assessment_notes="Both our words"))
    item.refresh_from_db()
    assert item.review["assessment_notes"] == "Both our words"


def test_it_is_not_closed_before_the_reporter_has_been_told(item, trust, signed_in):
    browser = signed_in(trust.cora)

    refused = browser.post(address(item), sent(decision="close", assessment_notes="Kept on the page"))

    assert "Tell the person who reported it" in refused.content.decode()
    assert "Kept on the page" in refused.content.decode()
    item.refresh_from_db()
    assert item.decision == ""
    with pytest.raises(actions.ReporterNotTold):
        actions.record_review(item, by=trust.cora, version=0, review=sbar.empty(), decision="close")

    browser.post(address(item), sent(decision="close", recommendation_ticks=["told_reporter"]))
    item.refresh_from_db()
    assert item.decision == "close"


def test_nothing_is_recorded_once_the_meeting_is_closed(item, trust, signed_in):
    browser = signed_in(trust.cora)
    actions.close_meeting(item.meeting, by=trust.chi)

    answer = browser.post(address(item), sent(assessment_notes="Not to be lost"))

    assert "The meeting was closed meanwhile" in answer.content.decode()
    assert "Not to be lost" in answer.content.decode()
    item.refresh_from_db()
    assert item.version == 0


def test_a_member_cannot_record(item, trust, signed_in):
    assert signed_in(trust.milo).post(address(item), sent()).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.record_review(item, by=trust.milo, version=0, review=sbar.empty())
    assert AgendaItem.objects.get().version == 0
    assert not Entry.objects.filter(event="review.recorded").exists()


def test_escalating_tells_the_prevention_lead_once_and_nothing_about_it(item, trust, written):
    for version in range(2):
        actions.record_review(item, by=trust.chi, version=version, review=written(), decision="escalate")

    notice = Notice.objects.get(to=trust.viv)
    assert notice.line == "A review panel asks for your help with an incident"


def test_a_lead_who_is_part_of_it_is_not_told_when_it_is_escalated(meeting, report, trust, written):
    from incidents.actions import Alleged

    hidden = report(alleged=[Alleged("colleague", user=trust.viv)])
    actions.refresh_agenda(meeting, by=trust.chi)
    item = meeting.items.get(incident=hidden)

    actions.record_review(item, by=trust.chi, version=0, review=written(), decision="escalate")

    assert not Notice.objects.filter(to=trust.viv).exists()


def test_extra_fields_in_the_form_change_nothing(item, trust, signed_in):
    signed_in(trust.cora).post(
        address(item), sent(recorded_by=trust.ade.pk, meeting="", panel="", incident="", is_sealed="on")
    )

    item.refresh_from_db()
    assert item.recorded_by == trust.cora
    assert set(item.review) == set(sbar.empty())
