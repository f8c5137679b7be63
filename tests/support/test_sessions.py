"""Planning a session, inviting to it, recording it: who may, who must not meet, and what the pathway says afterwards."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from email import message_from_bytes
from threading import Barrier

import icalendar
import pytest
from django.core import mail as outbox
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from incidents import actions as incidents
from incidents.actions import Affected, Alleged
from people import actions as people
from people import mail
from people.models import Entry, Notice, Role, User
from people.roles import RoleKind, TrainingKind
from support import actions
from support.deadlines import LONDON
from support.jobs import keep_batch
from support.meeting import calendars
from support.meeting.covering import cover_all
from support.models import Attendance, Case, Promise, Session, StageMove
from support.recording import CannotRecord
from support.workflow import CannotMove
from tests.factories import RoleFactory, TrainingFactory, UserFactory

SOON = timedelta(days=4)


def owed(case):
    return set(case.promises.open().values_list("key", flat=True))


def fresh(case):
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def second(report, trust):
    """Will's case, of another incident."""
    return report(by=trust.will, place="Corridor").involved.get().case


@pytest.fixture
def plan(trust):
    def make(*cases, by=None, at=None, **said):
        at = at or timezone.now()
        said = {
            "kind": "defusing",
            "leader": trust.petra,
            "starts_at": at + SOON,
            "place": "Education centre, room 2",
            "is_group": len(cases) > 1,
        } | said
        return actions.plan_session(cases, by=by or trust.maya, at=at, **said)

    return make


def came(session, **more):
    said = {"came": True, "next_step": "go_on", "answers": {}} | more
    return {one.pk: said for one in session.attendances.all()}


@pytest.mark.framework("R55", "R122")
def test_a_group_of_two_incidents_is_planned_and_everybody_invited(trust, case, second, plan):
    session = plan(case, second)

    assert [one.status for one in session.attendances.all()] == ["invited", "invited"]
    for one in (case, second):
        stage = one.stages.get(key="defusing")
        assert (stage.status, stage.booked_for, stage.answers["how"]) == (
            "booked",
            session.starts_at,
            "group",
        )
        promise = one.promises.get(key="session.1")
        assert (promise.owner, promise.session, promise.kept_at) == (trust.petra, session, None)
        assert "stage.defusing" not in owed(one)
    told = {notice.to: notice.line for notice in Notice.objects.filter(line__contains="meeting")}
    assert set(told) == {trust.nneka, trust.will, trust.petra}
    assert Entry.objects.filter(event="session.planned", by=trust.maya).count() == 1


@pytest.mark.framework("R59", "R48")
def test_the_leader_must_have_the_role_or_training_on_that_day(trust, case, plan):
    omar = trust.omar
    with pytest.raises(CannotRecord) as refused:
        plan(case, leader=omar)
    assert "leader" in refused.value.faults

    until = timezone.localdate() + timedelta(days=2)
    TrainingFactory(
        user=omar, kind=TrainingKind.DEFUSING, completed_on=until - timedelta(days=99), valid_until=until
    )
    with pytest.raises(CannotRecord):
        plan(case, leader=omar)
    assert not Session.objects.exists()
    assert case.stages.get(key="defusing").status == "ahead"

    plan(case, leader=omar, starts_at=timezone.now() + timedelta(days=1))
    assert Session.objects.get().leader == omar


def test_nobody_affected_or_accused_leads(trust, report, plan):
    RoleFactory(user=trust.will, kind=RoleKind.PEER_SUPPORTER)
    RoleFactory(user=trust.omar, kind=RoleKind.PEER_SUPPORTER)
    both = [Affected("harmed", user=trust.nneka), Affected("witness", user=trust.will)]
    incident = report(affected=both, alleged=[Alleged("colleague", user=trust.omar)])
    case = incident.involved.get(user=trust.nneka).case

    for leader in (trust.will, trust.omar, trust.nneka):
        with pytest.raises(CannotRecord):
            plan(case, leader=leader)
    assert not Session.objects.exists()


