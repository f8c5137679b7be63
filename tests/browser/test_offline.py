"""A community nurse without signal: she reports, it is held on her phone, and it arrives once when the signal is back."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from incidents.models import Draft, Incident
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS, PLACE = "He blocked the door of the flat and shouted", "9 Zinnia Court"
HELD = """async () => {
  const names = (await indexedDB.databases()).map((one) => one.name);
  let text = JSON.stringify(names);
  for (const name of names) {
    const database = await new Promise((resolve) => {
      const asked = indexedDB.open(name);
      asked.onsuccess = () => resolve(asked.result);
    });
    for (const store of database.objectStoreNames) {
      text += JSON.stringify(await new Promise((resolve) => {
        const asked = database.transaction(store).objectStore(store).getAll();
        asked.onsuccess = () => resolve(asked.result);
      }));
    }
    database.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      text += "\\nkept " + request.url + "\\n" + (await (await cache.match(request)).text());
    }
  }
  return text + JSON.stringify({ ...localStorage, ...sessionStorage });
}"""


@pytest.fixture
def ready(open_as):
    """ready(user) gives a phone on which the report page has been opened once with signal."""

    def prepare(user):
        page = open_as(user, width=360)
        page.goto("/report/")
        page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
        return page

    return prepare


def fill(page, words=WORDS):
    page.get_by_label("I am the colleague who last signed in on this device").check()
    page.get_by_label("Verbal abuse").check()
    page.get_by_label("Today").check()
    page.get_by_label("Which team").select_option(label="Elm Ward, Northshire General")
    page.get_by_label("Exactly where?").fill(PLACE)
    page.get_by_label("It happened to me").check()
    page.get_by_role("group", name="Is everyone safe now?").get_by_label("Yes").check()
    page.get_by_label("What happened, in your own words?").fill(words)


def hold(page, **more):
    page.context.set_offline(True)
    page.goto("/report/")
    fill(page, **more)
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Held on this device")


def without_network_noise(page):
    """Chromium says aloud that there was no network; that is what this is about."""
    page.problems[:] = [
        one for one in page.problems if "ERR_INTERNET_DISCONNECTED" not in one and "ERR_FAILED" not in one
    ]


@pytest.mark.framework("R1")
@pytest.mark.framework("R47")
@pytest.mark.claim("B10")
@pytest.mark.claim("D1")
def test_a_report_without_signal_is_held_locked_and_sent_once(ready, trust, check_page):
    page = ready(trust.nneka)
    page.context.set_offline(True)
    page.goto("/report/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Report without signal")
    check_page(page)

    page.get_by_role("button", name="Send the report").click()
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    expect(page.get_by_role("link", name="Choose a team")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Choose your part in it").click()
    expect(page.get_by_label("It happened to me")).to_be_focused()
    expect(page.get_by_text("Who may see this report?")).to_be_hidden()
    page.get_by_label("Sexual harassment").check()
    expect(page.get_by_text("Who may see this report?")).to_be_visible()
    page.get_by_label("Sexual harassment").uncheck()
    fill(page)
    page.get_by_role("button", name="Send the report").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Held on this device")
    expect(page.get_by_role("heading", name="You have 1 report on this device")).to_be_visible()
    expect(page.get_by_text("It will be sent when there is signal")).to_be_visible()
    without_network_noise(page)
    check_page(page)
    kept = page.evaluate(HELD)
    for private in (WORDS, PLACE, trust.nneka.email, str(trust.nneka), "csrfmiddlewaretoken", "csrf-token"):
        assert private not in kept
    assert '"sealed":' in kept
    pages = re.findall(r"kept \S+?//[^/]+(\S+)", kept)
    assert [one for one in pages if not one.startswith("/static/")] == ["/report/offline/"]
    assert not Incident.objects.exists()

    # The answer to the first sending is lost on the way, and two tabs are open when the signal comes back.
    other = page.context.new_page()
    lost = []

    def lose(route):
        if lost:
            return route.continue_()
        lost.append(route.fetch().json())
        route.abort()

    page.context.route("**/report/offline/send/", lose)
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="You have 1 report on this device")).to_be_visible()
    other.goto("/report/offline/")
    expect(other.get_by_text("Your reference is")).to_be_visible()
    expect(page.get_by_text("Your reference is")).to_be_visible()
    other.goto("/")
    page.goto("/report/")

    incident = Incident.objects.get()
    assert (incident.what_happened, incident.reporter, incident.place) == (WORDS, trust.nneka, PLACE)
    assert lost[0]["reference"] == incident.reference
    assert '"sealed":' not in page.evaluate(HELD)
    assert not Draft.objects.exists()
    without_network_noise(page)
    check_page(page)


@pytest.mark.claim("B10")
@pytest.mark.claim("G3")
def test_it_waits_for_its_writer_and_is_nobody_else_s(ready, trust):
    page = ready(trust.nneka)
    hold(page)
    Session.objects.all().delete()
    page.context.set_offline(False)
    page.goto("/sign-in/")
    sign_in(page, trust.omar)
    expect(
        page.get_by_role("heading", name="A report on this device belongs to somebody else")
    ).to_be_visible()
    assert not Incident.objects.exists()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")

    sign_in(page, trust.nneka)
    page.get_by_role("link", name=re.compile("^AC-")).click()
    expect(page.get_by_role("heading", name="Report sent")).to_be_visible()
    assert Incident.objects.get().what_happened == WORDS
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    assert "aftercare" not in page.evaluate(HELD)
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


def test_what_cannot_be_sent_as_it_is_becomes_a_draft(ready, trust):
    page = ready(trust.nneka)
    page.context.set_offline(True)
    page.goto("/report/")
    fill(page)
    page.get_by_text("Add a person").first.click()
    page.get_by_label("Name, work email or staff number").first.fill("nobody@trust.example")
    page.get_by_label("They saw or heard it").first.check()
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Held on this device")

    page.context.set_offline(False)
    page.get_by_role("link", name="Look at it and send it").click()
    expect(page.get_by_text("nobody@trust.example").first).to_be_visible()
    assert Draft.objects.get().answers["story"] == {"what_happened": [WORDS]}
    assert not Incident.objects.exists()


def sign_in(page, user):
    page.get_by_label("Email address").fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(user.first_name)
