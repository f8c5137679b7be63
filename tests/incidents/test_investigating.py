"""An investigation has a date; each delay has a reason that everybody who waits is told; long ones are looked at from
above."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from incidents import actions, chasing, delays
from incidents.actions import Affected, Alleged
from incidents.deadlines import end_of_day
from incidents.models import Delay, Duty, Incident, Investigation
from incidents.reading.investigations import ageing
from incidents.workflow import CannotMove
from people.models import Notice
from people.roles import RoleKind
from tests.factories import RoleFactory

DAY = timedelta(days=1)


@pytest.fixture
def opened(report, trust):
    def make(*, by=trust.maya, lead=None, listeners=(), at=None, **facts):
        incident = report(**facts)
        return actions.investigate(incident, by=by, lead=lead or by, listeners=listeners, at=at)

    return make


def heard(found):
    return sorted(str(one.to) for one in Notice.objects.filter(key__contains=f"delay.{found.pk}"))


def put_off(found, trust, *, days=40, reason="police", **more):
    return actions.delay(found, by=trust.maya, reason=reason, until=end_of_day(timezone.now(), days), **more)


@pytest.mark.framework("R101")
def test_a_delay_is_told_to_everybody_who_waits_and_says_nothing(opened, trust):
    found = opened(
        affected=[Affected("harmed", user=trust.nneka), Affected("witness", user=trust.will)],
        listeners=[trust.una],
    )
    row = put_off(found, trust, note="Sgt Cole, canary")

    assert heard(row) == ["Dev Chandra", "Nneka Obi", "Ruth Baxter", "Una Rep", "Viv Archer", "Will Tanner"]
    for notice in Notice.objects.filter(key__contains=f"delay.{row.pk}"):
        assert "canary" not in notice.line
        assert "police" not in notice.line.lower()
    assert Notice.objects.get(key__contains=f"delay.{row.pk}", to=trust.una).link == ""
    found.refresh_from_db()
    assert found.due_at == row.due_at
    assert Duty.objects.get(key="investigation", incident=found.incident).due_at == row.due_at


@pytest.mark.framework("R101")
def test_a_reporter_who_was_not_hurt_hears_too_and_the_accused_does_not(opened, trust):
    karl = trust.owen
    RoleFactory(user=karl, kind=RoleKind.LINE_MANAGER, team=trust.elm_ward)
    found = opened(affected=[Affected("harmed", user=trust.will)], alleged=[Alleged("colleague", user=karl)])
    row = put_off(found, trust)
    assert "Nneka Obi" in heard(row)
    assert "Owen Price" not in heard(row)
    assert (
        Notice.objects.get(key__contains=f"delay.{row.pk}", to=trust.nneka).line
        == "There is news about your report"
    )


@pytest.mark.claim("A3")
def test_the_accused_is_no_listener_and_leads_nothing(report, trust):
    incident = report(alleged=[Alleged("colleague", user=trust.dev)])
    with pytest.raises(PermissionDenied):
        actions.investigate(incident, by=trust.maya, lead=trust.maya, listeners=[trust.dev])
    for lead in (trust.dev, trust.nneka, trust.omar):
        with pytest.raises(PermissionDenied):
            actions.investigate(incident, by=trust.maya, lead=lead)
    assert not Investigation.objects.exists()


@pytest.mark.claim("I3")
def test_a_sealed_investigation_is_heard_of_by_nobody_else(report, trust):
    incident = report(kinds=["sexual_harassment"], sealed_to=trust.sasha)
    with pytest.raises(PermissionDenied):
        actions.investigate(incident, by=trust.sasha, lead=trust.sasha, listeners=[trust.una])
    found = actions.investigate(incident, by=trust.sasha, lead=trust.sasha)
    row = actions.delay(found, by=trust.sasha, reason="police", until=end_of_day(timezone.now(), 40))
    assert heard(row) == ["Nneka Obi"]
    assert set(Duty.objects.filter(incident=incident).values_list("owner", flat=True)) == {trust.sasha.pk}


@pytest.mark.parametrize("days", [-1, 0, 28])
def test_a_delay_goes_forward(opened, trust, days):
    found = opened()
    with pytest.raises(CannotMove):
        put_off(found, trust, days=days)
    assert not Delay.objects.exists()


def test_every_reason_is_said_in_plain_words_and_want_of_people_or_money_is_marked():
    assert {row.key for row in delays.DELAYS.values() if row.is_flagged} == {"staffing", "money"}
    for row in delays.DELAYS.values():
        assert row.plain.endswith(".")


def test_only_one_investigation_is_open_and_an_ended_one_opens_again(opened, trust):
    found = opened()
    with pytest.raises(CannotMove):
        actions.investigate(found.incident, by=trust.dev, lead=trust.dev)
    actions.end_investigation(found, by=trust.maya)
    assert not Duty.objects.open().filter(incident=found.incident, key="investigation").exists()
    with pytest.raises(CannotMove):
        put_off(found, trust)

    actions.investigate(found.incident, by=trust.dev, lead=trust.dev)
    assert Investigation.objects.get().ended_at is None
    assert Duty.objects.open().get(incident=found.incident, key="investigation").owner == trust.dev


@pytest.mark.framework("R101")
def test_news_is_owed_to_those_affected_every_28_days(opened, trust):
    at = timezone.now()
    found = opened(at=at)
    owed = Duty.objects.open().get(key="update", incident=found.incident)
    assert (owed.owner, owed.due_at) == (trust.maya, end_of_day(at, 28))

    later = at + 20 * DAY
    actions.tell_affected(found, by=trust.maya, words="We spoke to security.", at=later)
    assert Duty.objects.open().get(key="update", incident=found.incident).due_at == end_of_day(later, 28)
    assert Notice.objects.filter(to=trust.nneka, line__startswith="There is news").count() == 1


@pytest.mark.framework("R105")
def test_a_long_one_is_looked_at_by_the_next_senior_manager_and_not_by_its_lead(opened, trust):
    at = timezone.now() - 70 * DAY
    found = opened(at=at)
    owed = Duty.objects.open().get(key="senior_review", incident=found.incident)
    assert (owed.owner, owed.opens_at) == (trust.ruth, at + 60 * DAY)
    chasing.chase_batch(timezone.now() + 2 * DAY)
    assert Notice.objects.filter(
        to=trust.ruth, line__startswith="An investigation in your teams has gone"
    ).exists()

    with pytest.raises(PermissionDenied):
        actions.review_age(found, by=trust.maya, words="x")
    actions.review_age(found, by=trust.ruth, words="The police have it.")
    assert Duty.objects.get(key="senior_review", incident=found.incident).opens_at > timezone.now() + 59 * DAY


@pytest.mark.claim("D6")
def test_delays_and_updates_are_never_changed(opened, trust):
    found = opened()
    row = put_off(found, trust)
    update = actions.tell_affected(found, by=trust.maya, words="x")
    for one in (row, update):
        with pytest.raises(DatabaseError), transaction.atomic():
            type(one).objects.filter(pk=one.pk).update(by=trust.dev)
        with pytest.raises(DatabaseError), transaction.atomic():
            one.delete()


@pytest.fixture
def many(trust):
    def make(number, **facts):
        at = timezone.now()
        rows = Incident.objects.bulk_create(
            Incident(
                kinds=["verbal"], occurred_on=timezone.localdate(), team=trust.elm_ward, reporter=trust.nneka
            )
            for _ in range(number)
        )
        return Investigation.objects.bulk_create(
            Investigation(
                incident=row, lead=trust.maya, opened_at=at - n * DAY, due_at=at + (28 - n % 60) * DAY
            )
            for n, row in enumerate(rows)
        )

    return make


@pytest.mark.framework("R105")
def test_the_list_by_age_has_those_past_their_date_first_then_the_oldest(opened, trust):
    at = timezone.now()
    young, late, old = opened(at=at - DAY), opened(at=at - 40 * DAY), opened(at=at - 50 * DAY)
    actions.delay(old, by=trust.maya, reason="staffing", until=at + 30 * DAY)
    rows = list(ageing(trust.maya, at))
    assert [row.pk for row in rows] == [late.pk, old.pk, young.pk]
    assert (rows[1].put_off, rows[1].flagged) == (1, 1)
    assert list(ageing(trust.owen, at)) == []
    assert list(ageing(trust.nneka, at)) == []


def test_the_list_by_age_asks_as_often_for_300_as_for_3(many, trust, client):
    client.force_login(trust.maya)
    client.get("/incidents/ageing/")
    many(3)
    counts = []
    for more in (297, 0):
        with CaptureQueriesContext(connection) as asked:
            page = client.get("/incidents/ageing/")
        counts.append(len(asked))
        many(more)
    assert counts[0] == counts[1] <= 10
    assert len(page.context["rows"]) == 25
    assert 'href="?page=2"' in page.content.decode()


def test_the_pages_of_an_investigation(report, trust, client):
    incident = report(affected=[Affected("harmed", name="Sam Reed", contact="07700 900123")])
    base = f"/incidents/{incident.reference}/investigation/"
    client.force_login(trust.maya)
    for part in ("delay/", "update/", "review/"):
        assert client.get(base + part).status_code == 404
    assert "Nothing is being investigated" in client.get(base).content.decode()
    page = client.post(base, {"lead": trust.maya.pk, "listeners": "Nobody Known"})
    assert "Check “Nobody Known”" in page.content.decode()
    client.post(base, {"lead": trust.maya.pk, "listeners": f"{trust.una.email}\nRuth Baxter\n"})
    found = Investigation.objects.get()
    assert set(found.listeners.all()) == {trust.una, trust.ruth}

    day = timezone.localdate() + 5 * DAY
    date = {"until_day": day.day, "until_month": day.month, "until_year": day.year}
    html = client.post(base + "delay/", {"reason": "police", "note": "kept words", **date}).content.decode()
    assert "Choose a date after" in html
    assert "kept words" in html
    day += 60 * DAY
    date = {"until_day": day.day, "until_month": day.month, "until_year": day.year}
    client.post(base + "delay/", {"reason": "staffing", "note": "kept words", **date})
    assert "07700 900123" in client.get(base + "update/").content.decode()
    client.post(base + "update/", {"words": "We spoke to security"})
    assert client.get(base + "review/").status_code == 403
    html = client.get(base).content.decode()
    for words in ("People or money", "kept words", "We spoke to security", "Due in 65 days"):
        assert words in html
    client.post(base + "end/")
    assert "It ended on" in client.get(base).content.decode()
