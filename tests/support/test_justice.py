"""Police, court, rights and the union: what is owed, what stops, and who reads what of it."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from icalendar import Calendar

from incidents import actions as incidents
from incidents.actions import Affected
from people import actions as people
from people.models import Cover, Notice
from people.roles import RoleKind
from support import access, actions, jobs
from support.deadlines import LONDON, london_day
from support.help import TRACKS
from support.models import Help, Liaison, Promise
from support.practical import court_calendar
from support.reading.justice import days_ahead, others_there, rights
from support.tracks.rows import Wording
from support.workflow import CannotMove
from tests.factories import RoleFactory, UserFactory

DAY = timedelta(days=1)


@pytest.fixture
def case(report, trust):
    """Nneka's, with Will who saw it."""
    affected = [Affected("harmed", user=trust.nneka), Affected("witness", user=trust.will)]
    return report(affected=affected).involved.get(user=trust.nneka).case


@pytest.fixture
def opened(case, trust):
    def make(track, *, by=None, **more):
        return actions.open_help(case, track, by=by or trust.maya, **more)

    return make


def owed(help):
    return {promise.key.split(".")[3]: promise for promise in Promise.objects.open().filter(help=help)}


def done(help, step, by, at=None, **answers):
    return actions.record_help(help, step, by=by, outcome="done", answers=answers, at=at)


def today(at=None):
    return london_day(at or timezone.now())


def by_noon():
    """Now, or noon where that is still to come: a night shift counts for the day before."""
    return max(timezone.now(), datetime.combine(today(), time(12), LONDON))


@pytest.mark.framework("R75")
def test_the_police_are_asked_every_28_days_until_the_track_closes(opened, trust):
    help = opened("police", at=by_noon())
    assert today(owed(help)["updates"].due_at) == today() + 28 * DAY

    later = by_noon() + 30 * DAY
    said = {"heard": "nothing", "told": "yes"}
    actions.add_entry(help, "updates", by=trust.maya, on=today(later), answers=said, at=later)
    assert today(owed(help)["updates"].due_at) == today(later) + 28 * DAY

    actions.settle_help(help, by=trust.maya, at=later)
    assert owed(help) == {}


@pytest.mark.framework("R72")
def test_whether_they_want_the_police_is_said_by_themselves_alone(opened, trust):
    help = opened("police")
    with pytest.raises(PermissionDenied):
        done(help, "wish", trust.maya, wants="yes")
    done(help, "wish", trust.nneka, wants="no")
    assert "crime" not in owed(help)
    done(help, "ask", trust.maya, choice="yes", said="no")
    assert "crime" not in owed(help)
    done(help, "ask", trust.maya, choice="yes", said="yes")
    assert "crime" in owed(help)


@pytest.mark.framework("R88")
def test_a_statement_outside_work_time_against_their_wish_is_taken_up_with_the_force(opened, trust):
    help = opened("police")
    done(help, "ask", trust.maya, choice="yes", said="known")
    done(help, "crime", trust.maya, force="Northshire", number="42/123", recorded="yes")
    done(help, "statement", trust.maya, when="other")
    assert "exception" not in owed(help)
    done(help, "statement", trust.maya, when="exception")
    assert "exception" in owed(help)
    done(help, "exception", trust.maya, raised_on=today(), answer="no")
    assert "exception" not in owed(help)


@pytest.mark.framework("R31")
def test_a_challenge_is_asked_again_until_there_is_a_reply_and_both_are_kept(opened, trust):
    help = opened("police")
    said = {"about": "no_action", "whom": "The desk", "reply": "waiting"}
    actions.add_entry(help, "challenges", by=trust.maya, on=today(), answers=said)
    assert today(owed(help)["challenges"].due_at) == today() + 14 * DAY
    reply = said | {"reply": "refused", "replied_on": today(), "outcome": "higher"}
    actions.add_entry(help, "challenges", by=trust.maya, on=today(), answers=reply)
    assert "challenges" not in owed(help)
    kept = help.entries.filter(key="challenges").order_by("at")
    assert [entry.answers["reply"] for entry in kept] == ["waiting", "refused"]


