"""The door for somebody without an account: once, for seven days, for their own case and nothing else."""

import re
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.core import mail as outbox
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.utils import timezone

from incidents import actions as incidents
from incidents.actions import Affected
from people import links, mail
from people.clock import now
from people.deadlines import LONDON, by_day
from people.models import Entry, Notice
from people.notices import tell_address
from support import actions, asking
from support.models import Case, Door
from support.visits import door
from support.visits.visitor import Visitor
from support.workflow import CaseStatus, CheckInStatus

ADDRESS = "sam.kite@agency.example"
WEEK, HOUR = timedelta(days=7), timedelta(hours=1)


@pytest.fixture
def guest(report):
    """The case of Sam, a security guard whom an agency sends; reported by Nneka."""
    incident = report(
        affected=[Affected("harmed", name="Sam Kite", contact=f"07700 900123, {ADDRESS.title()}")]
    )
    return incident.involved.get().case


def post_goes(at=None):
    """Everything that waits leaves, by day; what was sent is read back."""
    at = at or timezone.now() + timedelta(days=1)
    outbox.outbox.clear()
    while mail.gather(at):
        pass
    mail.deliver_all(at)
    return [one for one in outbox.outbox if one.to == [ADDRESS]]


def link_in(message):
    return re.search(r"(/support/door/\S+/)\n", message.body)[1]


@pytest.fixture
def link(guest):
    (message,) = post_goes(by_day(now()))
    return link_in(message)


def come_in(client, link):
    return client.post(link)


@pytest.mark.framework("R27")
@pytest.mark.framework("R10")
def test_somebody_without_an_account_gets_a_link_that_the_database_does_not_hold(guest, db):
    (message,) = post_goes(by_day(now()))

    token = link_in(message).split("/")[3]
    notice = Notice.objects.get(address__isnull=False)
    assert notice.address.email == ADDRESS
    assert notice.to is None
    assert token not in notice.link
    assert token not in str(Door.objects.values_list())
    assert not any(word in message.body for word in ("Sam", "Elm", "Nneka", "hit", guest.incident.reference))
    with connection.cursor() as cursor:
        cursor.execute("SELECT email FROM people_address")
        assert ADDRESS not in cursor.fetchone()[0]


def test_looking_does_not_use_it_up_and_pressing_does(client, guest, link):
    for _ in range(3):
        page = client.get(link)
        assert page.status_code == 200
        assert settings.VISITOR_COOKIE_NAME not in page.cookies
        assert page["Referrer-Policy"] == "no-referrer"
        assert page["Cache-Control"] == "no-store"

    assert come_in(client, link).url == "/support/door/mine/"
    page = client.get("/support/door/mine/")
    assert page.status_code == 200
    assert "Your support, step by step" in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert "Exit this page" in page.content.decode()
    assert Entry.objects.filter(event="door.used", subject_id=str(guest.pk), by=None).exists()


@pytest.mark.claim("A1")
def test_every_link_that_does_not_open_is_told_alike(client, guest, link, report):
    """Used, too old, changed, made for nothing, and one that was never made: the same page, to the byte."""
    other = report(affected=[Affected("harmed", name="Ann", contact="ann@agency.example")])
    old = door.open_for(other.involved.get().case, at=now() - WEEK)
    come_in(Client(), link)
    told = {
        Client().get(address).content
        for address in (
            link,
            link.replace(link[20], "0" if link[20] != "0" else "1"),
            door.link_of(old),
            f"/support/door/{guest.doors.get().pk}/",
            "/support/door/nothing/",
            "/support/door/mine/",
        )
    }
    assert len({re.sub(rb'nonce="[^"]*"', b"", one) for one in told}) == 1
    assert Client().get(link).status_code == Client().post(link).status_code == 410


def test_only_one_of_two_presses_opens_it(guest, link):
    found = door.waiting(link.split("/")[3], now())

    assert [door.use_up(found, now()) for _ in range(2)] == [True, False]


@pytest.mark.parametrize("what", ["expired", "address", "account", "merged", "newer"])
def test_a_link_dies_with_what_it_was_made_for(client, guest, link, what, trust, report):
    inside = Client()
    if what in ("address", "account", "merged"):
        newer = door.send(guest, door.OWN, "Again", at=now())
        assert come_in(inside, door.link_of(newer)).status_code == 302
        link = door.link_of(door.open_for(guest, at=now()))
    person = guest.person
    if what == "expired":
        Door.objects.update(expires_at=now())
    elif what == "address":
        person.contact = "somebody.else@agency.example"
        person.save()
    elif what == "account":
        incidents.name_person(person, by=trust.maya, user=trust.will)
    elif what == "merged":
        Case.objects.filter(pk=guest.pk).update(status=CaseStatus.MERGED)
    elif what == "newer":
        door.open_for(guest, at=now())

    assert client.get(link).status_code == client.post(link).status_code == 410
    assert inside.get("/support/door/mine/").status_code == 410


