"""Lists hold their number of queries, and the home page says what needs whom."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from incidents.models import Incident
from reviews import actions, day
from reviews.models import Action, AgendaItem, Meeting, Panel


def queries(browser, address):
    browser.get(address)
    with CaptureQueriesContext(connection) as caught:
        answer = browser.get(address)
    assert answer.status_code == 200
    return len(caught), answer.content.decode()


def more(item, number):
    """As many more of everything; made in bulk, for only their number matters here."""
    now = timezone.now()
    incidents = Incident.objects.bulk_create(
        Incident(kinds=["verbal"], occurred_on=now.date(), team=item.incident.team) for _ in range(number)
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(panel=item.panel, meeting=item.meeting, incident=one, added_at=now) for one in incidents
    )
    Action.objects.bulk_create(
        Action(panel=item.panel, item=item, incident=item.incident, what="More", owner=item.meeting.opened_by,
               due_on=now.date(), assigned_at=now)
        for _ in range(number)
    )  # fmt: skip
    Panel.objects.bulk_create(
        Panel(site=item.panel.site, name=f"P{n}", rhythm="ad_hoc") for n in range(number)
    )
    days = [
        now.date().replace(year=2000 + n // 300, month=1 + n // 25 % 12, day=1 + n % 25)
        for n in range(number)
    ]
    by = item.meeting.opened_by
    Meeting.objects.bulk_create(
        Meeting(panel=item.panel, held_on=on, opened_at=now, opened_by=by, closed_at=now, closed_by=by)
        for on in days
    )


@pytest.mark.parametrize("name", ["panels", "panel", "meeting", "actions", "mine", "home"])
def test_a_list_holds_its_number_of_queries(item, assign, trust, signed_in, name):
    assign(owner=trust.chi)
    address = {
        "panels": reverse("reviews:panels"),
        "panel": reverse("reviews:panel", args=[item.panel_id]),
        "meeting": reverse("reviews:meeting", args=[item.meeting_id]),
        "actions": reverse("reviews:actions") + "?whose=panel",
        "mine": reverse("reviews:actions"),
        "home": "/",
    }[name]
    browser = signed_in(trust.chi)
    more(item, 6)
    few, small = queries(browser, address)

    Panel.objects.filter(name__startswith="P").delete()
    Meeting.objects.exclude(pk=item.meeting_id).delete()
    more(item, 300)
    many, large = queries(browser, address)

    assert many == few
    assert len(large) >= len(small)


def test_pages_of_actions_reach_every_action_once(item, trust, signed_in):
    more(item, 60)
    browser, seen, address = signed_in(trust.chi), [], reverse("reviews:actions")
    while address:
        page = browser.get(address).content.decode()
        seen += re.findall(r"/reviews/actions/([0-9a-f-]{36})/", page)
        older = re.search(r'href="(\?[^"]+)"[^>]*rel="next"', page)
        address = reverse("reviews:actions") + older[1].replace("&amp;", "&") if older else ""

    assert len(seen) == len(set(seen)) == 60


@pytest.mark.parametrize(
    "words", ["?page=0", "?page=-1", "?page=x", "?page=99999999", "?whose=all&show=%00", "?page=²"]
)
def test_odd_addresses_are_answered(item, trust, signed_in, words):
    assert signed_in(trust.chi).get(reverse("reviews:actions") + words).status_code == 200
    panel = reverse("reviews:panel", args=[item.panel_id])
    assert signed_in(trust.chi).get(panel + words.replace("page", "before")).status_code == 200


def test_the_home_page_of_a_chair_counts_what_is_new(panel, trust, report):
    report()
    report()

    (found,) = day.panels(trust.chi, timezone.now())

    assert found["rows"][0]["text"] == "Emergency panel"
    assert found["rows"][0]["hint"].endswith("2 new incidents")


@pytest.mark.claim("A3")
def test_the_home_page_counts_nothing_the_chair_may_not_know_of(panel, trust, report):
    from incidents.actions import Alleged

    report(alleged=[Alleged("colleague", user=trust.chi)])
    report(kinds=["sexual_assault"], sealed_to=trust.sasha)

    (found,) = day.panels(trust.chi, timezone.now())

    assert found["rows"][0]["hint"].endswith("no new incidents")


def test_the_home_page_of_an_owner_shows_what_is_late(assign, trust):
    assign(owner=trust.will, due_on=timezone.localdate() - timezone.timedelta(days=1))

    (found,) = day.panels(trust.will, timezone.now())

    assert [(row["hint"], row["state"]) for row in found["rows"]] == [("1 day overdue", "overdue")]
    assert day.panels(trust.bea, timezone.now()) == []


def test_making_a_panel_says_what_is_missing(trust, signed_in):
    browser = signed_in(trust.viv)

    page = browser.post(
        reverse("reviews:panel-make"), {"site": trust.general.pk, "name": "A&E", "rhythm": "weekly"}
    )
    assert "Choose a day" in page.content.decode()
    assert not Panel.objects.exists()

    answers = {
        "site": trust.general.pk,
        "name": "A&E",
        "rhythm": "weekly",
        "weekday": "0",
        "starts_at": "9.30",
    }
    browser.post(reverse("reviews:panel-make"), answers | {"hotspots_only": "yes"})
    made = Panel.objects.get()
    assert (made.weekday, made.starts_at.isoformat(), made.hotspots_only) == (0, "09:30:00", True)


@pytest.mark.parametrize("who", ["chi", "milo", "maya", "bea"])
def test_only_an_administrator_or_the_prevention_lead_makes_a_panel(trust, signed_in, who):
    assert signed_in(getattr(trust, who)).get(reverse("reviews:panel-make")).status_code == 403


def test_the_panel_s_page_names_who_sits_on_it_and_when(panel, trust, signed_in):
    page = signed_in(trust.milo).get(reverse("reviews:panel", args=[panel.pk])).content.decode()

    assert "Chi Moreau, review panel chair" in page
    assert "Tuesdays at 09:30" in page


def test_a_meeting_is_opened_and_closed_on_the_page(panel, trust, signed_in, report):
    report()
    browser = signed_in(trust.cora)

    answer = browser.post(reverse("reviews:meeting-open", args=[panel.pk]))
    meeting = Meeting.objects.get()
    assert answer.url == reverse("reviews:meeting", args=[meeting.pk])
    assert "0 of 1 reviewed" in browser.get(answer.url).content.decode()

    browser.post(reverse("reviews:meeting-close", args=[meeting.pk]))
    meeting.refresh_from_db()
    assert meeting.closed_by == trust.cora
    with pytest.raises(actions.MeetingClosed):
        actions.refresh_agenda(meeting, by=trust.cora)