@pytest.mark.framework("R73")
@pytest.mark.framework("R89")
def test_paid_leave_opens_with_court_is_decided_by_hr_and_a_refusal_is_taken_further(opened, trust):
    opened("court")
    leave = Help.objects.get(track="court_leave")
    assert leave.owner == trust.hana
    done(leave, "ask", trust.maya, asked_on=today(), from_on=today() + 5 * DAY)
    assert owed(leave)["decide"].owner == trust.hana
    with pytest.raises(PermissionDenied):
        done(leave, "decide", trust.maya, decision="granted", decided_by="Me")
    done(leave, "decide", trust.hana, decision="refused", decided_by="HR")
    assert owed(leave)["refused"].owner == trust.maya
    done(leave, "refused", trust.maya, raised_with="The director", raised_on=today())
    assert "refused" not in owed(leave)


@pytest.mark.framework("R89")
def test_both_are_reminded_before_each_day_in_court_and_never_of_what_it_is(opened, trust):
    help = opened("court")
    for days in (20, 40):
        said = {"what": "trial", "at": "canary-entrance"}
        actions.add_entry(help, "dates", by=trust.maya, on=today() + days * DAY, answers=said)
    assert today(owed(help)["dates"].due_at) == today() + 17 * DAY

    Notice.objects.all().delete()
    at = by_noon() + 17 * DAY
    jobs.keep_batch(at)
    told = Notice.objects.filter(line__contains="is near")
    assert {notice.to for notice in told} == {trust.nneka, trust.maya}
    assert not any(word in notice.line for notice in told for word in ("court", "trial", "canary"))

    done(help, "dates", trust.maya, at=at)
    assert today(owed(help)["dates"].due_at) == today() + 37 * DAY


def test_a_day_in_court_in_a_calendar_says_nothing_but_the_day(opened, trust):
    help = opened("court")
    on = today() + 9 * DAY
    entry = actions.add_entry(
        help, "dates", by=trust.maya, on=on, answers={"what": "trial", "at": "canary-entrance"}
    )
    file = court_calendar.of_day(entry)
    event = Calendar.from_ical(file.content).walk("VEVENT")[0]
    assert (event["summary"], event["dtstart"].dt, event["class"]) == ("Appointment", on, "PRIVATE")
    for word in ("court", "trial", "canary", "Nneka", "Elm", "police"):
        assert word.lower() not in file.content.lower() + file.name

    moved = {"what": "moved"}
    actions.add_entry(help, "dates", by=trust.maya, on=on, answers=moved)
    assert days_ahead(Help.objects.get(pk=help.pk), timezone.now()) == []


@pytest.mark.framework("R106")
def test_a_new_version_of_the_code_leaves_what_began_under_the_old_one(opened, trust, monkeypatch):
    old = opened("code")
    said = {"right": "7", "stands": "not_met"}
    actions.add_entry(old, "rights", by=trust.maya, on=today(), answers=said)
    new = Wording("2030-01", "A new code", (("7", "Another right"),))
    track = TRACKS["code"]
    monkeypatch.setitem(TRACKS, "code", replace(track, wordings=(*track.wordings, new)))

    shown = rights(Help.objects.get(pk=old.pk))
    assert len(shown) == 12
    assert (shown[6].words, shown[6].stands) == ("To make a Victim Personal Statement", "It is not met")
    actions.settle_help(old, by=trust.maya)
    assert opened("code").wording == "2030-01"
    assert [one.words for one in rights(Help.objects.get(pk=old.pk))][
        6
    ] == "To make a Victim Personal Statement"


CANARIES = {
    ("police", "crime"): {"force": "x", "number": "canary-crime", "recorded": "no"},
    ("court", "role"): {"part": "harmed", "court": "canary-court", "comes": "nobody"},
    ("court_leave", "ask"): {"asked_on": "2026-05-01", "from_on": "2026-05-09", "days": "canary-leave"},
    ("safeguarding", "refer"): {"told_on": "2026-05-01", "number": "canary-safe"},
}
READ_BY = {"police": {"maya"}, "court": {"maya"}, "court_leave": {"maya", "hana"}, "safeguarding": {"maya"}}
LOOKERS = (
    *("maya", "hana", "olive", "petra", "frank", "chi", "milo", "una", "bea", "al", "ade", "owen", "omar"),
    *("will", "sasha", "gita", "iris"),
)