@pytest.mark.claim("E10")
def test_a_link_that_died_before_the_post_left_is_not_sent(guest, trust):
    incidents.name_person(guest.person, by=trust.maya, user=trust.will)

    assert post_goes(by_day(now())) == []
    assert list(mail.stuck()) == []


@pytest.mark.claim("E1")
@pytest.mark.claim("E9")
def test_a_message_that_is_sent_again_is_the_same(guest):
    while mail.gather(by_day(now())):
        pass
    mailing = Notice.objects.get(address__isnull=False).mailing
    first, second = mail.message(mailing), mail.message(mailing)
    assert first.body == second.body
    assert first.extra_headers == second.extra_headers


@pytest.mark.claim("A1")
@pytest.mark.claim("A2")
def test_a_visit_opens_this_case_and_nothing_else(client, guest, link, report, trust):
    mine, other = guest, report().involved.get().case
    come_in(client, link)

    for pk, path in ((other.pk, ""), (other.pk, "stages/defusing/"), (other.pk, "check-ins/1/")):
        assert client.post(f"/support/door/mine/{pk}/{path}", {"answer": "no"}).status_code == 404
    for address in (
        "/",
        "/support/",
        "/support/me/",
        f"/support/cases/{mine.pk}/",
        "/incidents/",
        "/messages/",
    ):
        answer = client.get(address)
        assert answer.status_code in (302, 404), address
        assert "Sam" not in answer.content.decode(), address
    body = client.get("/support/door/mine/").content.decode()
    assert "Nneka" not in body
    assert "confused" not in body


def test_answers_are_taken_and_name_nobody(client, guest, link, trust):
    actions.record_stage(guest, "defusing", by=trust.maya, outcome="offered")
    come_in(client, link)
    said = client.post(f"/support/door/mine/{guest.pk}/stages/defusing/", {"answer": "yes"}, follow=True)
    assert "You will be told when it is" in said.content.decode()
    client.post(f"/support/door/mine/{guest.pk}/", {"answer": "call"})
    client.post(f"/support/door/mine/{guest.pk}/check-ins/1/", {"feeling": "worse"})

    guest.refresh_from_db()
    assert guest.stages.get(key="defusing").moves.last().by is None
    assert guest.check_ins.get(week=1).status == CheckInStatus.DONE
    assert guest.promises.open().filter(key="do.call").exists()


def test_a_door_for_one_question_opens_that_question(client, guest):
    check_in = door.send(guest, "check_in.2", "How are you?", at=now())
    assert come_in(client, door.link_of(check_in)).url == f"/support/door/mine/{guest.pk}/check-ins/2/"

    assert "Getting better" in client.get(f"/support/door/mine/{guest.pk}/check-ins/2/").content.decode()
    for path in ("", f"{guest.pk}/check-ins/1/"):
        assert client.get(f"/support/door/mine/{path}").status_code == 403
    assert client.post(f"/support/door/mine/{guest.pk}/", {"answer": "no"}).status_code == 403
    client.post(f"/support/door/mine/{guest.pk}/check-ins/2/", {"feeling": "call"})
    assert guest.promises.open().filter(key="do.call").exists()


def test_whoever_is_signed_in_on_that_computer_is_neither_seen_nor_touched(client, guest, link, trust):
    client.force_login(trust.karl if hasattr(trust, "karl") else trust.maya)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    answer = come_in(client, link)
    assert set(answer.cookies) == {settings.VISITOR_COOKIE_NAME}
    page = client.get("/support/door/mine/")
    assert "Maya Lindqvist looks after you" in page.content.decode()
    assert "Sign out" not in page.content.decode()
    assert not Entry.objects.filter(event="case.read_own", by__isnull=False).exists()
    client.get("/support/door/leave/")

    assert client.get("/support/door/mine/").status_code == 410
    assert client.cookies[settings.SESSION_COOKIE_NAME].value == session
    assert client.get("/").status_code == 200


