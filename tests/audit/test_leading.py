"""What leaders owe, counted by hand, and that no ward or name is shown with it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from audit.actions import publish_month
from audit.measures import MEASURES
from support import actions
from support.models import Acknowledgement, CheckIn
from tests.audit.conftest import OCTOBER, london
from tests.factories import TrainingFactory

pytestmark = pytest.mark.django_db
WORDS, ASKED, TRAINED = MEASURES["words"], MEASURES["asked"], MEASURES["trained"]


@pytest.mark.framework("R14", "R69")
def test_words_of_senior_leaders_count_when_they_came_in_time(hurt, trust):
    def owed():
        case = hurt(harm="low")
        return case, Acknowledgement.objects.get(case=case)

    (_, sent), (_, late), (declined, _), (_, unwanted), _nobody = owed(), owed(), owed(), owed(), owed()
    assert sent.due_at.date() < date(2026, 11, 1)
    actions.send_acknowledgement(sent, by=sent.owner, how="letter", at=sent.due_at)
    actions.send_acknowledgement(late, by=late.owner, how="letter", at=late.due_at + timedelta(seconds=1))
    actions.decline_support(declined, by=trust.nneka, at=london(2026, 10, 6))
    actions.send_acknowledgement(unwanted, by=trust.maya, how="not_wanted", at=unwanted.due_at)

    assert WORDS.count(OCTOBER) == {"all": (1, 3)}
    assert WORDS.count(date(2026, 9, 1)) == {"all": (0, 0)}


@pytest.mark.framework("R14")
def test_check_ins_count_when_somebody_answered_or_was_tried_in_time(hurt, trust):
    answered, tried, not_wanted, late, _imported = hurt(), hurt(), hurt(), hurt(), hurt(channel="imported")
    CheckIn.objects.exclude(week=1).delete()
    due = CheckIn.objects.filter(case=answered).get().due_at
    actions.answer_check_in(answered, 1, by=trust.nneka, feeling="better", at=due)
    actions.record_check_in(tried, 1, by=trust.maya, status="no_answer", at=due - timedelta(hours=1))
    CheckIn.objects.filter(case=not_wanted).update(status="not_wanted")

    assert ASKED.count(OCTOBER) == {"all": (2, 3)}
    actions.answer_check_in(late, 1, by=trust.nneka, feeling="better", at=due + timedelta(seconds=1))
    assert ASKED.count(OCTOBER) == {"all": (2, 3)}


@pytest.mark.framework("R14")
def test_managers_count_as_they_stood_on_the_last_day_of_the_month(trust):
    long_ago = date(2020, 1, 1)
    type(trust.maya).objects.get(pk=trust.maya.pk).roles.model.objects.update(starts_on=long_ago)
    done = {"kind": "post_incident_support", "completed_on": date(2026, 10, 31)}
    TrainingFactory(user=trust.maya, **done)
    TrainingFactory(user=trust.maya, **done)
    TrainingFactory(user=trust.dev, **done | {"valid_until": date(2026, 10, 30)})
    TrainingFactory(user=trust.ruth, **done | {"kind": "defusing"})

    assert TRAINED.count(OCTOBER) == {"all": (1, 4)}
    assert TRAINED.count(date(2026, 9, 1)) == {"all": (0, 4)}


@pytest.mark.framework("R14")
@pytest.mark.claim("C1")
def test_the_page_shows_hidden_figures_and_neither_ward_nor_name(hurt, trust, client):
    hurt(harm="low")
    publish_month(OCTOBER, at=london(2026, 11, 1, 6))
    for name, status in {"bea": 200, "una": 200, "al": 200, "viv": 200, "maya": 403, "ade": 403}.items():
        client.force_login(getattr(trust, name))
        assert client.get("/audit/leading/").status_code == status, name
    client.force_login(trust.bea)
    page = client.get("/audit/leading/").content.decode()
    main = page.partition("<main")[2]
    assert "too few" in main or "hidden" in main
    for never in ("Elm Ward", "Maya", "Ruth", "Owen"):
        assert never not in main
    assert "No policies are in the register yet" in main
    assert reverse("audit:measure", args=["words"]) in main
    assert "Check-ins in time" not in client.get("/audit/board/").content.decode()
