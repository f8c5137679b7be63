"""In an emergency somebody on call reads for an hour what they do not see otherwise, and it is looked at afterwards."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail as outbox
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from incidents.actions import Affected, Alleged
from people.models import Entry, Notice, User
from people.roles import RoleKind
from people.tasks import send_notices
from support import access, actions, emergencies
from support.actions.emergency import SayMore, break_glass, look_at_emergency
from support.models import BreakGlass, Case
from tests.factories import RoleFactory

pytestmark = pytest.mark.claim("A6")
WHY = "She told a colleague that she cannot go on, and Maya does not answer"


def fresh(user):
    return User.objects.get(pk=user.pk)


def test_a_manager_on_call_reads_for_an_hour_and_those_who_must_know_hear_at_once(client, case, trust):
    Notice.objects.all().delete()
    client.force_login(trust.owen)
    address = f"/support/cases/{case.pk}/"
    assert client.get(address).status_code == 404

    answer = client.post("/support/emergency/", {"who": "Nneka Obi", "why": WHY})

    assert answer.url == address
    page = client.get(address).content.decode()
    assert "Nneka Obi" in page
    assert "You opened this in an emergency" in page
    assert set(Notice.objects.values_list("to", "is_urgent")) == {
        (trust.maya.pk, True),
        (trust.iris.pk, True),
    }
    assert not any(WHY in notice.line for notice in Notice.objects.all())
    outbox.outbox.clear()
    send_notices()
    assert sorted(one.to[0] for one in outbox.outbox) == sorted([trust.maya.email, trust.iris.email])
    assert not any(WHY in one.body or "Nneka" in one.body for one in outbox.outbox)
    events = set(Entry.objects.filter(by=trust.owen, subject_id=case.pk).values_list("event", flat=True))
    assert events == {"case.opened_in_emergency", "case.read"}

    client.force_login(trust.maya)
    assert WHY in client.get(address).content.decode()


def test_after_the_hour_the_page_is_not_there(client, case, trust):
    client.force_login(trust.owen)
    client.post("/support/emergency/", {"who": trust.nneka.email, "why": WHY})
    opened = BreakGlass.objects.get().opened_at
    for minutes, status in ((59, 200), (60, 404), (600, 404)):
        at = opened + timedelta(minutes=minutes)
        found = Case.objects.filter(access.open_in_emergency(fresh(trust.owen), at), pk=case.pk).exists()
        assert found == (status == 200)
    BreakGlass.objects.update(until=opened)

    assert client.get(f"/support/cases/{case.pk}/").status_code == 404


def test_it_can_be_read_and_not_changed_and_stands_on_no_list(client, case, trust, hold):
    break_glass(trust.nneka, by=trust.owen, why=WHY)
    client.force_login(trust.owen)

    assert not Case.objects.visible_to(fresh(trust.owen)).exists()
    assert "Nneka" not in client.get("/support/?show=all").content.decode()
    assert client.post(f"/support/cases/{case.pk}/end/", {"declined": "1"}).status_code == 403
    with pytest.raises(PermissionDenied):
        hold(case, by=fresh(trust.owen))
    with pytest.raises(PermissionDenied):
        actions.hand_over(case, trust.dev, "Shared out anew", by=fresh(trust.owen))


@pytest.mark.parametrize("why", ["", "help", "x" * 19, "  a       b       c  "])
def test_a_reason_that_says_nothing_is_refused_and_what_was_typed_stays(client, case, trust, why):
    with pytest.raises(SayMore):
        break_glass(trust.nneka, by=trust.owen, why=why)
    client.force_login(trust.owen)

    page = client.post("/support/emergency/", {"who": "Nneka Obi", "why": why}).content.decode()

    assert "Say why it cannot wait" in page or "Say a little more: at least 20 letters" in page
    assert "Nneka Obi" in page
    assert not BreakGlass.objects.exists()


@pytest.mark.parametrize(
    "who", ["nneka", "will", "petra", "hana", "olive", "chi", "una", "bea", "al", "iris", "ade"]
)
def test_nobody_else_can_and_administrators_least_of_all(case, trust, who):
    RoleFactory(user=trust.ade, kind=RoleKind.LINE_MANAGER)
    with pytest.raises(PermissionDenied):
        break_glass(trust.nneka, by=fresh(getattr(trust, who)), why=WHY)


@pytest.mark.claim("A3")
def test_nothing_opens_that_is_sealed_protected_or_that_they_are_part_of_and_the_attempt_is_kept(
    report, trust
):
    report(sealed_to=trust.sasha)
    report(protected_to=trust.gita)
    report(alleged=[Alleged("colleague", user=trust.owen)])
    report(affected=[Affected("harmed", user=trust.nneka), Affected("witness", user=trust.owen)])
    Notice.objects.all().delete()

    assert break_glass(trust.nneka, by=trust.owen, why=WHY) is None
    assert break_glass(trust.omar, by=trust.owen, why=WHY) is None, "she has none, and it says the same"

    assert BreakGlass.objects.filter(case=None).count() == 2
    assert set(Notice.objects.values_list("to", flat=True)) == {trust.iris.pk}


def test_what_is_sealed_afterwards_shuts_at_once(case, trust):
    break_glass(trust.nneka, by=trust.owen, why=WHY)
    incident = case.incident
    incident.is_sealed, incident.sealed_to = True, trust.sasha
    incident.save()

    assert not Case.objects.filter(access.open_in_emergency(fresh(trust.owen), timezone.now())).exists()


def test_information_governance_looks_at_each_every_week(client, case, trust):
    break_glass(trust.nneka, by=trust.owen, why=WHY)
    Notice.objects.all().delete()
    now = timezone.now()
    for hours in (0, 1, 30, 24 * 7):
        with time_machine.travel(now + timedelta(hours=hours)):
            emergencies.remind(timezone.now())
    assert Notice.objects.filter(to=trust.iris).count() in (2, 3), (
        "once a week, however often the clock looks"
    )
    row = BreakGlass.objects.get()
    client.force_login(trust.iris)

    page = client.get("/support/emergency/uses/").content.decode()
    assert "Owen Price" in page
    one = client.get(f"/support/emergency/uses/{row.pk}/").content.decode()
    assert WHY in one
    assert "Nneka" not in page + one
    assert client.get(f"/support/cases/{case.pk}/").status_code == 404
    client.post(f"/support/emergency/uses/{row.pk}/", {"verdict": "asked"})

    row.refresh_from_db()
    assert (row.looked_by, row.verdict) == (trust.iris, "asked")
    assert Entry.objects.filter(event="emergency.looked_at", by=trust.iris).count() == 1
    look_at_emergency(row, by=trust.iris, verdict="wrong")
    row.refresh_from_db()
    assert row.verdict == "asked"


def test_whoever_opened_it_does_not_look_at_it_themselves(case, trust):
    RoleFactory(user=trust.owen, kind=RoleKind.INFORMATION_GOVERNANCE)
    break_glass(trust.nneka, by=trust.owen, why=WHY)

    with pytest.raises(PermissionDenied):
        look_at_emergency(BreakGlass.objects.get(), by=fresh(trust.owen), verdict="right")
    assert Notice.objects.filter(key__startswith="emergency.", to=trust.owen).count() == 0