def test_those_who_must_be_kept_apart_do_not_meet_in_one_group(trust, report, case, plan):
    accused = report(by=trust.will).involved.get().case
    report(by=trust.nneka, alleged=[Alleged("colleague", user=trust.will)])

    with pytest.raises(CannotRecord) as refused:
        plan(case, accused)

    assert "cases" in refused.value.faults
    assert "Will" not in str(refused.value)
    assert not Session.objects.exists()


def test_what_was_said_in_confidence_is_talked_about_one_to_one(trust, case, report, plan):
    RoleFactory(user=trust.sasha, kind=RoleKind.LINE_MANAGER, team=trust.elm_ward)
    sealed = report(by=trust.will, sealed_to=trust.sasha).involved.get().case

    with pytest.raises(CannotRecord):
        plan(case, sealed, by=trust.sasha)
    with pytest.raises(PermissionDenied):
        plan(sealed, by=trust.maya)

    assert plan(sealed, by=trust.sasha).attendances.count() == 1


@pytest.mark.framework("R59")
def test_a_debriefing_is_voluntary_and_led_by_a_facilitator(trust, case, plan):
    with pytest.raises(CannotRecord) as refused:
        plan(case, kind="debriefing", leader=trust.frank)
    assert "voluntary" in refused.value.faults
    with pytest.raises(CannotRecord):
        plan(case, kind="debriefing", leader=trust.petra, voluntary={case.pk})

    plan(case, kind="debriefing", leader=trust.frank, voluntary={case.pk})
    assert case.stages.get(key="debriefing").answers == {"voluntary": "yes"}


@pytest.mark.framework("R55")
def test_a_group_is_small(trust, report, plan):
    actions.set_session_rules(by=trust.viv, group_at_most=2, ask_every_weeks=8, ask_after_sessions=5)
    people = [Affected("witness", name=f"Sam {i}", contact=f"sam{i}@agency.example") for i in range(3)]
    cases = list(Case.objects.filter(person__incident=report(affected=people)))

    with pytest.raises(CannotRecord) as refused:
        plan(*cases)
    assert "2 colleagues at most" in refused.value.faults["cases"]
    assert plan(*cases[:2]).attendances.count() == 2


def test_only_whoever_looks_after_them_plans(trust, case, plan):
    for by in (trust.owen, trust.petra, trust.nneka, trust.hana):
        with pytest.raises(PermissionDenied):
            plan(case, by=by)
    assert not Session.objects.exists()


@pytest.mark.framework("R12")
def test_saying_no_needs_no_reason_and_can_be_taken_back(trust, case, plan):
    session = plan(case)
    invited = session.attendances.get()

    actions.answer_invitation(invited, by=trust.nneka, comes=False)
    assert (case.stages.get(key="defusing").status, owed(case) & {"session.1", "stage.defusing"}) == (
        "declined",
        set(),
    )
    assert Notice.objects.filter(to=trust.petra, line__startswith="Who comes").exists()

    actions.answer_invitation(invited, by=trust.nneka, comes=True)
    assert case.stages.get(key="defusing").status == "booked"
    assert "session.1" in owed(case)
    with pytest.raises(PermissionDenied):
        actions.answer_invitation(invited, by=trust.maya, comes=False)


def test_no_on_the_pathway_is_no_to_the_meeting(trust, case, plan):
    invited = plan(case).attendances.get()

    actions.decline_stage(case, "defusing", by=trust.nneka)

    invited.refresh_from_db()
    assert invited.status == "declined"
    assert "session.1" not in owed(case)


def test_no_support_at_all_takes_them_off_the_meeting(trust, case, second, plan):
    session = plan(case, second)

    actions.decline_support(case, by=trust.nneka)

    assert dict(session.attendances.values_list("case", "status")) == {
        case.pk: "declined",
        second.pk: "invited",
    }
    assert owed(second) >= {"session.1"}


