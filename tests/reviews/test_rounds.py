"""Reflective rounds: everybody may come, and only how many came is kept (R124)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from people import actions as people
from people.models import Entry
from reviews.models import ReflectiveRound
from reviews.rounds import cancel_round, count_round, plan_round


@pytest.fixture
def planned(trust):
    return plan_round(
        by=trust.viv,
        title="Looking after each other",
        mode="online",
        starts_at=timezone.now() + timedelta(days=3),
        facilitator=trust.frank,
    )


@pytest.mark.framework("R124")
def test_only_how_many_came_is_kept(trust, planned, client):
    names = {field.name for field in ReflectiveRound._meta.get_fields()}
    assert not names & {"attendees", "notes", "minutes", "people"}
    count_round(planned, by=trust.frank, came=12)

    client.force_login(trust.omar)
    html = client.get("/reviews/rounds/").content.decode()
    assert "Looking after each other" in html
    assert "12" in html
    assert client.get(f"/reviews/rounds/{planned.pk}/").status_code == 404
    for act in (lambda by: count_round(planned, by=by, came=1), lambda by: cancel_round(planned, by=by)):
        with pytest.raises(PermissionDenied):
            act(trust.omar)
    assert ReflectiveRound.objects.get().came == 12


@pytest.mark.framework("R124")
def test_the_prevention_lead_plans_one_on_one_page(trust, client):
    client.force_login(trust.viv)
    day = timezone.localdate() + timedelta(days=9)
    said = {"title": "At night", "mode": "in_person", "time": "14:00", "facilitator": trust.frank.email}
    said |= {"on_day": day.day, "on_month": day.month, "on_year": day.year}
    assert "Choose the department" in client.post("/reviews/rounds/plan/", said).content.decode()

    client.post("/reviews/rounds/plan/", said | {"team": trust.elm_ward.pk, "place": "Room 4"})

    planned = ReflectiveRound.objects.get()
    assert (planned.team, planned.facilitator) == (trust.elm_ward, trust.frank)
    client.force_login(trust.frank)
    assert client.post("/reviews/rounds/plan/", said).status_code == 403


def test_a_facilitator_who_leaves_hands_it_on(trust, planned):
    people.end_account(trust.frank, by=trust.ade)

    planned.refresh_from_db()
    assert planned.facilitator == trust.viv
    assert Entry.objects.filter(event="round.passed_on").exists()
