"""Who is said to have done it: earlier incidents, what keeps staff safe, their rights, and a colleague who sees nothing."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from incidents import actions, naming, reading, retention
from incidents.actions import Affected, Alleged
from incidents.cleaning import Clean
from incidents.models import AllegedPerpetrator, Duty, Incident, Precaution
from people.models import Entry
from support.models import Case

NHS = "943 476 5919"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("John Smith", "smith,  JOHN"),
        ("Zoë O’Neil", "zoe oneil"),
        ("943 476 5919", "9434765919"),
        ("943-476-5919", " 943 476 5919 "),
        ("RXF 123 456", "rxf123456"),
    ],
)
def test_the_same_person_is_found_however_they_are_written(one, other):
    assert naming.normalised(one) == naming.normalised(other) != ""


def test_other_people_are_not_the_same():
    assert naming.normalised("John Smith") != naming.normalised("John Smyth")
    assert naming.normalised("- ., ") == ""
    assert naming.is_nhs_number(NHS)
    assert not naming.is_nhs_number("943 476 5918")
    assert naming.as_shown("9434765919") == NHS
    assert naming.as_shown("Bed 4, tall man") == "Bed 4, tall man"


@pytest.fixture
def known(trust, report):
    """Three reports about the same patient: two on Elm Ward, one on Oak Ward, which Maya may not open."""
    here, earlier = report(), report(occurred_on=timezone.localdate() - timedelta(days=9))
    elsewhere = report(by=trust.omar, team=trust.oak_ward)
    for incident, by in ((here, trust.maya), (earlier, trust.maya), (elsewhere, trust.owen)):
        actions.name_alleged(incident, by=by, kind="patient", identifier=NHS, alleged=incident.alleged.get())
    return here, earlier, elsewhere


def put(incident, by, **over):
    today = timezone.localdate()
    facts = {
        "kind": "alert",
        "facts": "He raised his fist and said: get out.",
        "starts_on": today,
        "review_on": today + timedelta(days=90),
        "told": "no",
        "told_why": "He has no address",
    }
    return actions.put_in_place(incident.alleged.get(), by=by, **facts | over)


@pytest.mark.framework("R98")
def test_earlier_incidents_are_those_the_reader_may_open(trust, known):
    here, earlier, elsewhere = known
    assert reading.earlier(trust.maya, here.alleged.get()) == [earlier]
    assert set(reading.earlier(trust.viv, here.alleged.get())) == {earlier, elsewhere}
    assert reading.earlier(trust.owen, elsewhere.alleged.get()) == []


@pytest.mark.claim("A9")
def test_a_name_is_held_encrypted(known):
    with connection.cursor() as cursor:
        cursor.execute("SELECT identifier, fingerprint FROM incidents_allegedperpetrator")
        rows = cursor.fetchall()
    assert "943" not in rows[0][0]
    assert len({fingerprint for _, fingerprint in rows}) == 1


@pytest.mark.parametrize("person", ["nneka", "milo", "cora", "omar", "ade"])
def test_only_those_who_look_after_it_say_who_it_is(trust, report, person):
    incident = report()
    with pytest.raises(PermissionDenied):
        actions.name_alleged(incident, by=getattr(trust, person), kind="patient", identifier="X")


@pytest.mark.parametrize("person", ["nneka", "milo", "omar", "ade"])
def test_only_those_who_plan_safety_put_something_in_place(trust, known, person):
    with pytest.raises(PermissionDenied):
        put(known[0], getattr(trust, person))


@pytest.mark.framework("R108")
def test_something_in_place_shows_on_a_later_report_and_is_looked_at_again(client, trust, known):
    here, _, elsewhere = known
    alert = put(elsewhere, trust.owen)

    client.force_login(trust.maya)
    page = client.get(
        reverse("incidents:person", args=[here.reference, here.alleged.get().pk])
    ).content.decode()
    assert "Alert on the record" in page
    assert "that you cannot open" in page
    assert "raised his fist" not in page
    assert elsewhere.reference not in page

    duty = Duty.objects.get(key="precaution")
    assert (duty.owner, timezone.localdate(duty.due_at)) == (trust.owen, alert.review_on - timedelta(days=1))
    with pytest.raises(PermissionDenied):
        actions.review_precaution(alert, by=trust.maya, why="x")
    later = timezone.localdate() + timedelta(days=200)
    actions.review_precaution(alert, by=trust.owen, why="Again in March", review_on=later)
    assert Duty.objects.open().get(key="precaution").due_at > duty.due_at
    actions.review_precaution(alert, by=trust.owen, why="He has moved away")
    assert not Duty.objects.open().filter(key="precaution").exists()
    assert not Precaution.objects.in_place().exists()
    assert alert.history.count() == 3


@pytest.mark.claim("I3")
def test_what_is_in_place_after_a_sealed_report_is_known_there_alone(trust, report, known):
    sealed = report(by=trust.omar, team=trust.oak_ward, sealed_to=trust.sasha)
    actions.name_alleged(sealed, by=trust.sasha, kind="patient", identifier=NHS, alleged=sealed.alleged.get())
    put(sealed, trust.sasha, kind="exclusion")
    assert len(reading.precautions_about(trust.sasha, sealed.alleged.get())) == 1
    assert reading.precautions_about(trust.viv, known[0].alleged.get()) == []
    assert sealed not in reading.earlier(trust.viv, known[0].alleged.get())


def test_nothing_is_put_in_place_about_nobody_or_a_colleague(trust, report):
    with pytest.raises(actions.NobodyNamed):
        put(report(), trust.maya)
    with pytest.raises(actions.NobodyNamed):
        put(report(alleged=[Alleged("colleague", identifier="Karl")]), trust.maya)


@pytest.mark.framework("R7")
def test_reports_about_a_colleague_are_never_listed_together(client, trust, report):
    first = report(alleged=[Alleged("colleague", identifier="Karl Accused")])
    second = report(alleged=[Alleged("colleague", identifier="Karl Accused")])
    assert reading.earlier(trust.maya, first.alleged.get()) == []
    client.force_login(trust.maya)
    address = reverse("incidents:person", args=[first.reference, first.alleged.get().pk])
    page = client.get(address).content.decode()
    assert "human resources" in page
    assert "Freedom to Speak Up" in page
    assert second.reference not in page
    client.force_login(trust.chi)
    assert client.get(address).status_code == 403


def test_how_long_it_is_kept_and_the_hold_on_it(client, trust, known, settings):
    here = known[0]
    here.occurred_on, here.harm = date(2024, 2, 29), Incident.Harm.SEVERE
    assert retention.kept_until(here) == date(2044, 2, 29)
    here.harm, settings.RETENTION_YEARS = Incident.Harm.LOW, 11
    assert retention.kept_until(here) == date(2035, 2, 28)

    client.force_login(trust.maya)
    address = reverse("incidents:person-hold", args=[here.reference, here.alleged.get().pk])
    client.post(address, {"why": "The police asked"})
    assert here.alleged.get().held_why == "The police asked"
    client.post(address)
    assert here.alleged.get().held_at is None
    assert Entry.objects.filter(event__in=["alleged.held", "alleged.let_go"]).count() == 2


@pytest.mark.claim("A3")
def test_a_colleague_who_is_matched_later_sees_nothing_by_any_door(client, trust, report):
    """Dev is deputy on the ward, and looks after the case and a duty until somebody says that it was him."""
    incident = report(
        alleged=[Alleged("colleague", identifier="Devinder")],
        what_happened="canary-story",
        affected=[Affected("harmed", user=trust.nneka), Affected("witness", user=trust.maya)],
    )
    double = report(by=trust.will, alleged=[])
    actions.merge(double, into=incident, by=trust.maya, why="The same thing")
    evidence = actions.add_evidence(incident, Clean("text", ".txt", b"canary"), by=trust.nneka)
    Case.objects.update(lead=trust.dev)
    Duty.objects.open().filter(incident=incident).update(owner=trust.dev)
    assert incident in Incident.objects.visible_to(trust.dev)

    alleged = incident.alleged.get()
    with pytest.raises(PermissionDenied):
        actions.match_alleged(alleged, by=trust.dev, user=trust.dev)
    with pytest.raises(PermissionDenied):
        actions.match_alleged(alleged, by=trust.cora, user=trust.dev)
    client.force_login(trust.viv)
    address = reverse("incidents:person-match", args=[incident.reference, alleged.pk])
    assert "no account" in client.post(address, {"named": "Zzz"}).content.decode()
    assert client.post(address, {"named": trust.dev.email}).status_code == 302

    assert AllegedPerpetrator.objects.get(incident=incident).user == trust.dev
    assert double not in Incident.objects.visible_to(trust.dev)
    assert not Case.objects.filter(lead=trust.dev).exists()
    assert not Duty.objects.visible_to(trust.dev).open().exists()
    client.force_login(trust.dev)
    doors = [
        reverse("incidents:detail", args=[incident.reference]),
        reverse("incidents:evidence", args=[incident.reference, evidence.pk]),
        reverse("incidents:person", args=[incident.reference, alleged.pk]),
        reverse("incidents:evidence-add", args=[incident.reference]),
        reverse("support:case", args=[Case.objects.first().pk]),
    ]
    assert [client.get(door).status_code for door in doors] == [404] * len(doors)
    lists = [
        "/incidents/",
        "/incidents/?words=canary-story",
        f"/incidents/?words={incident.reference}",
        "/incidents/download.csv",
        "/support/",
        "/notices/",
        "/",
    ]
    for address in lists:
        answer = client.get(address)
        assert answer.status_code == 200
        assert f"/incidents/{incident.reference}/" not in answer.getvalue().decode(), address