@pytest.mark.framework("R36", "R56")
def test_one_page_records_everybody_at_once(trust, case, second, plan):
    session, later = plan(case, second), timezone.now() + SOON + timedelta(hours=2)
    said = came(session, next_step="refer", answers={"more": "both"})
    missing = session.attendances.get(case=second)
    said[missing.pk] = {"came": False}

    actions.record_session(session, by=trust.petra, said=said, at=later)

    stage = case.stages.get(key="defusing")
    assert (stage.status, stage.led_by, stage.next_step, stage.answers["more"]) == (
        "held",
        trust.petra,
        "refer",
        "both",
    )
    assert "do.referral" in owed(case)
    assert not {"session.1", "stage.defusing"} & owed(case)
    other = second.stages.get(key="defusing")
    assert (other.status, other.reason) == ("deferred", "did_not_come")
    assert "stage.defusing" in owed(second)
    assert "session.1" not in owed(second)
    assert fresh(case).contacted_at == later
    assert fresh(second).contacted_at is None
    with pytest.raises(CannotMove):
        actions.record_session(session, by=trust.petra, said=said, at=later)
    assert StageMove.objects.filter(stage=stage, moved_to="held").count() == 1


def test_nothing_is_recorded_before_it_began_or_by_halves(trust, case, second, plan):
    session = plan(case, second)
    with pytest.raises(CannotRecord):
        actions.record_session(session, by=trust.petra, said=came(session))
    half = came(session)
    half.popitem()

    with pytest.raises(CannotRecord):
        actions.record_session(session, by=trust.petra, said=half, at=timezone.now() + SOON + SOON)

    assert set(session.attendances.values_list("status", flat=True)) == {"invited"}
    assert not StageMove.objects.filter(moved_to="held").exists()


def test_a_stranger_to_the_session_changes_nothing(trust, case, plan):
    session, later = plan(case), timezone.now() + SOON + timedelta(hours=2)
    for by in (trust.owen, trust.frank, trust.nneka, trust.ade):
        with pytest.raises(PermissionDenied):
            actions.record_session(session, by=by, said=came(session), at=later)
        with pytest.raises(PermissionDenied):
            actions.cancel_session(session, by=by)
    assert Session.objects.get().status == "planned"


def test_a_manager_who_looks_after_one_of_them_cannot_change_it_for_all(trust, case, report, plan):
    theirs = report(by=trust.omar, team=trust.oak_ward).involved.get().case
    session = plan(case, theirs, by=trust.viv)

    assert Session.objects.visible_to(trust.maya).filter(pk=session.pk).exists()
    with pytest.raises(PermissionDenied):
        actions.cancel_session(session, by=trust.maya)
    assert actions.cancel_session(session, by=trust.viv).status == "cancelled"
    assert theirs.stages.get(key="defusing").reason == "called_off"
    assert "stage.defusing" in owed(theirs)


def test_others_are_invited_to_a_group_by_whoever_looks_after_them(trust, case, second, report, plan, client):
    theirs = report(by=trust.omar, team=trust.oak_ward).involved.get().case
    session = plan(case, is_group=True)
    client.force_login(trust.maya)
    html = client.get(f"/support/sessions/{session.pk}/invite/").content.decode()
    assert "Will Tanner" in html
    assert "Omar" not in html

    client.post(f"/support/sessions/{session.pk}/invite/", {"case": [second.pk]})
    client.post(f"/support/sessions/{session.pk}/invite/", {"case": [theirs.pk]})

    assert set(session.attendances.values_list("case", flat=True)) == {case.pk, second.pk}
    assert "session.1" in owed(second)


# Calendar files


def sent(user):
    """The calendar files in emails to somebody, in the order they were sent."""
    while mail.gather(timezone.now() + timedelta(days=1)):
        pass
    mail.deliver_all(timezone.now() + timedelta(days=1))
    found = []
    for email in outbox.outbox:
        if email.to == [user.email]:
            parts = message_from_bytes(email.message().as_bytes()).walk()
            found += [one for one in parts if one.get_content_type() == "text/calendar"]
    return found


