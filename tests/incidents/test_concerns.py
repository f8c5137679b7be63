"""Somebody who is not content with how a report is dealt with is heard by one who does not deal with it (R34)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from incidents import access, actions, chasing
from incidents.actions import Affected, Alleged
from incidents.models import Concern, Duty
from incidents.workflow import CannotMove
from people.actions import end_account
from people.models import Entry, Notice
from people.roles import RoleKind
from tests.factories import RoleFactory, UserFactory

WORDS, ANSWER = "canary-not-content", "canary-looked-into"
pytestmark = pytest.mark.framework("R34")


@pytest.fixture
def raised(report, trust):
    """raised(to) has Nneka raise one about her report."""

    def make(to, *, incident=None, by=trust.nneka, **more):
        return actions.raise_concern(incident or report(), by=by, to=to, words=WORDS, **more)

    return make


def offered(incident, user):
    found = access.concern_recipients(incident, user, timezone.now())
    return [f"{one.role}: {one.user.first_name}" for one in found]


def told(user):
    return {notice.line for notice in Notice.objects.filter(to=user)}


def chase(concern, days=14):
    for day in range(days):
        chasing.chase_batch(concern.due_at + timedelta(days=day, hours=18))


@pytest.mark.claim("A3")
def test_it_is_heard_by_nobody_who_has_a_part_in_it(report, trust):
    guardian = UserFactory(first_name="Karl", last_name="Accused")
    RoleFactory(user=guardian, kind=RoleKind.FTSU_GUARDIAN)
    everybody = [Affected("harmed", user=trust.nneka), Affected("witness", user=trust.una)]
    plain = report()
    assert offered(plain, trust.nneka) == ["senior: Ruth", "guardian: Gita", "guardian: Karl", "union: Una"]

    incident = report(affected=everybody, alleged=[Alleged("colleague", user=guardian)])
    assert offered(incident, trust.nneka) == ["senior: Ruth", "guardian: Gita"]

    # Ruth looks after it now, and so does whoever answers to her.
    actions.move(plain, by=trust.ruth, to="reviewing")
    assert offered(plain, trust.nneka)[0] == "senior: Viv"
    with pytest.raises(PermissionDenied):
        actions.raise_concern(plain, by=trust.nneka, to=trust.maya, words=WORDS)
    assert not Concern.objects.exists()


@pytest.mark.claim("I3")
def test_no_manager_is_offered_for_a_sealed_or_protected_report(report, trust):
    sealed = report(sealed_to=trust.sasha, kinds=["sexual_harassment"])
    assert offered(sealed, trust.nneka) == ["guardian: Gita", "union: Una"]
    protected = report(protected_to=trust.sasha)
    assert offered(protected, trust.nneka) == ["guardian: Gita", "union: Una"]


@pytest.mark.claim("A2")
def test_those_who_look_after_the_report_neither_see_nor_hear_of_it(client, raised, trust):
    concern = raised(trust.gita)
    chase(concern)

    duty = Duty.objects.get(key="concern")
    assert (duty.owner, duty.incident, duty.team) == (trust.gita, None, None)
    late = "A colleague who raised a concern has had no answer in time. Please see that they get one."
    assert late in told(trust.una)
    for one in (trust.maya, trust.dev, trust.ruth, trust.viv, trust.ade, trust.will):
        assert not {line for line in told(one) if "wrote" in line or "concern" in line or "written" in line}
        assert not Concern.objects.visible_to(one).exists()
        with pytest.raises(PermissionDenied):
            actions.answer_concern(concern, by=one, words=ANSWER)
    assert {notice.link for notice in Notice.objects.filter(to=trust.una)} == {""}

    client.force_login(trust.ade)
    assert Entry.objects.filter(event="concern.raised").exists()
    page = client.get(reverse("people:trail")).content.decode()
    assert "incident.reported" in page
    assert "concern." not in page
    assert not Entry.objects.filter(why__contains="canary").exists()


def test_it_is_owed_within_five_working_days_and_climbs_past_those_it_may_be_about(raised, trust):
    concern = raised(trust.ruth, at=datetime(2026, 12, 22, 12, tzinfo=UTC))
    assert f"{concern.due_at:%d %B %H:%M}" == "31 December 17:00"
    chase(concern)
    late = "A colleague who raised a concern has had no answer in time. Please see that they get one."
    assert late in told(trust.viv)
    for one in (trust.maya, trust.dev, trust.ade):
        assert late not in told(one)

    actions.answer_concern(concern, by=trust.ruth, words=ANSWER)
    assert Duty.objects.get(key="concern").kept_at
    assert "There is an answer to what you wrote" in told(trust.nneka)
    with pytest.raises(CannotMove):
        actions.answer_concern(concern, by=trust.ruth, words="Again")


def test_it_stays_with_a_senior_manager_who_takes_the_report_on(raised, report, trust):
    incident = report()
    concern = raised(trust.ruth, incident=incident)
    actions.move(incident, by=trust.ruth, to="reviewing")
    chase(concern, days=1)
    assert Duty.objects.get(key="concern").owner == trust.ruth


def test_when_the_one_who_has_it_leaves_another_in_confidence_has_it(raised, trust):
    concern = raised(trust.gita)
    end_account(trust.gita, by=trust.ade)
    chase(concern, days=1)

    concern.refresh_from_db()
    assert (concern.to, concern.role) == (trust.una, "union")
    assert Duty.objects.get(key="concern").owner == trust.una
    assert "What you wrote is with another colleague now" in told(trust.nneka)
    assert Concern.objects.visible_to(trust.una).get() == concern


def test_late_or_badly_answered_it_goes_to_somebody_else_once(raised, trust):
    first = raised(trust.ruth)
    with pytest.raises(CannotMove):
        actions.move_concern(first, by=trust.nneka, to=trust.gita, words=WORDS)
    with pytest.raises(CannotMove):
        raised(trust.gita, incident=first.incident)
    with pytest.raises(IntegrityError), transaction.atomic():
        Concern.objects.create(
            incident=first.incident, raised_by=trust.nneka, to=trust.una, role="union", words="x",
            raised_at=first.raised_at, due_at=first.due_at,
        )  # fmt: skip

    late = first.due_at + timedelta(minutes=1)
    with pytest.raises(PermissionDenied):
        actions.move_concern(first, by=trust.nneka, to=trust.ruth, words=WORDS, at=late)
    second = actions.move_concern(first, by=trust.nneka, to=trust.gita, words=WORDS, at=late)
    first.refresh_from_db()
    assert (second.follows, first.is_open, second.is_open) == (first, False, True)
    assert Duty.objects.open().get(key="concern").owner == trust.gita
    with pytest.raises(CannotMove):
        actions.answer_concern(first, by=trust.ruth, words=ANSWER)
    actions.answer_concern(second, by=trust.gita, words=ANSWER)
    with pytest.raises(CannotMove):
        actions.move_concern(second, by=trust.nneka, to=trust.una, words=WORDS)


def test_a_merged_report_takes_nothing_from_the_one_who_raised_it(raised, report, trust):
    double = report(by=trust.will, affected=[Affected("harmed", user=trust.nneka)])
    concern = raised(trust.ruth, incident=double)
    kept = report(by=trust.will, affected=[Affected("witness", user=trust.una)])
    actions.merge(double, into=kept, by=trust.maya, why="The same")

    late = concern.due_at + timedelta(minutes=1)
    with pytest.raises(PermissionDenied):
        actions.move_concern(concern, by=trust.nneka, to=trust.una, words=WORDS, at=late)
    assert actions.move_concern(concern, by=trust.nneka, to=trust.gita, words=WORDS, at=late).is_open


@pytest.mark.claim("A2")
def test_somebody_affected_raises_it_from_their_own_page_and_reads_the_answer(client, report, trust):
    incident = report(affected=[Affected("harmed", user=trust.will)], what_happened="canary-happened")
    address = reverse("incidents:concern", args=[incident.reference])
    client.force_login(trust.will)
    assert address in client.get(reverse("support:me")).content.decode()

    refused = client.post(address, {"words": WORDS})
    assert WORDS in refused.content.decode()
    assert "Choose who should hear it" in refused.content.decode()
    page = client.post(address, {"to": trust.gita.pk, "words": WORDS}, follow=True).content.decode()
    assert "It is sent" in page
    concern = Concern.objects.get()

    client.force_login(trust.gita)
    own = reverse("incidents:concern-one", args=[concern.pk])
    assert own in client.get("/").content.decode()
    page = client.get(own).content.decode()
    assert WORDS in page
    assert incident.reference in page
    assert "canary-happened" not in page
    assert reverse("incidents:detail", args=[incident.reference]) not in page
    client.post(own, {"words": ANSWER})

    client.force_login(trust.will)
    assert ANSWER in client.get(address).content.decode()
    client.force_login(trust.omar)
    assert client.get(address).status_code == client.get(own).status_code == 404