@pytest.mark.claim("A3")
def test_hr_reads_court_leave_and_nothing_of_police_or_court_and_the_panel_nothing_at_all(
    opened, trust, client
):
    for (track, step), answers in CANARIES.items():
        by = trust.maya
        help = Help.objects.filter(track=track).first() or opened(track)
        done(help, step, by, **answers)
    for name in LOOKERS:
        person = getattr(trust, name)
        client.force_login(person)
        queue = client.get("/support/help/?show=all").content.decode()
        for help in Help.objects.all():
            page = client.get(f"/support/help/{help.pk}/")
            may = name in READ_BY[help.track]
            assert page.status_code == (200 if may else 404), (name, help.track)
            assert ("canary" in page.content.decode()) == may, (name, help.track)
            assert Help.objects.visible_to(person).filter(pk=help.pk).exists() == may
        assert "canary" not in queue
        assert name in ("maya", "hana") or "Nneka Obi" not in queue


@pytest.mark.framework("R74")
@pytest.mark.claim("A4")
def test_a_union_rep_knows_of_a_member_only_by_their_consent_and_no_longer_once_it_is_withdrawn(
    opened, trust, client
):
    second = UserFactory(first_name="Uri", last_name="Steward")
    RoleFactory(user=second, kind=RoleKind.UNION_REP)
    help = opened("union")
    done(help, "details", trust.nneka, reach="canary-reach")

    def sees(rep):
        client.force_login(rep)
        page = client.get(f"/support/help/{help.pk}/")
        listed = "Nneka" in client.get("/support/help/").content.decode()
        assert listed == (page.status_code == 200)
        return "canary-reach" in page.content.decode()

    assert not sees(trust.una)
    with pytest.raises(PermissionDenied):
        actions.choose_rep(help, trust.una, by=trust.maya)
    with pytest.raises(CannotMove):
        actions.choose_rep(help, trust.omar, by=trust.nneka)
    assert not sees(trust.una)
    assert not Notice.objects.filter(to=trust.una).exists()

    help = actions.choose_rep(help, trust.una, by=trust.nneka)
    assert sees(trust.una)
    Cover.objects.create(user=trust.una, starts_on=today(), ends_on=today(), covered_by=second)
    assert not sees(second)
    assert owed(help)["contact"].owner == trust.una
    assert "canary-reach" not in str(access.readable_fields(trust.una, opened("police")))
    client.force_login(trust.maya)
    assert "canary-reach" not in client.get(f"/support/help/{help.pk}/").content.decode()

    actions.share_help(help, by=trust.nneka, yes=False)
    assert not sees(trust.una)
    actions.share_help(help, by=trust.nneka, yes=True)
    assert not sees(trust.una)
    assert not sees(second)

    actions.choose_rep(help, second, by=trust.nneka)
    people.end_role(second.roles.get(), by=trust.ade)
    assert not sees(type(second).objects.get(pk=second.pk))


@pytest.mark.framework("R87")
def test_others_who_were_there_are_known_by_where_their_support_stands_and_nothing_else(case, trust):
    seen = others_there(case, trust.maya)
    assert [(one.person.user, one.get_status_display()) for one in seen.seen] == [
        (trust.will, "Support under way")
    ]
    assert (others_there(case, trust.omar).seen, others_there(case, trust.omar).unseen) == ([], 1)


@pytest.mark.framework("R85")
@pytest.mark.framework("R86")
def test_their_own_page_shows_the_guide_their_days_and_whom_they_may_choose(opened, trust, client):
    opened("police"), opened("code"), opened("union")
    court = opened("court")
    on = today() + 9 * DAY
    entry = actions.add_entry(court, "dates", by=trust.maya, on=on, answers={"what": "trial"})
    client.force_login(trust.nneka)
    page = client.get("/support/me/").content.decode()
    assert "How an investigation and a statement work" in page
    assert "ask whether you must tell all of it again" in page
    assert "One other person who was there" in page
    assert "Will Tanner" not in page
    assert "Your calendar only says" in page
    assert "To complain when a right is not met" in page
    assert "it is not your witness statement" in page.lower()

    file = client.get(f"/support/me/help/{court.pk}/days/{entry.pk}.ics")
    assert file.status_code == 200
    assert b"Appointment" in file.content
    union = Help.objects.get(track="union")
    form = client.get(f"/support/me/help/{union.pk}/representative/").content.decode()
    assert "Una Rep" in form
    client.post(f"/support/me/help/{union.pk}/representative/", {"to": trust.una.pk})
    assert "Una Rep of your union knows your name" in client.get("/support/me/").content.decode()
    client.force_login(trust.omar)
    assert client.get(f"/support/me/help/{court.pk}/days/{entry.pk}.ics").status_code == 404
    assert client.get(f"/support/me/help/{union.pk}/representative/").status_code == 404