def event_of(part):
    calendar = icalendar.Calendar.from_ical(part.get_payload(decode=True))
    [event] = calendar.walk("VEVENT")
    return calendar["METHOD"], event


def test_invitations_are_calendar_files_that_tell_nothing(trust, case, second, plan):
    session = plan(case, second, starts_at=datetime(2027, 3, 29, 9, 30, tzinfo=LONDON))
    [part] = sent(trust.nneka)
    method, event = event_of(part)

    assert (method, part.get_param("method"), int(event["SEQUENCE"])) == ("REQUEST", "REQUEST", 0)
    assert event["SUMMARY"] == "Meeting"
    text = part.get_payload(decode=True).decode()
    for word in ("ATTENDEE", "Will", "Nneka", "Petra", "efus", "upport", case.incident.reference):
        assert word not in text
    assert event.decoded("DTSTART").astimezone(LONDON) == session.starts_at
    assert "DTSTART:20270329T083000Z" in text  # the clocks went forward the day before

    actions.change_session(
        session,
        by=trust.petra,
        leader=trust.petra,
        starts_at=datetime(2027, 3, 26, 9, 30, tzinfo=LONDON),
        place="Room 3",
        minutes=45,
        is_online=False,
    )
    actions.cancel_session(session, by=trust.petra)
    methods = [event_of(one) for one in sent(trust.nneka)]
    assert [name for name, _ in methods][-1] == "CANCEL"
    assert len({one["UID"] for _, one in methods}) == 1
    assert [int(one["SEQUENCE"]) for _, one in methods][-1] == 2
    leads = [event_of(one) for one in sent(trust.petra)]
    assert leads[-1][0] == "CANCEL"
    assert leads[0][1]["SUMMARY"] == "Meeting"


def test_an_invitation_is_made_when_it_leaves_and_changes_ask_anew(trust, case, plan):
    session = plan(case)
    invited = session.attendances.get()
    actions.answer_invitation(invited, by=trust.nneka, comes=True)
    facts = {"leader": trust.petra, "place": "Room 3", "minutes": 30, "is_online": False}

    actions.change_session(session, by=trust.maya, starts_at=session.starts_at, **facts)
    assert Attendance.objects.get().status == "accepted"
    actions.change_session(session, by=trust.maya, starts_at=session.starts_at + timedelta(hours=25), **facts)

    assert Attendance.objects.get().status == "invited"
    moved = Session.objects.get()
    stage = case.stages.get(key="defusing")
    assert stage.booked_for == moved.starts_at
    assert case.promises.get(key="session.1").due_at > moved.starts_at
    keys = set(Notice.objects.filter(to=trust.nneka).values_list("key", flat=True))
    assert {f"invitation.{invited.pk}.{n}" for n in range(3)} <= keys


@pytest.mark.parametrize(
    ("month", "day", "utc"), [(10, 24, "0830"), (10, 25, "0930"), (3, 27, "0930"), (3, 28, "0830")]
)
def test_times_are_right_over_the_changes_of_the_clocks(month, day, utc):
    starts_at = datetime(2027 if month == 3 else 2026, month, day, 9, 30, tzinfo=LONDON)
    leader = User(email="petra@trust.example")
    session = Session(
        kind="defusing", leader=leader, made_at=starts_at, starts_at=starts_at, minutes=60, place="Room 2"
    )

    text = calendars.for_leader(session).content

    assert f"T{utc}00Z" in text.split("DTSTART:")[1].splitlines()[0]
    assert "\r\n" in text


# Who sees what


