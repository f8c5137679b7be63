"""The register of peer supporters: who is there, who is full, how they are, and who may know it."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from incidents.actions import Affected
from people import actions as people
from people.models import Notice
from people.roles import RoleKind
from support import actions
from support.deadlines import LONDON
from support.meeting import wellbeing
from support.meeting.peering import here_now
from support.models import ComeNow, LearntTopic, Match, Supporter, WellBeingCheck
from support.workflow import CannotMove
from tests.factories import RoleFactory, TeamFactory, UserFactory

LONG_AGO = date(2025, 5, 1)
ALL = dict.fromkeys(LearntTopic.Topic.values, LONG_AGO)
# A Tuesday night still to come: the shift began on Monday.
TODAY = timezone.localdate()
TUESDAY = TODAY + timedelta(days=(1 - TODAY.weekday()) % 7 + 7)
NIGHT = datetime.combine(TUESDAY, time(3), LONDON)


@pytest.fixture
def petra(trust):
    return actions.keep_supporter(trust.petra, by=trust.viv, at_once=2, learnt=ALL)


@pytest.fixture
def supporter(trust):
    """One more peer supporter, there every Monday night."""

    def make(first, team=None, *, learnt=ALL, at_once=2):
        user = UserFactory(first_name=first, team=team or trust.elm_ward)
        RoleFactory(user=user, kind=RoleKind.PEER_SUPPORTER)
        found = actions.keep_supporter(user, by=trust.viv, at_once=at_once, learnt=learnt)
        return actions.say_when(found, by=user, weekly={(0, "night")}, dated={})

    return make


def names(trust, **more):
    said = {"asked_by": trust.maya} | more
    return [one.user.first_name for one in here_now(trust.elm_ward, NIGHT, **said)]


@pytest.mark.framework("R123")
def test_at_3_am_those_of_the_night_that_began_yesterday_are_shown_nearest_first(trust, supporter):
    supporter("Far", TeamFactory(site=trust.riverside, name="Acorn"))
    supporter("Near")
    supporter("Untrained", learnt={"stress": LONG_AGO})
    day = supporter("Daily")
    actions.say_when(day, by=day.user, weekly={(0, "day"), (1, "night")}, dated={})
    resting = supporter("Resting")
    actions.pause(resting, by=resting.user, paused=True)
    off = supporter("Off")
    said = {(NIGHT.date() - timedelta(days=1), "night"): False}
    actions.say_when(off, by=off.user, weekly={(0, "night")}, dated=said)
    away = supporter("Away")
    people.arrange_cover(away.user, by=trust.ade, starts_on=NIGHT.date(), ends_on=NIGHT.date())
    supporter("Left")
    people.end_account(Supporter.objects.get(user__first_name="Left").user, by=trust.ade)

    assert names(trust) == ["Near", "Far"]


def test_nobody_who_is_part_of_it_or_full_is_asked(trust, supporter, report):
    part, full = supporter("Part"), supporter("Full", at_once=1)
    supporter("Free")
    affected = [Affected("harmed", user=trust.nneka), Affected("witness", user=part.user)]
    case = report(affected=affected).involved.get(user=trust.nneka).case
    actions.put_in_touch(case, full, by=trust.maya)

    assert names(trust, case=case) == ["Free"]
    with pytest.raises(PermissionDenied):
        actions.put_in_touch(report().involved.get().case, full, by=trust.maya)


@pytest.mark.framework("R123")
def test_asking_somebody_to_come_tells_nothing_of_what_happened(trust, supporter, client):
    there = supporter("There")
    asked = actions.ask_to_come(there.user, trust.elm_ward, by=trust.nneka, at=NIGHT)
    again = actions.ask_to_come(there.user, trust.elm_ward, by=trust.will, at=NIGHT + timedelta(minutes=5))

    assert again == asked
    assert ComeNow.objects.count() == 1
    notice = Notice.objects.get(to=there.user, key=f"come_now.{asked.pk}")
    assert notice.is_urgent
    assert notice.send_at == NIGHT
    for word in ("Elm", "Nneka", "Northshire"):
        assert word not in notice.line
    client.force_login(there.user)
    html = client.get(f"/support/who-can-come/{asked.pk}/").content.decode()
    assert "Elm Ward" in html
    client.post(f"/support/who-can-come/{asked.pk}/", {"answer": "coming"})
    assert Notice.objects.filter(to=trust.nneka, line__contains="has answered", is_urgent=True).exists()
    client.force_login(trust.omar)
    assert client.get(f"/support/who-can-come/{asked.pk}/").status_code == 404
    assert "There" not in client.get(f"/support/who-can-come/?team={trust.elm_ward.pk}").content.decode()


def test_with_nobody_there_the_page_names_who_is_in_charge(trust, client):
    client.force_login(trust.nneka)
    html = client.get("/support/who-can-come/").content.decode()
    assert "No peer supporter is there in this shift" in html
    assert "Maya Lindqvist is in charge" in html
    client.post("/support/who-can-come/ask/", {"team": trust.elm_ward.pk, "to": trust.maya.pk})
    assert ComeNow.objects.get().to == trust.maya
    client.post("/support/who-can-come/ask/", {"team": trust.elm_ward.pk, "to": trust.omar.pk})
    assert ComeNow.objects.count() == 1
    assert "Asked. No answer yet" in client.get("/support/who-can-come/").content.decode()


@pytest.mark.framework("R123")
def test_supporters_are_asked_how_they_are_and_only_the_flag_is_told(trust, petra, client):
    at = timezone.now() + timedelta(weeks=9)
    assert wellbeing.ask_batch(at) == 1
    assert wellbeing.ask_batch(at) == 0
    check = WellBeingCheck.objects.get()
    with pytest.raises(PermissionDenied):
        actions.answer_check(check, by=trust.viv, answer="fine")

    actions.answer_check(check, by=trust.petra, answer="heavy", at=at)

    with pytest.raises(CannotMove):
        actions.answer_check(check, by=trust.petra, answer="fine", at=at)
    assert Notice.objects.filter(to=trust.viv, line__contains="would like a word").exists()
    client.force_login(trust.viv)
    for address in ("/support/peers/", f"/support/peers/{petra.pk}/"):
        html = client.get(address).content.decode()
        assert "Needs a word" in html
        assert "It is a lot" not in html
    client.force_login(trust.petra)
    assert "It is a lot at the moment" in client.get("/support/peers/me/").content.decode()
    assert client.get("/support/peers/").status_code == 403
    client.force_login(trust.viv)
    client.post(f"/support/peers/{petra.pk}/word/")
    assert "Needs a word" not in client.get("/support/peers/").content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT answer FROM support_wellbeingcheck")
        assert "heavy" not in cursor.fetchone()[0]


@pytest.mark.framework("R123")
def test_no_answer_for_a_week_is_followed_up_once(trust, petra):
    at = timezone.now() + timedelta(weeks=9)
    wellbeing.ask_batch(at)

    assert wellbeing.follow_up(at + timedelta(days=6)) == 0
    assert wellbeing.follow_up(at + timedelta(days=8)) == 1
    assert wellbeing.follow_up(at + timedelta(days=9)) == 0
    assert Notice.objects.filter(to=trust.viv, line__contains="has not said how they are").count() == 1


@pytest.mark.framework("R65", "R123")
def test_a_colleague_asks_for_somebody_who_is_not_from_their_team(trust, case, supporter, client):
    supporter("Same")
    other = supporter("Other", TeamFactory(site=trust.general, name="Ash"))
    client.force_login(trust.nneka)
    client.post(f"/support/me/{case.pk}/peer/", {"who": "other_team"})
    client.post(f"/support/me/{case.pk}/peer/", {"who": "anybody"})
    assert Match.objects.get().other_team
    assert case.promises.open().filter(key="do.peer", owner=trust.maya).exists()

    client.force_login(trust.maya)
    html = client.get(f"/support/cases/{case.pk}/peer/").content.decode()
    assert "Other" in html
    assert "Same" not in html
    client.post(f"/support/cases/{case.pk}/peer/", {"supporter": other.pk})

    assert Match.objects.get().supporter == other
    assert not case.promises.open().filter(key="do.peer").exists()
    client.force_login(other.user)
    mine = client.get("/support/peers/me/").content.decode()
    assert "Nneka Obi" in mine
    assert trust.nneka.email in mine
    for secret in (case.incident.reference, str(case.pk), "Maya", "hysical"):
        assert secret not in mine
    assert client.get(f"/support/cases/{case.pk}/").status_code == 404
    client.force_login(trust.nneka)
    assert "in touch with you" in client.get("/support/me/").content.decode()


def test_whoever_gives_it_up_leaves_nobody_without_one(trust, case, supporter):
    there = supporter("There")
    actions.put_in_touch(case, there, by=trust.maya)

    people.end_account(there.user, by=trust.ade)

    match = Match.objects.get()
    assert (match.supporter, match.ended_at) == (None, None)
    assert case.promises.open().filter(key="do.peer", owner=trust.maya).exists()
    there.refresh_from_db()
    assert there.ended_at


def test_the_register_asks_as_often_for_many_as_for_one(trust, supporter, client):
    supporter("One")
    client.force_login(trust.viv)
    client.get("/support/peers/")
    with CaptureQueriesContext(connection) as once:
        client.get("/support/peers/")
    for number in range(5):
        supporter(f"More{number}")
    with CaptureQueriesContext(connection) as often:
        html = client.get("/support/peers/").content.decode()

    assert len(often) == len(once)
    assert "More4" in html
    assert "Nobody" in html


def test_a_supporter_says_when_they_are_there_on_their_own_page(trust, petra, client):
    client.force_login(trust.petra)
    tomorrow = timezone.localdate() + timedelta(days=1)
    on = {"on_day": tomorrow.day, "on_month": tomorrow.month, "on_year": tomorrow.year}
    client.post(
        "/support/peers/me/",
        {"what": "when", "weekly": ["0-night", "6-day"], **on, "part": "day", "is_on": "no"},
    )
    said = set(petra.shifts.values_list("weekday", "on", "part", "is_on"))
    assert said == {(0, None, "night", True), (6, None, "day", True), (None, tomorrow, "day", False)}

    wrong = client.post("/support/peers/me/", {"what": "when", "weekly": ["0-night"], **on}).content.decode()
    assert "Choose the shift" in wrong
    assert petra.shifts.count() == 3
    client.post("/support/peers/me/", {"what": "rest"})
    petra.refresh_from_db()
    assert petra.paused_at
    client.force_login(trust.omar)
    assert client.get("/support/peers/me/").status_code == 404
