"""Reporting an incident in a real browser, with JavaScript and without."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from incidents.models import Draft, Incident
from people.models import Notice

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def go(page, button="Continue"):
    page.get_by_role("button", name=button, exact=True).click()


@pytest.mark.framework("R46")
@pytest.mark.framework("R83")
@pytest.mark.parametrize(
    ("js", "width"), [(True, 1280), (False, 360)], ids=["desktop", "phone without JavaScript"]
)
def test_a_nurse_reports_what_happened_to_her_and_a_colleague(open_as, trust, check_page, js, width):
    page = open_as(trust.nneka, js=js, width=width)

    def look():
        if js:
            check_page(page)

    page.goto("/report/")
    look()
    go(page)
    expect(page).to_have_title("Error: What happened, report an incident - Aftercare")
    if js:
        expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    look()
    page.get_by_label("Physical violence").check()
    page.get_by_label("Sexual harassment").check()
    go(page)
    look()
    page.get_by_label("The people who usually deal with reports").check()
    go(page)
    expect(page.get_by_label("Day", exact=True)).to_be_visible(visible=not js)
    page.get_by_label("Another day").check()
    expect(page.get_by_label("Day", exact=True)).to_be_visible()
    page.get_by_label("Yesterday").check()
    page.get_by_label("About what time").fill("2305")
    look()
    go(page)
    expect(page.get_by_label("Which team")).to_have_value(str(trust.elm_ward.pk))
    page.get_by_label("Exactly where?").fill("Bay 3")
    look()
    go(page)
    page.get_by_label("It happened to me").check()
    look()
    go(page)
    page.get_by_label("Yes", exact=True).check()
    go(page)
    look()
    page.get_by_label("Name, work email or staff number").fill("tann")
    page.get_by_label("They saw or heard it").check()
    go(page, "Add this person")
    look()
    page.get_by_label("Will Tanner, Elm Ward").check()
    go(page, "Add this person")
    expect(page.get_by_role("heading", name="1 other person was affected")).to_be_visible()
    look()
    page.get_by_label("No", exact=True).check()
    go(page)
    look()
    page.get_by_label("What happened, in your own words?").fill("He hit out.")
    go(page)
    look()
    page.get_by_label("A patient or service user").check()
    go(page)
    look()
    go(page)
    look()
    go(page)
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("Race").check()
    look()
    go(page)
    look()
    go(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers, then send")
    look()
    page.get_by_role("link", name="Change where it happened").click()
    page.get_by_label("Exactly where?").fill("Bay 4")
    go(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers, then send")
    assert not Incident.objects.exists()
    go(page, "Send the report")
    expect(page.get_by_role("heading", name="Report sent")).to_be_visible()
    expect(page.get_by_role("heading", name="Will Tanner")).to_be_visible()
    look()

    incident = Incident.objects.get()
    expect(page.get_by_text(incident.reference)).to_be_visible()
    assert (incident.place, incident.hate_motive, incident.characteristics) == ("Bay 4", "yes", ["race"])
    assert f"{incident.occurred_time:%H:%M}" == "23:05"
    page.reload()
    page.go_back()
    page.reload()
    assert Incident.objects.count() == 1
    assert Notice.objects.filter(to=trust.nneka, key__startswith="incident-received").count() == 1
    assert page.problems == []


@pytest.mark.claim("D1")
def test_a_double_click_makes_one_incident(open_as, trust, client):
    from tests.incidents.walking import ready

    client.force_login(trust.nneka)
    draft = ready(client, trust)
    page = open_as(trust.nneka, js=False)
    page.goto(f"/report/{draft.pk}/check/")

    page.get_by_role("button", name="Send the report").dblclick()

    expect(page.get_by_role("heading", name="Report sent")).to_be_visible()
    assert Incident.objects.count() == 1
    assert not Draft.objects.exists()


@pytest.mark.claim("G3")
def test_a_session_that_runs_out_while_writing_loses_nothing(open_as, trust, client):
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    from tests.factories import PASSWORD
    from tests.incidents.walking import ready

    client.force_login(trust.nneka)
    draft = ready(client, trust)
    page = open_as(trust.nneka)
    page.goto(f"/report/{draft.pk}/story/")
    page.get_by_label("What happened, in your own words?").fill("Line one.\n\n  O'Neill said “stop” 🙂")
    for row in Session.objects.all():
        long_ago = (timezone.now() - timedelta(hours=2)).isoformat()
        data = row.get_decoded() | {"seen_at": long_ago, "started_at": long_ago}
        row.session_data = Session.get_session_store_class()().encode(data)
        row.save()

    go(page)
    page.get_by_label("Email address").fill(trust.nneka.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Carry on where I was").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Who did it")
    page.goto(f"/report/{draft.pk}/story/")
    expect(page.get_by_label("What happened, in your own words?")).to_have_value(
        "Line one.\n\n  O'Neill said “stop” 🙂"
    )


@pytest.mark.claim("F4")
def test_script_in_every_box_is_only_text(open_as, trust, report, check_page):
    from incidents.actions import Affected, Alleged

    nasty = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'>{{7*7}}"
    incident = report(
        place=nasty, what_happened=nasty,
        affected=[Affected("harmed", user=trust.nneka), Affected("witness", name=nasty, contact=nasty)],
        alleged=[Alleged("colleague", identifier=nasty)],
    )  # fmt: skip
    page = open_as(trust.maya)
    page.on("dialog", lambda dialog: page.problems.append(dialog.message))
    for address in (
        f"/incidents/{incident.reference}/",
        f"/incidents/{incident.reference}/amend/",
        "/incidents/",
        "/",
    ):
        page.goto(address)
        check_page(page)
    page.goto(f"/incidents/{incident.reference}/")
    expect(page.get_by_text(nasty).first).to_be_visible()


def test_every_other_page_of_the_room_is_sound(open_as, trust, report, client, check_page):
    from incidents import actions
    from tests.incidents.walking import begin

    incident = report()
    client.force_login(trust.nneka)
    draft = begin(client, "verbal")
    page = open_as(trust.nneka, width=360)
    for address in (
        "/incidents/mine/",
        f"/report/{draft.pk}/discard/",
        "/report/",
        f"/incidents/{incident.reference}/amend/",
    ):
        page.goto(address)
        check_page(page)
    actions.amend(incident, by=trust.maya, version=incident.version, what_happened="Maya's words")
    page.get_by_label("What happened, in your own words?").fill("Nneka's words")
    go(page, "Save")
    expect(page.get_by_text("Maya's words").first).to_be_visible()
    expect(page.get_by_label("What happened, in your own words?")).to_have_value("Nneka's words")
    page.problems.clear()  # Chromium says "409" aloud
    check_page(page)

    manager = open_as(trust.maya)
    for address in ("/incidents/", "/incidents/?kind=verbal", f"/incidents/{incident.reference}/"):
        manager.goto(address)
        check_page(manager)
