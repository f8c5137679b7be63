"""Three taps on a poster: who is told, what starts, what the code is good for, and what a flood cannot do."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from incidents import actions, flood, quick
from incidents.models import Duty, Incident, InvolvedPerson, QuickReport
from people.models import Entry, Notice

pytestmark = pytest.mark.django_db
THREE = {"what": "physical", "whom": "me", "safe": "yes"}


def poster(team):
    return reverse("incidents:quick", args=[team.poster_code])


@pytest.fixture
def send(client, trust):
    """Everything on the third page at once; gives the answer and the code."""

    def sent(code=None, client=client, **more):
        data = THREE | {"code": code or quick.make_code()} | more
        return client.post(poster(trust.elm_ward), data), data["code"]

    return sent


@pytest.mark.framework("R26", "R27", "R47", "R92")
def test_three_taps_and_one_sentence_make_a_report_and_support(client, trust):
    address = poster(trust.elm_ward).replace(trust.elm_ward.poster_code, trust.elm_ward.poster_code.lower())
    assert "What happened?" in client.get(address).content.decode()
    page = client.post(address, {"what": "threat"}).content.decode()
    assert "Who did it happen to?" in page
    page = client.post(address, {"what": "threat", "whom": "several"}).content.decode()
    assert "Is everybody safe now?" in page
    code = re.search(r'name="code" value="([A-Z0-9-]{19})"', page)[1]
    assert not Incident.objects.exists()

    said = {"sentence": "He said he would wait outside.", "reach": "Bleep 412"}
    page = client.post(address, {"what": "threat", "whom": "several", "safe": "no", "code": code} | said)

    incident = Incident.objects.get()
    assert (incident.channel, incident.kinds, incident.everyone_safe) == ("quick", ["threat"], "no")
    assert (incident.reporter, incident.is_stub, incident.team) == (None, True, trust.elm_ward)
    assert incident.what_happened == said["sentence"]
    assert incident.occurred_on == timezone.localdate()
    assert incident.history.get().history_user is None
    assert [one.contact for one in incident.involved.order_by("name")] == ["Bleep 412", ""]
    assert all(one.case.lead == trust.maya for one in incident.involved.all())
    text = page.content.decode()
    assert incident.reference in text
    assert code in text
    assert "Call 999, or 2222" in text
    urgent = Notice.objects.filter(is_urgent=True, key__startswith="incident-now")
    assert {notice.to for notice in urgent} == {trust.maya, trust.dev}
    assert "safe" in urgent.first().line


@pytest.mark.claim("D1")
def test_sent_twice_it_is_one_and_worse_news_is_not_lost(send, trust):
    _, code = send()
    again, _ = send(code)
    assert again.status_code == 200
    assert Incident.objects.count() == QuickReport.objects.count() == 1

    send(code, safe="no")
    assert Incident.objects.get().everyone_safe == "no"
    assert trust.maya.notices.filter(line__startswith="Somebody in your team needs you").count() == 1


@pytest.mark.claim("B2")
def test_nothing_of_whoever_is_signed_in_on_the_phone_is_read_or_kept(client, trust, send):
    client.force_login(trust.nneka)
    answer, _ = send()
    assert answer.cookies == {}
    assert "Nneka" not in answer.content.decode()
    incident = Incident.objects.get()
    assert incident.reporter is None
    assert incident.history.get().history_user is None
    assert incident.involved.get().case.history.earliest().history_user is None
    assert not Entry.objects.filter(by=trust.nneka).exclude(event__startswith="session").exists()


@pytest.mark.claim("F8", "F10")
def test_odd_answers_are_asked_again_and_nothing_typed_is_lost(client, trust, send):
    for odd in ({"what": "\x00"}, {"what": "physical", "whom": "'; --"}, THREE | {"safe": "x" * 999}):
        answer = client.post(poster(trust.elm_ward), odd)
        assert answer.status_code == 200
    answer, _ = send(sentence="x" * 1001, reach="Bleep 4")
    text = answer.content.decode()
    assert "Use 1,000 characters or fewer" in text
    assert "Bleep 4" in text
    assert not Incident.objects.exists()
    assert client.get("/report/quick/NOTTHERE/").status_code == 404
    assert client.get("/report/quick/", {"letters": "NOPE\x00"}).status_code == 200
    found = client.get("/report/quick/", {"letters": f" {trust.elm_ward.poster_code.lower()} "})
    assert found.url == poster(trust.elm_ward)


def test_something_sexual_offers_the_confidential_way_before_it_is_sent(client, trust):
    page = client.post(poster(trust.elm_ward), {"what": "sexual"}).content.decode()
    assert "is told about this report at once" in page
    assert 'href="/report/confidential/"' in page


def test_nobody_left_to_tell_says_so_and_keeps_what_was_said(send, trust):
    trust.elm_ward.roles.all().delete()
    from people.models import Role

    Role.objects.all().delete()
    answer, code = send(sentence="Keep this")
    assert answer.status_code == 409
    assert "Keep this" in answer.content.decode()
    assert code in answer.content.decode()
    assert not Incident.objects.exists()


@pytest.mark.claim("H8")
def test_it_is_taken_with_redis_away(send, settings, trust):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    answer, _ = send()
    assert answer.status_code == 200
    assert Incident.objects.get().involved.get().case
    assert trust.maya.notices.filter(is_urgent=True).exists()


# The code


@pytest.mark.claim("A5")
def test_the_code_is_kept_nowhere(send, trust):
    from django.db import connection

    _, code = send()
    letters = code.replace("-", "")
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(i)::text FROM incidents_incident i")
        rows = cursor.fetchall()
        cursor.execute("SELECT row_to_json(i)::text FROM incidents_quickreport i")
        rows += cursor.fetchall()
        cursor.execute("SELECT row_to_json(i)::text FROM people_entry i")
        rows += cursor.fetchall()
    assert letters not in str(rows).replace("-", "")
    assert quick.with_code(letters.lower()) == Incident.objects.get()
    assert quick.with_code("A" * 16) is None


@pytest.mark.framework("R47")
def test_with_the_code_more_is_said_and_it_is_complete_when_all_are_named(client, send, trust):
    _, code = send(sentence="Hit out.")
    page = client.post("/report/quick/finish/", {"code": code}).content.decode()
    assert "Hit out." not in page
    assert (
        "Write what you want to add"
        in client.post("/report/quick/finish/", {"code": code, "do": "add"}).content.decode()
    )

    client.post(
        "/report/quick/finish/", {"code": code, "do": "add", "what_happened": "I fell.", "place": "Bay 3"}
    )
    incident = Incident.objects.get()
    assert incident.what_happened == "Hit out.\n\nI fell."
    assert incident.is_stub
    client.post(
        "/report/quick/finish/", {"code": code, "do": "add", "name_0": "Agency Ann", "contact_0": "0161 000"}
    )

    incident.refresh_from_db()
    person = incident.involved.get()
    assert (person.name, person.contact, person.is_named) == ("Agency Ann", "0161 000", True)
    assert not incident.is_stub
    assert not Duty.objects.open().filter(key="complete").exists()
    assert trust.maya.notices.filter(line="More has been said about a report from your team.").count() == 1


def test_a_code_adds_for_a_week_and_takes_back_for_minutes(send, trust):
    _, code = send()
    incident = quick.with_code(code)
    later = timezone.now() + timedelta(minutes=16)
    with pytest.raises(actions.TooLate):
        actions.take_back(incident, at=later)
    with pytest.raises(actions.TooLate):
        actions.add_to_quick(incident, what_happened="x", at=timezone.now() + timedelta(days=7, minutes=1))


@pytest.mark.framework("R10")
def test_said_to_be_a_mistake_it_is_looked_at_all_the_same(client, send, trust):
    _, code = send()
    answer = client.post("/report/quick/finish/", {"code": code, "do": "mistake"})
    assert "Thank you for saying so" in answer.content.decode()
    assert Duty.objects.open().filter(key="complete").exists()
    client.force_login(trust.maya)
    page = client.get(reverse("incidents:detail", args=[Incident.objects.get().reference])).content.decode()
    assert "that it was a mistake" in page
    assert "To be completed" in page


@pytest.mark.framework("R26", "R47")
def test_signed_in_with_the_code_it_becomes_my_own_report(client, send, trust):
    _, code = send()
    client.force_login(trust.nneka)
    answer = client.post(reverse("incidents:quick-claim"), {"code": code.lower().replace("-", " ")})
    incident = Incident.objects.get()
    assert answer.url == reverse("incidents:detail", args=[incident.reference])
    assert incident.reporter == trust.nneka
    assert incident.involved.get().user == trust.nneka
    assert trust.nneka.notices.filter(line__startswith="Your support has started").exists()
    assert client.get(answer.url).status_code == 200
    with pytest.raises(actions.SomebodyElses):
        actions.claim_quick(incident, by=trust.will)


# The manager completes it


def test_the_manager_names_the_colleague_and_completes_it(client, send, trust):
    send()
    incident = Incident.objects.get()
    person = incident.involved.get()
    client.force_login(trust.maya)
    assert "Complete a report that says little so far" in client.get("/").content.decode()
    naming = reverse("incidents:affected-name", args=[incident.reference, person.pk])
    assert (
        "Choose which colleague you mean"
        in client.post(naming, {"named": "obi", "part": "harmed"}).content.decode()
    )
    client.post(naming, {"named": "Nneka Obi", "part": "harmed"})
    assert InvolvedPerson.objects.get().user == trust.nneka

    client.post(
        reverse("incidents:affected-add", args=[incident.reference]),
        {"named": "Will Tanner", "part": "witness"},
    )
    assert incident.involved.get(user=trust.will).case
    answer = client.post(reverse("incidents:complete", args=[incident.reference]))
    assert answer.status_code == 302
    assert not Incident.objects.get().is_stub
    client.force_login(trust.nneka)
    assert "Your support, step by step" in client.get("/support/me/").content.decode()


def test_it_is_not_complete_while_somebody_is_unknown_unless_that_is_said(client, send, trust):
    send()
    client.force_login(trust.maya)
    address = reverse("incidents:complete", args=[Incident.objects.get().reference])
    assert "Say who was affected, or that you have asked" in client.post(address).content.decode()
    assert client.post(address, {"nobody_knows": "on"}).status_code == 302
    assert not Incident.objects.get().is_stub


# A ward in a bad hour, and a flood


class Phone:
    """A request from the ward's one address."""

    META = {"REMOTE_ADDR": "203.0.113.7"}