def test_a_right_is_asked_for_by_its_words_and_stands_in_the_table(opened, trust, client):
    help = opened("code")
    client.force_login(trust.maya)
    address = f"/support/help/{help.pk}/steps/rights/"
    assert "To have the crime recorded without delay" in client.get(address).content.decode()
    day = today()
    sent = {"q_right": "2", "q_stands": "met", "on_day": day.day, "on_month": day.month, "on_year": day.year}
    client.post(address, sent)
    assert rights(Help.objects.get(pk=help.pk))[1].stands == "It is met"
    assert "It is met" in client.get(f"/support/help/{help.pk}/").content.decode()


@pytest.mark.framework("R107")
def test_contacts_in_the_police_are_kept_by_the_lead_and_read_by_those_who_look_after_colleagues(
    trust, client
):
    said = {
        "kind": "police",
        "force": "Northshire Police",
        "contact": "A. Sergeant",
        "reach": "desk@police.example",
    }
    with pytest.raises(PermissionDenied):
        actions.keep_liaison(by=trust.maya, **said)
    client.force_login(trust.viv)
    client.post("/support/liaison/add/", said)
    liaison = Liaison.objects.get()
    day = today()
    met = {
        "kind": "agreement",
        "on_day": day.day,
        "on_month": day.month,
        "on_year": day.year,
        "agreed": "Work time",
    }
    client.post(f"/support/liaison/{liaison.pk}/", met)
    assert "Work time" in client.get(f"/support/liaison/{liaison.pk}/").content.decode()
    client.force_login(trust.maya)
    assert "A. Sergeant" in client.get("/support/liaison/").content.decode()
    assert client.get(f"/support/liaison/{liaison.pk}/").status_code == 403
    client.force_login(trust.hana)
    assert client.get("/support/liaison/").status_code == 403
    assert client.get(f"/support/liaison/{liaison.pk}/").status_code == 404

    actions.retire_liaison(liaison, by=trust.viv)
    client.force_login(trust.maya)
    assert "A. Sergeant" not in client.get("/support/liaison/").content.decode()


@pytest.mark.framework("R90")
@pytest.mark.framework("R91")
def test_court_shows_the_trusts_own_text_on_expenses_and_the_recordings_of_the_report(
    opened, trust, client, case
):
    help = opened("court")
    kept = {
        "kind": "cctv",
        "reference": "Camera 12",
        "custodian": "Security",
        "kept_until": today() + 30 * DAY,
    }
    incidents.note_footage(case.incident, by=trust.maya, **kept)
    client.force_login(trust.maya)
    address = f"/support/help/{help.pk}/steps/expenses/"
    assert "has not put its wording here yet" in client.get(address).content.decode()
    actions.write_text("court_expenses", "Keep your ticket.", by=trust.hana)
    assert "Keep your ticket." in client.get(address).content.decode()
    assert "Camera 12" in client.get(f"/support/help/{help.pk}/").content.decode()


@pytest.mark.framework("R5")
def test_what_runs_elsewhere_is_kept_by_its_number_and_no_story_fits_in(opened, trust, client):
    help = opened("safeguarding")
    client.force_login(trust.maya)
    day = today()
    told = {"q_told_on_day": day.day, "q_told_on_month": day.month, "q_told_on_year": day.year}
    sent = told | {"outcome": "done", "q_number": "She said: he came back, twice!"}
    page = client.post(f"/support/help/{help.pk}/steps/refer/", sent).content.decode()
    assert "Use letters, numbers, spaces" in page
    assert Help.objects.get(pk=help.pk).facts == {}
