"""A check-in, answered from the link in the email by somebody who is not signed in."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail as outbox
from playwright.sync_api import expect

from people import mail
from support import actions, jobs
from support.contact import reaching

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.framework("R12", "R66")
def test_a_nurse_says_how_she_is_from_the_link_in_her_email(open_as, trust, report, check_page):
    incident = report(what_happened="He said the word canary.")
    case = incident.involved.get().case
    actions.set_preferences(case, by=trust.nneka, how="email")
    promise = case.promises.get(key="check_in.1")
    jobs.keep_batch(promise.chase_at)
    reaching.ask_batch(promise.chase_at)
    at = promise.chase_at + timedelta(hours=2)
    outbox.outbox.clear()
    mail.gather(at)
    mail.deliver_all(at)

    sent = next(one for one in outbox.outbox if "/support/door/" in one.body)
    assert sent.to == [trust.nneka.email]
    for word in ("canary", incident.reference, "Elm Ward", "Maya", "incident"):
        assert word not in sent.body
        assert word not in sent.subject
    link = re.search(r"\S+/support/door/\S+", sent.body)[0].removeprefix(settings.AFTERCARE_ADDRESS)

    nobody = open_as(width=360)
    nobody.goto(link)
    check_page(nobody)
    expect(nobody.get_by_role("heading", level=1)).to_have_text("How are you?")
    nobody.get_by_role("button", name="Answer").click()
    expect(nobody.get_by_role("button", name="Finding it harder")).to_be_visible()
    expect(nobody.get_by_role("button", name="Not now")).to_be_visible()
    check_page(nobody)
    html = nobody.content()
    for word in ("canary", incident.reference, "Elm Ward", "Nneka"):
        assert word not in html
    nobody.get_by_role("button", name="Finding it harder").click()
    expect(nobody.get_by_text("Thank you for telling us.")).to_be_visible()
    nobody.goto("/support/me/")
    expect(nobody.get_by_role("heading", name="Sign in")).to_be_visible()

    check_in = case.check_ins.get(week=1)
    assert (check_in.feeling, check_in.answered_by) == ("worse", None)
    assert case.promises.open().filter(key="do.call").exists()

    again = open_as()
    again.goto(link)
    expect(again.get_by_text("A link works once")).to_be_visible()
