"""A panel meets: its agenda builds itself, and nothing falls between two meetings."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from incidents.models import Incident
from reviews import actions
from reviews.models import AgendaItem, Meeting

DAY = timedelta(days=1)


def references(meeting):
    return {item.incident.reference for item in meeting.items.select_related("incident")}


@pytest.mark.framework("R133")
def test_the_first_agenda_holds_what_was_reported_in_the_week_before(panel, trust, report):
    at = timezone.now()
    lately = report(at=at - 6 * DAY)
    report(at=at - 9 * DAY)

    meeting = actions.open_meeting(panel, by=trust.chi, at=at)

    assert references(meeting) == {lately.reference}


@pytest.mark.framework("R133")
def test_the_next_agenda_holds_what_was_reported_since_and_what_was_kept_open(panel, trust, report, written):
    at = timezone.now()
    finished, kept, untouched = (report(at=at - 9 * DAY) for _ in range(3))
    panel.begins_at = at - 14 * DAY
    panel.save()
    first = actions.open_meeting(panel, by=trust.chi, at=at - 8 * DAY)
    _decide(first, finished, "close", trust.chi, written(recommendation_ticks=["told_reporter"]))
    _decide(first, kept, "keep_open", trust.chi, written())
    actions.close_meeting(first, by=trust.chi, at=at - 8 * DAY)
    new = report(at=at - DAY)

    second = actions.open_meeting(panel, by=trust.cora, at=at)

    assert references(second) == {kept.reference, untouched.reference, new.reference}
    carried = second.items.get(incident=kept)
    assert carried.review["assessment_notes"] == "Bay 3 cannot be seen from the desk."
    assert (carried.decision, carried.carried_from.meeting) == ("", first)


def _decide(meeting, incident, decision, by, review):
    item = meeting.items.get(incident=incident)
    actions.record_review(item, by=by, version=0, review=review, decision=decision, at=meeting.opened_at)


def test_an_incident_reported_before_the_last_meeting_but_seen_after_it_is_not_lost(panel, trust, report):
    at = timezone.now()
    first = actions.open_meeting(panel, by=trust.chi, at=at - DAY)
    late = report(at=at - 2 * DAY)
    actions.close_meeting(first, by=trust.chi, at=at - DAY)

    second = actions.open_meeting(panel, by=trust.chi, at=at)

    assert references(second) == {late.reference}


@pytest.mark.framework("R133")
def test_what_is_reported_during_the_meeting_is_added_once(panel, trust, report):
    meeting = actions.open_meeting(panel, by=trust.chi)
    late = report()

    added = [actions.refresh_agenda(meeting, by=trust.cora) for _ in range(2)]

    assert added == [1, 0]
    assert references(meeting) == {late.reference}


@pytest.mark.claim("A3")
def test_a_sealed_report_is_never_on_an_agenda(panel, trust, report):
    report(kinds=["sexual_assault"], sealed_to=trust.sasha)
    shown = report()

    meeting = actions.open_meeting(panel, by=trust.chi)

    assert references(meeting) == {shown.reference}


def test_another_site_and_the_old_system_stay_off_the_agenda(panel, trust, report):
    report(team=trust.oak_ward)
    imported = report()
    Incident.objects.filter(pk=imported.pk).update(channel="imported")

    meeting = actions.open_meeting(panel, by=trust.chi)

    assert references(meeting) == set()


@pytest.mark.framework("R126")
def test_a_hotspot_panel_looks_at_hotspots_alone(panel, trust, report):
    panel.hotspots_only = True
    panel.save()
    report()
    trust.oak_ward.site, trust.oak_ward.is_hotspot = trust.general, True
    trust.oak_ward.save()
    hot = report(team=trust.oak_ward)

    meeting = actions.open_meeting(panel, by=trust.chi)

    assert references(meeting) == {hot.reference}


def test_opening_again_on_the_same_day_is_the_same_meeting(panel, trust):
    first = actions.open_meeting(panel, by=trust.chi)
    actions.close_meeting(first, by=trust.chi)

    again = actions.open_meeting(panel, by=trust.cora)

    assert (again.pk, again.is_open) == (first.pk, True)
    assert again.opened_by == trust.chi


@pytest.mark.parametrize("who", ["milo", "viv", "maya", "ade", "bea"])
def test_only_the_chair_and_the_coordinator_open_it(panel, trust, who):
    with pytest.raises(PermissionDenied):
        actions.open_meeting(panel, by=getattr(trust, who))

    assert not Meeting.objects.exists()


@pytest.mark.claim("D4")
@pytest.mark.django_db(transaction=True)
def test_two_coordinators_at_once_open_one_meeting(trust, report):
    panel = actions.make_panel(by=trust.viv, site=trust.general, name="P", rhythm="ad_hoc")
    for _ in range(3):
        report()
    start, opened, broken = threading.Barrier(8), [], []

    def open_it(by):
        try:
            start.wait()
            opened.append(actions.open_meeting(panel, by=by).pk)
        except Exception as error:
            broken.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=open_it, args=(by,)) for by in [trust.chi, trust.cora] * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not broken
    assert len(opened) == 8
    assert len(set(opened)) == 1
    assert AgendaItem.objects.count() == 3