def test_a_visit_ends_when_it_is_idle_or_said_to_be_over(client, guest, link, monkeypatch):
    come_in(client, link)
    copied = client.cookies[settings.VISITOR_COOKIE_NAME].value
    for later, status in ((timedelta(minutes=29), 200), (timedelta(minutes=60), 410)):
        monkeypatch.setattr("support.views.door.now", lambda later=later: timezone.now() + later)
        assert client.get("/support/door/mine/").status_code == status
    monkeypatch.undo()
    client.cookies[settings.VISITOR_COOKIE_NAME] = copied
    assert "closed" in client.post("/support/door/finish/").content.decode()
    client.cookies[settings.VISITOR_COOKIE_NAME] = copied
    assert client.get("/support/door/mine/").status_code == 410


def test_forged_forms_and_other_sites_are_refused(guest, link):
    client = Client(enforce_csrf_checks=True)
    assert client.post(link, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 410
    assert client.post(link).status_code == 302
    assert client.cookies[settings.VISITOR_COOKIE_NAME]["samesite"] == "Strict"
    assert client.post(f"/support/door/mine/{guest.pk}/", {"answer": "no"}).status_code == 403


@pytest.mark.claim("H8")
def test_a_new_link_is_asked_for_without_learning_anything(
    client, guest, django_capture_on_commit_callbacks, monkeypatch
):
    sent = []
    monkeypatch.setattr("support.asking.send_new_link.delay", sent.append)
    reference, pages = guest.incident.reference, set()
    for typed, email in ((reference, ADDRESS), (reference, "x@y.example"), ("AC-2222-2222", ADDRESS)):
        with django_capture_on_commit_callbacks(execute=True):
            page = client.post("/support/door/", {"reference": typed.lower(), "email": email})
        pages.add(re.sub(rb'nonce="[^"]*"', b"", page.content))
    assert len(pages) == 1
    assert len(sent) == 3
    assert ADDRESS not in str(sent)
    assert reference not in str(sent)
    before = Door.objects.count()
    for token in sent:
        asking.send_new_link(token)
    assert Door.objects.count() == before + 1

    for _ in range(5):
        asking.ask(reference, ADDRESS, at=now())
    assert guest.doors.count() == asking.MOST
    for _ in range(12):
        client.post("/support/door/", {"reference": reference, "email": ADDRESS})
    assert len(sent) == 3


def test_in_confidence_nothing_is_sent_before_somebody_asks_them(report, trust):
    report(
        affected=[Affected("harmed", name="Sam Kite", contact=ADDRESS)],
        kinds=["sexual_harassment"],
        sealed_to=trust.sasha,
    )
    assert post_goes(by_day(now())) == []
    assert not Door.objects.exists()
    case = Case.objects.get(person__name="Sam Kite")
    assert door.send(case, door.OWN, "Something waits", at=now()) is None
    actions.send_link(case, by=trust.sasha)
    assert len(post_goes(by_day(now()))) == 1
    assert door.send(case, door.OWN, "Something waits", at=now())


def test_who_has_no_one_address_or_an_account_gets_none(report, trust):
    incident = report(
        affected=[
            Affected("harmed", name="Sam", contact="07700 900123"),
            Affected("witness", name="Kit", contact="a@b.example or c@d.example"),
            Affected("responder", user=trust.will),
        ]
    )
    assert [door.address_of(person.case) for person in incident.involved.all()] == ["", "", ""]


def test_a_visitor_of_one_case_decides_nothing_about_another(guest, report):
    other = report(affected=[Affected("harmed", name="Ann", contact="")]).involved.get().case
    with pytest.raises(PermissionDenied):
        actions.accept_support(other, by=Visitor(guest))
    assert actions.accept_support(guest, by=Visitor(guest)).accepted_at
    assert links.read("/support/other/", links.as_sent(f"{door.PATH}x/").split("/")[3]) is None


def test_what_is_not_urgent_waits_for_one_digest_a_day_of_an_address(guest):
    eight = datetime(2026, 11, 18, 8, 0, tzinfo=LONDON)
    post_goes(by_day(now()))
    for number in range(2):
        tell_address(ADDRESS.upper(), key=f"a{number}", line=f"Line {number}", at=eight - timedelta(hours=9))

    assert post_goes(eight - timedelta(minutes=1)) == []
    (digest,) = post_goes(eight)
    assert "Line 0" in digest.body
    assert "Line 1" in digest.body
    assert "no account" in digest.body


def test_the_reference_of_a_double_leads_to_the_report_that_goes_on(guest, report, trust):
    double = report(affected=[Affected("harmed", name="Sam Kite", contact=ADDRESS)])
    incidents.merge(double, into=guest.incident, by=trust.viv, why="The same")
    sent = asking.ask(double.reference, ADDRESS, at=now())
    assert sent.case.status != CaseStatus.MERGED