def test_a_peer_supporter_sees_the_session_and_never_the_case(trust, report, plan, client):
    case = report(what_happened="canary-happened", place="canary-place").involved.get().case
    actions.record_stage(
        case, "immediate", by=trust.maya, outcome="held", next_step="go_on", answers={"safe": "no"}
    )
    session = plan(case)

    client.force_login(trust.petra)
    listed = client.get("/support/sessions/").content.decode()
    page = client.get(f"/support/sessions/{session.pk}/")
    html = page.content.decode()

    assert page.status_code == 200
    assert "Nneka Obi" in html
    assert "Education centre, room 2" in listed
    for secret in ("canary", case.incident.reference, "Immediate response", str(case.pk), "Maya", "hysical"):
        assert secret not in html, secret
        assert secret not in listed, secret
    assert "Nneka" not in html.split("<title>")[1].split("</title>")[0]
    for address in (
        f"/support/cases/{case.pk}/",
        f"/support/cases/{case.pk}/stages/defusing/",
        f"/incidents/{case.incident.reference}/",
        f"/support/cases/{case.pk}/peer/",
    ):
        assert client.get(address).status_code == 404, address
    client.force_login(trust.frank)
    assert client.get(f"/support/sessions/{session.pk}/").status_code == 404
    assert Entry.objects.filter(event="session.read", by=trust.petra).count() == 1


def test_a_manager_sees_only_their_own_colleague_in_a_mixed_group(trust, case, report, plan, client):
    theirs = report(by=trust.omar, team=trust.oak_ward).involved.get().case
    session = plan(case, theirs, by=trust.viv)

    client.force_login(trust.maya)
    html = client.get(f"/support/sessions/{session.pk}/").content.decode()
    assert "Nneka" in html
    assert "Omar" not in html
    assert client.get(f"/support/sessions/{session.pk}/record/").status_code == 403
    assert "Omar" not in client.get(f"/support/cases/{case.pk}/").content.decode()


def test_who_becomes_part_of_it_sees_the_session_no_longer(trust, report, plan):
    case = report(alleged=[Alleged("colleague", identifier="The tall one")]).involved.get().case
    session = plan(case)
    incidents.match_alleged(case.incident.alleged.get(), by=trust.viv, user=trust.petra)

    session.refresh_from_db()
    assert session.leader == trust.maya
    assert case.promises.get(key="session.1").owner == trust.maya
    assert not Session.objects.visible_to(trust.petra).exists()


# Somebody leaves; two reports are one


def test_a_leader_who_leaves_hands_it_to_the_case_lead(trust, case, plan):
    session = plan(case)

    people.end_account(trust.petra, by=trust.ade)

    session.refresh_from_db()
    assert (session.leader, session.seeks_leader) == (trust.maya, False)
    assert not Promise.objects.open().filter(owner=trust.petra).exists()
    assert case.promises.get(key="session.1").owner == trust.maya


def test_a_debriefing_whose_facilitator_leaves_seeks_another(trust, case, plan):
    session = plan(case, kind="debriefing", leader=trust.frank, voluntary={case.pk})
    people.end_account(trust.frank, by=trust.ade)

    session.refresh_from_db()
    assert (session.leader, session.seeks_leader) == (trust.maya, True)
    later = timezone.now() + SOON + timedelta(hours=2)
    with pytest.raises(CannotRecord):
        actions.record_session(session, by=trust.maya, said=came(session), at=later)
    fay = UserFactory(first_name="Fay")
    RoleFactory(user=fay, kind=RoleKind.FACILITATOR)
    facts = {"starts_at": session.starts_at, "place": session.place, "minutes": 60, "is_online": False}
    session = actions.change_session(session, by=trust.maya, leader=fay, **facts)
    assert not session.seeks_leader
    actions.record_session(session, by=fay, said=came(session), at=later)
    assert case.stages.get(key="debriefing").led_by == fay


def test_a_meeting_goes_along_when_two_reports_are_one(trust, report, plan):
    first, double = report(), report()
    case, other = (one.involved.get().case for one in (first, double))
    actions.record_stage(case, "immediate", by=trust.maya, outcome="held", next_step="go_on")
    session = plan(other)
    invited = session.attendances.get()

    incidents.merge(double, into=first, by=trust.viv, why="Reported twice")

    invited.refresh_from_db()
    assert (invited.case, invited.status) == (case, "invited")
    assert case.stages.get(key="defusing").status == "booked"
    assert "session.1" in owed(case)


# Somebody without an account