def test_sixty_different_people_in_one_hour_all_get_through(trust):
    assert all(flood.judge(Phone, trust.elm_ward, quick.make_code()).may_go for _ in range(60))
    other_ward = flood.judge(Phone, trust.oak_ward, quick.make_code())
    assert other_ward.may_go


@pytest.mark.claim("I5")
@pytest.mark.parametrize(("is_patient", "sent", "most"), [(False, 200, flood.FREE), (True, 2000, flood.MOST)])
def test_two_thousand_from_one_address_are_not_two_thousand_reports(
    trust, monkeypatch, time_machine, is_patient, sent, most
):
    """Each presses once more when told to: at once, or after all the time it is told to wait."""
    time_machine.move_to(timezone.now(), tick=False)
    if is_patient:
        monkeypatch.setattr(flood, "_waited", lambda code, token: 0 if token else None)
    taken = 0
    for _ in range(sent):
        code = quick.make_code()
        verdict = flood.judge(Phone, trust.elm_ward, code)
        if verdict.token:
            verdict = flood.judge(Phone, trust.elm_ward, code, verdict.token)
        taken += verdict.may_go
    assert taken == most


def test_after_the_free_ones_each_waits_a_little_and_then_gets_through(trust, monkeypatch, time_machine):
    monkeypatch.setattr(flood, "FREE", 0)
    time_machine.move_to(timezone.now(), tick=False)
    code = quick.make_code()
    first = flood.judge(Phone, trust.elm_ward, code)
    assert (first.wait, first.may_go) == (2, False)
    assert not flood.judge(Phone, trust.elm_ward, code, first.token).may_go
    time_machine.shift(3)
    assert flood.judge(Phone, trust.elm_ward, code, first.token).may_go
    assert not flood.judge(Phone, trust.elm_ward, quick.make_code(), first.token).may_go


def test_beyond_the_most_of_an_hour_what_was_said_stays_on_the_page(send, monkeypatch):
    monkeypatch.setattr(flood, "MOST", 2)
    send()
    send()
    answer, code = send(sentence="Keep this")
    assert answer.status_code == 429
    text = answer.content.decode()
    assert "Keep this" in text
    assert code in text
    assert "tell whoever is in charge" in text
    assert Incident.objects.count() == 2


def test_codes_cannot_be_tried_for_ever(client, monkeypatch):
    monkeypatch.setattr(flood, "GUESSES", 3)
    tried = [client.post("/report/quick/finish/", {"code": quick.make_code()}).status_code for _ in range(5)]
    assert tried == [200, 200, 200, 429, 429]


def test_strangers_to_the_team_neither_complete_nor_claim_by_hand(send, trust):
    send()
    incident = Incident.objects.get()
    with pytest.raises(PermissionDenied):
        actions.complete(incident, by=trust.nneka)
