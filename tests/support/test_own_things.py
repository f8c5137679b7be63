"""What a person has for themselves: asking for another, a statement, leaflets, consent, and answers that lead to nobody."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from incidents.actions import Affected, Alleged, concerns, merge
from incidents.models import Concern, InvolvedPerson
from people.actions import end_account
from people.clock import now
from people.models import Entry, Notice
from support import actions, pulse
from support.models import Case, Leaflet, Pulse, PulseMark, PulseSlip, SomebodyElse, Statement, StatementShare
from support.visits import door
from support.visits.visitor import Visitor
from support.workflow import CannotMove, CaseStatus
from tests.factories import RoleFactory, UserFactory


@pytest.fixture
def guest(report):
    incident = report(affected=[Affected("harmed", name="Sam Kite", contact="sam@agency.example")])
    return incident.involved.get().case


@pytest.mark.framework("R34")
@pytest.mark.framework("R12")
def test_asking_for_another_goes_past_the_one_it_is_about(case, trust):
    wish = actions.ask_for_somebody_else(case, by=trust.nneka, why="uneasy")

    # Dev is next on Elm Ward and answers to Maya, so Ruth decides.
    assert (wish.about, wish.owner) == (trust.maya, trust.ruth)
    promise = case.promises.get(key="another")
    assert (promise.owner, promise.kept_at) == (trust.ruth, None)
    told = Notice.objects.filter(link=f"/support/cases/{case.pk}/another/")
    assert [notice.to for notice in told] == [trust.ruth]
    with pytest.raises(CannotMove):
        actions.ask_for_somebody_else(case, by=trust.nneka, why="known")


def test_the_reason_stands_for_whoever_decides_and_not_for_the_one_it_is_about(client, case, trust):
    actions.ask_for_somebody_else(case, by=trust.nneka, why="uneasy")
    page = f"/support/cases/{case.pk}/another/"
    seen = {}
    for person in (trust.ruth, trust.maya, trust.omar):
        client.force_login(person)
        answer = client.get(page)
        seen[person.first_name] = (answer.status_code, "at ease" in answer.content.decode())
    assert seen == {"Ruth": (200, True), "Maya": (200, False), "Omar": (404, False)}
    client.force_login(trust.maya)
    assert client.post(page, {"to": trust.dev.pk}).status_code == 403

    client.force_login(trust.ruth)
    client.post(page, {"to": trust.dev.pk})
    case.refresh_from_db()
    assert (case.lead, case.lead_why) == (trust.dev, "You asked for somebody else")
    assert not case.promises.open().filter(key="another").exists()


def test_it_can_be_taken_back_or_come_about_by_a_hand_over(case, trust):
    actions.ask_for_somebody_else(case, by=trust.nneka, why="time")
    actions.take_back_somebody_else(case, by=trust.nneka)
    actions.ask_for_somebody_else(case, by=trust.nneka, why="time")
    actions.hand_over(case, trust.dev, "It is shared out anew", by=trust.maya)

    assert [one.outcome for one in case.asked_for_another.all()] == ["changed", "taken_back"]
    assert not case.promises.open().filter(key="another").exists()


def test_when_whoever_was_to_decide_leaves_the_next_one_does(case, trust):
    wish = actions.ask_for_somebody_else(case, by=trust.nneka, why="time")
    end_account(trust.ruth, by=trust.ade)
    wish.refresh_from_db()
    assert wish.owner == trust.viv
    assert case.promises.open().get(key="another").owner == trust.viv


def test_in_confidence_another_of_those_who_hear_decides(report, trust):
    case = report(sealed_to=trust.sasha, kinds=["sexual_harassment"]).involved.get().case
    wish = actions.ask_for_somebody_else(case, by=trust.nneka, why="unsaid")
    assert wish.owner in (trust.gita, trust.viv)
    assert SomebodyElse.objects.visible_to(wish.owner).exists()
    assert not SomebodyElse.objects.visible_to(trust.maya).exists()


def test_what_was_asked_goes_along_when_two_reports_become_one_and_is_still_owed(report, trust, hold):
    ends, goes_on = (report().involved.get().case for _ in range(2))
    hold(goes_on)
    wish = actions.ask_for_somebody_else(ends, by=trust.nneka, why="time")

    merge(ends.incident, into=goes_on.incident, by=trust.viv, why="The same")

    promise = goes_on.promises.open().get(key="another")
    assert (promise.owner, promise.due_at) == (wish.owner, wish.due_at)
    assert promise.chase_at is not None


@pytest.mark.framework("R12")
def test_whom_they_never_want_to_hear_from_asks_nothing_after_two_reports_become_one(report, trust, hold):
    ends, goes_on = (report().involved.get().case for _ in range(2))
    hold(goes_on)
    actions.set_preferences(goes_on, by=trust.nneka, hear_from=trust.dev)
    asked = goes_on.promises.open().filter(key__startswith="check_in.")
    assert {one.owner for one in asked} == {trust.dev}
    actions.set_preferences(ends, by=trust.nneka, never_from=[trust.dev])

    merge(ends.incident, into=goes_on.incident, by=trust.viv, why="The same")

    assert {one.owner for one in asked.all()} == {trust.maya}


@pytest.mark.framework("R125")
@pytest.mark.claim("A2")
def test_a_statement_is_read_by_its_writer_and_those_they_let(client, case, trust):
    actions.keep_version(case, by=trust.nneka, words="canary-first")
    share = actions.share_statement(case, by=trust.nneka, to=trust.una)
    actions.write_statement(case, by=trust.nneka, words="canary-draft")
    page = f"/support/statements/{share.pk}/"
    for person in (trust.maya, trust.ruth, trust.ade, trust.viv, trust.olive, trust.chi):
        client.force_login(person)
        assert client.get(page).status_code == 404
        assert "canary" not in client.get(f"/support/cases/{case.pk}/").content.decode()
    client.force_login(trust.una)
    read = client.get(page).content.decode()
    assert "canary-first" in read
    assert "canary-draft" not in read

    client.force_login(trust.nneka)
    assert "Read by Una Rep" in client.get(f"/support/me/{case.pk}/statement/").content.decode()
    client.post(f"/support/me/{case.pk}/statement/shares/{share.pk}/")
    client.force_login(trust.una)
    assert client.get(page).status_code == 404
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT draft FROM support_statement UNION ALL SELECT words FROM support_statementversion"
        )
        assert not any("canary" in row[0] for row in cursor.fetchall())


def test_the_panel_reads_what_was_given_to_it_and_no_other_panel_does(report, trust):
    case = report(alleged=[Alleged("colleague", user=trust.milo)]).involved.get().case
    far = UserFactory(first_name="Far")
    RoleFactory(user=far, kind="panel_chair", site=trust.riverside)
    actions.keep_version(case, by=trust.nneka, words="mine")
    actions.share_statement(case, by=trust.nneka, to=None)
    readers = [trust.chi, trust.cora, trust.milo, far, trust.maya]
    assert [StatementShare.objects.visible_to(one).exists() for one in readers] == [
        True,
        True,
        False,
        False,
        False,
    ]
    with pytest.raises(PermissionDenied):
        actions.share_statement(case, by=trust.nneka, to=trust.milo)


def test_nobody_else_writes_it_and_it_can_be_destroyed(case, trust):
    with pytest.raises(PermissionDenied):
        actions.write_statement(case, by=trust.maya, words="not mine")
    actions.keep_version(case, by=trust.nneka, words="mine")
    actions.share_statement(case, by=trust.nneka, to=trust.maya)
    actions.destroy_statement(case, by=trust.nneka)
    assert not Statement.objects.exists()
    assert not StatementShare.objects.exists()


def test_a_link_that_was_handed_over_or_sent_elsewhere_opens_no_statement(guest):
    sent = door.visitor_of(door.open_for(guest, at=now()))
    actions.write_statement(guest, by=sent, words="mine")
    for other in (
        Visitor(guest, by_hand=True),
        Visitor(guest, address="another"),
        Visitor(guest, "check_in.1"),
    ):
        with pytest.raises(PermissionDenied):
            actions.write_statement(guest, by=other, words="not mine")
    assert guest.statement.draft == "mine"


@pytest.mark.framework("R17")
@pytest.mark.framework("R53")
def test_a_leaflet_is_shown_sent_and_read_and_the_dates_stay(client, case, trust):
    client.force_login(trust.nneka)
    page = f"/support/me/{case.pk}/read/money/"
    assert "injury allowance" in client.get(page).content.decode()
    client.post(page, {"do": "read"})
    client.post(page, {"do": "send"})
    leaflet = Leaflet.objects.get(case=case, key="money")
    assert leaflet.shown_at <= leaflet.read_at <= leaflet.sent_at
    read_at = leaflet.read_at
    client.post(page, {"do": "read"})
    leaflet.refresh_from_db()
    assert leaflet.read_at == read_at
    assert Notice.objects.filter(to=trust.nneka, link="/support/leaflets/money/").exists()
    client.logout()
    for key, words in {"reactions": "sleep badly", "rights": "Your union", "money": "Sick pay"}.items():
        assert words in client.get(f"/support/leaflets/{key}/").content.decode()
    assert client.get("/support/leaflets/nothing/").status_code == 404


@pytest.mark.framework("R46")
def test_they_change_their_own_consent(case, report, trust):
    witness = report(affected=[Affected("witness", user=trust.petra)]).involved.get().case
    for agrees, consent in ((True, "agreed"), (False, "unnamed")):
        actions.say_consent(witness, by=trust.petra, agrees=agrees)
        assert InvolvedPerson.objects.get(pk=witness.person_id).consent == consent
    for person, about in ((trust.maya, witness), (trust.nneka, case)):
        with pytest.raises(PermissionDenied):
            actions.say_consent(about, by=person, agrees=True)


@pytest.fixture
def ended(report, trust):
    def make(count):
        cases = [report().involved.get().case for _ in range(count)]
        Case.objects.filter(pk__in=[case.pk for case in cases]).update(status=CaseStatus.DECLINED)
        return Case.objects.filter(pk__in=[case.pk for case in cases])

    return make


@pytest.mark.framework("R103")
@pytest.mark.claim("B3")
def test_what_is_answered_leads_to_nobody(ended, trust):
    """Not by a column, a time or an order; all answers are written by one transaction, which is not that of any slip."""
    cases = list(ended(pulse.FEWEST + 1))
    for number, case in enumerate(cases[:-1]):
        answers = {"helped": 1 + number % 5, "trusted": 5, "in_time": 9, "other": 1}
        actions.answer_pulse(case, by=trust.nneka, answers=answers)
    actions.answer_pulse(cases[-1], by=trust.nneka, answers={})
    before = list(PulseSlip.objects.values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SELECT octet_length(content) FROM support_pulseslip")
        assert len({length for (length,) in cursor.fetchall()}) == 1

    assert pulse.open_slips(timezone.now()) == pulse.FEWEST

    assert not PulseSlip.objects.exists()
    found = list(Pulse.objects.all())
    assert {one.pk for one in found} & set(before) == set()
    assert {one.site_id for one in found} == {trust.general.pk}
    assert {one.in_time for one in found} == {None}
    assert {field.name for field in PulseMark._meta.fields} == {"case"}
    assert not Entry.objects.filter(event__contains="pulse").exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM support_pulse")
        assert cursor.fetchone()[0] == 1


def test_too_few_wait_and_nobody_is_asked_twice(ended, trust):
    case = ended(1).get()
    actions.answer_pulse(case, by=trust.nneka, answers={"helped": 3})
    with pytest.raises(CannotMove):
        actions.answer_pulse(Case.objects.get(), by=trust.nneka, answers={"helped": 5})
    assert pulse.open_slips(timezone.now()) == 0
    assert PulseSlip.objects.count() == 1


def test_it_is_asked_when_support_has_ended_or_after_twelve_weeks(client, case, trust):
    at = timezone.now()
    assert not pulse.is_asked(case, at)
    assert pulse.is_asked(case, at + pulse.AFTER)
    actions.decline_support(case, by=trust.nneka)
    client.force_login(trust.nneka)
    assert "How did we do?" in client.get("/support/me/").content.decode()
    client.post(f"/support/me/{case.pk}/how-did-we-do/", {"rather_not": "yes"})
    assert "How did we do?" not in client.get("/support/me/").content.decode()


def test_pages_open_for_a_visitor_too(client, guest):
    client.post(door.link_of(door.open_for(guest, at=now())))
    base = f"/support/door/mine/{guest.pk}"
    for path in ("somebody-else", "statement", "read/rights", "read/money"):
        answer = client.get(f"{base}/{path}/")
        assert answer.status_code == 200, path
        assert "/support/me/" not in answer.content.decode(), path
    client.post(f"{base}/statement/", {"words": "What it meant", "keep": "yes"})
    assert "What it meant" in client.get(f"{base}/statement/").content.decode()
    client.post(f"{base}/somebody-else/", {"why": "part"})
    assert "will answer you by" in client.get("/support/door/mine/").content.decode()
    client.post(f"{base}/read/money/", {"do": "send"})
    assert Notice.objects.filter(address__isnull=False, link="/support/leaflets/money/").exists()


@pytest.mark.framework("R34")
def test_a_visitor_raises_a_concern_reads_the_answer_and_takes_a_late_one_further(client, guest, trust):
    client.post(door.link_of(door.open_for(guest, at=now())))
    page = f"/support/door/mine/{guest.pk}/concern/"
    client.post(page, {"to": trust.gita.pk, "words": "Nobody has called."})
    concern = Concern.objects.get()
    assert (concern.raised_by, concern.person, concern.to) == (None, guest.person, trust.gita)
    assert "An answer is due by" in client.get("/support/door/mine/").content.decode()

    Concern.objects.update(due_at=now())
    client.post(page, {"to": trust.una.pk, "words": "Still nobody."})
    second = concerns.answer_concern(
        Concern.objects.get(to=trust.una), by=trust.una, words="I have called them."
    )
    assert "I have called them." in client.get(page).content.decode()
    assert Notice.objects.filter(address__isnull=False, line__contains="There is an answer").exists()
    assert second.follows == concern
    client.force_login(trust.una)
    assert "Sam Kite" in client.get(reverse("incidents:concern-one", args=[second.pk])).content.decode()
    handed = door.open_for(guest, at=now(), made_by=trust.maya)
    client.post(door.link_of(handed))
    assert client.get(page).status_code == 403
    assert "I have called them." not in client.get("/support/door/mine/").content.decode()


def test_the_page_asks_as_much_for_many_as_for_one(client, report, trust):
    client.force_login(trust.nneka)
    counts = []
    for _ in range(2):
        for _ in range(2 * len(counts) + 1):
            case = report().involved.get().case
            actions.ask_for_somebody_else(case, by=trust.nneka, why="time")
            actions.keep_version(case, by=trust.nneka, words="mine")
        client.get("/support/me/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/support/me/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