def test_somebody_without_an_account_is_invited_by_a_link_that_carries_the_file(trust, report, plan, client):
    guard = Affected("responder", name="Kieran Doyle", contact="kieran@guards.example")
    case = report(affected=[guard]).involved.get().case
    session = plan(case)
    stranger = User(email="kieran@guards.example")

    parts = sent(stranger)
    assert [event_of(one)[0] for one in parts] == ["REQUEST"]
    body = next(
        email.body for email in outbox.outbox if "/support/door/" in email.body and "meeting" in email.body
    )
    link = next(word for word in body.split("meeting")[1].split() if "/support/door/" in word)
    answer = client.post("/support/door/" + link.split("/support/door/")[1])
    page = client.get(answer.url)
    assert "Education centre, room 2" in page.content.decode()
    said = client.post(answer.url, {"comes": "yes"})
    assert said.status_code == 302, said.content.decode()[-3000:]

    invited = session.attendances.get()
    assert invited.status == "accepted"
    assert Entry.objects.get(event="invitation.accepted").by is None
    assert client.get(f"{answer.url}meeting.ics").content.startswith(b"BEGIN:VCALENDAR")
    assert client.get(f"/support/cases/{case.pk}/").status_code == 302


# Many at once


@pytest.mark.claim("D4")
@pytest.mark.django_db(transaction=True)
def test_of_two_who_record_at_once_one_does(trust, report, plan):
    session = plan(report().involved.get().case)
    later = timezone.now() + SOON + timedelta(hours=2)
    gate = Barrier(2)

    def record(by):
        gate.wait()
        try:
            actions.record_session(session, by=by, said=came(session), at=later)
        except CannotMove:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(record, [trust.petra, trust.maya]))

    assert sorted(done) == [False, True]
    assert StageMove.objects.filter(moved_to="held").count() == 1


# The clock


@pytest.mark.framework("R54")
def test_a_leader_hears_once_of_a_group_that_is_not_recorded_and_then_the_line(trust, case, second, plan):
    session = plan(case, second)
    for days in range(8):
        keep_batch(session.starts_at + timedelta(days=days, hours=20))

    told = Notice.objects.filter(key__startswith=f"led.{session.pk}")
    to_petra = list(told.filter(to=trust.petra))
    assert len(to_petra) == 2
    assert {notice.link for notice in to_petra} == {f"/support/sessions/{session.pk}/"}
    assert told.filter(to=trust.maya).exists()
    assert not Notice.objects.filter(to=trust.petra, link__contains="/cases/").exists()


def test_the_list_asks_as_often_for_many_as_for_one(trust, report, plan, client):
    plan(report().involved.get().case)
    client.force_login(trust.petra)
    client.get("/support/sessions/")
    with CaptureQueriesContext(connection) as once:
        client.get("/support/sessions/")
    for number in range(3):
        plan(report().involved.get().case, starts_at=timezone.now() + SOON + timedelta(hours=number + 1))
    with CaptureQueriesContext(connection) as often:
        html = client.get("/support/sessions/").content.decode()

    assert len(often) == len(once)
    assert html.count("1 colleague") == 4


@pytest.fixture
def away(trust):
    def make(user, session, covered_by=None):
        day = session.starts_at.astimezone(LONDON).date()
        return people.arrange_cover(user, by=user, starts_on=day, ends_on=day, covered_by=covered_by)

    return make


@pytest.mark.framework("R55", "R123")
def test_whoever_stands_in_for_a_leader_who_is_away_is_asked(trust, case, plan, away):
    session = plan(case)
    RoleFactory(user=trust.omar, kind=RoleKind.PEER_SUPPORTER)
    away(trust.petra, session, covered_by=trust.omar)

    assert (cover_all(timezone.now()), cover_all(timezone.now())) == (1, 0)

    session.refresh_from_db()
    assert (session.leader, session.seeks_leader) == (trust.omar, False)
    assert case.promises.get(key="session.1").owner == trust.omar
    assert Notice.objects.filter(to=trust.omar, line__contains="asked to lead a meeting").count() == 1
    assert Notice.objects.filter(to=trust.nneka, line__contains="has changed").count() == 1
    assert not Notice.objects.filter(to=trust.maya, line__contains="lead it").exists()


@pytest.mark.framework("R59", "R123")
def test_nobody_affected_accused_unwanted_or_untrained_stands_in(trust, report, plan, away):
    accused, able = trust.omar, UserFactory(first_name="Abel")
    case = report(affected=[Affected("harmed", user=trust.nneka), Affected("witness", user=trust.will)],
                  alleged=[Alleged("colleague", user=accused)]).involved.get(user=trust.nneka).case  # fmt: skip
    for one in (accused, trust.will, trust.owen, able):
        RoleFactory(user=one, kind=RoleKind.PEER_SUPPORTER)
    actions.set_preferences(case, by=trust.nneka, never_from=[trust.owen])
    Role.objects.filter(kind__in=("line_manager", "deputy", "case_lead")).delete()
    session = plan(case, by=case.lead)
    away(trust.petra, session, covered_by=accused)

    cover_all(timezone.now())

    session.refresh_from_db()
    assert session.leader == able
    for untrained in (trust.will, trust.owen, accused):
        assert not Notice.objects.filter(to=untrained, line__contains="asked to lead").exists()


def test_where_nobody_is_trained_for_it_whoever_looks_after_them_finds_somebody(trust, case, plan, away):
    session = plan(
        case, kind="debriefing", leader=trust.frank, starts_at=timezone.now() + 2 * SOON, voluntary={case.pk}
    )
    away(trust.frank, session, covered_by=trust.omar)

    cover_all(timezone.now())

    session.refresh_from_db()
    assert (session.leader, session.seeks_leader) == (trust.maya, True)
    assert not Notice.objects.filter(to=trust.omar).exists()


@pytest.mark.framework("R55")
def test_a_colleague_with_two_reports_meets_once_about_both(trust, case, report, plan, client):
    other = report(place="Corridor").involved.get().case
    session = plan(case, other, is_group=False)
    assert Notice.objects.filter(to=trust.nneka, line__contains="You are invited").count() == 1
    client.force_login(trust.nneka)
    assert client.get("/support/me/").content.decode().count("You are invited:") == 1

    first = session.attendances.order_by("pk").first()
    actions.answer_invitation(first, by=trust.nneka, comes=True)
    assert {one.status for one in session.attendances.all()} == {"accepted"}

    client.force_login(trust.petra)
    assert "1 colleague" in client.get("/support/sessions/").content.decode()
    Session.objects.update(starts_at=timezone.now() - timedelta(hours=2))
    address = f"/support/sessions/{session.pk}/record/"
    assert client.get(address).content.decode().count("Did Nneka Obi come?") == 1
    client.post(address, {f"came_{first.pk}": "yes", f"next_{first.pk}": "go_on"})
    assert {one.status for one in session.attendances.all()} == {"came"}
    for one in (case, other):
        assert one.stages.get(key="defusing").status == "held"


@pytest.mark.framework("R123")
def test_a_name_finds_colleagues_whose_support_they_may_see_and_nobody_else(trust, case, report, client):
    elsewhere = report(by=trust.omar, team=trust.oak_ward).involved.get().case
    hidden = report(by=trust.will, kinds=["sexual_assault"], sealed_to=trust.ruth).involved.get().case
    actions.hand_over(case, trust.dev, "on leave", by=trust.maya)
    client.force_login(trust.ruth)

    def found(words, **more):
        page = client.get("/support/sessions/plan/", {"q": words, "find": "1", **more}).content.decode()
        return {one for one in (case, elsewhere, hidden) if f'value="{one.pk}"' in page}, page

    assert found("obi nne")[0] == {case}
    assert found("haddad")[0] == set()
    assert "Nobody of that name" in found("haddad")[1]
    assert found("tanner")[0] == set()
    kept, page = found("nobody", case=str(case.pk), kind="defusing")
    assert kept == {case}
    assert page.count("checked") == 2
