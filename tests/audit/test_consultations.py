"""Staff and unions are asked, everybody can read it, and nothing ends without saying what came of it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit import consultations, day
from audit.models import Consultation
from incidents import chasing
from incidents.models import Duty
from incidents.workflow import CannotMove
from people.actions import end_account
from people.models import Entry, Notice
from tests.audit.conftest import london

pytestmark = pytest.mark.django_db
LIST = "/audit/consultations/"
AT, CLOSED = london(2026, 10, 5, 10), london(2026, 10, 31, 0, 0, 1)
CAME_OF_IT = {"said": "canary-said", "outcome": "changed", "because": "Alarms were bought"}


@pytest.fixture
def consult(trust):
    """consult(): Owen asks the unions until 30 October."""

    def make(**facts):
        facts = {
            "title": "Lone working",
            "question": "What would make home visits safer?",
            "with_whom": ["unions", "networks"],
            "opens_on": date(2026, 10, 5),
            "closes_on": date(2026, 10, 30),
            "how": "Write to Owen",
            "owner": trust.owen,
            "at": AT,
        } | facts
        return consultations.consult(by=trust.viv, **facts)

    return make


def page_of(one, name="consultation"):
    return reverse(f"audit:{name}", args=[one.pk])


@pytest.mark.framework("R15")
def test_it_cannot_end_without_saying_what_changed_or_why_not(consult, trust):
    one = consult()
    with pytest.raises(CannotMove):
        consultations.end_consultation(one, by=trust.owen, **CAME_OF_IT, at=london(2026, 10, 30, 23, 59))
    for missing in ("said", "because"):
        with pytest.raises(ValueError, match="Say what was said"):
            consultations.end_consultation(one, by=trust.owen, **CAME_OF_IT | {missing: "  "}, at=CLOSED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consultation.objects.update(ended_at=CLOSED, ended_by=trust.owen, outcome="unchanged", said="x")

    one = consultations.end_consultation(one, by=trust.owen, **CAME_OF_IT, at=CLOSED)
    assert (one.outcome, one.ended_by) == ("changed", trust.owen)
    assert Entry.objects.filter(event="consultation.ended", why="changed").count() == 1
    assert Notice.objects.filter(to=trust.una, line__startswith="A consultation has ended").exists()
    with pytest.raises(CannotMove):
        consultations.end_consultation(one, by=trust.owen, **CAME_OF_IT, at=CLOSED)


@pytest.mark.framework("R15")
def test_what_came_of_it_is_owed_and_climbs(consult, trust):
    one = consult()
    duty = Duty.objects.get(key="consultation_end")
    assert duty.due_at == london(2026, 11, 13, 17)
    for since in range(30):
        chasing.chase_batch(london(2026, 10, 20, 12) + timedelta(days=since))
    first = Notice.objects.filter(line__startswith="A consultation is over").earliest("id")
    assert (first.to, first.created_at.date()) == (trust.owen, date(2026, 10, 31))
    assert Notice.objects.filter(line__startswith="Nobody has said what").earliest("id").to == trust.viv

    consultations.change_consultation(
        one, by=trust.viv, owner=trust.hana, closes_on=date(2026, 12, 11), at=CLOSED
    )
    duty.refresh_from_db()
    assert (duty.owner, duty.due_at, duty.chase) == (trust.hana, london(2026, 12, 29, 17), 0)
    end_account(trust.hana, by=trust.ade)
    one.refresh_from_db()
    assert one.owner == trust.viv


@pytest.mark.framework("R15")
def test_everybody_reads_what_is_asked_and_what_was_said_only_when_it_has_ended(consult, trust, client):
    one = consultations.note_said(consult(), by=trust.owen, said="canary-said")
    seen = {}
    for name in ("nneka", "una", "owen", "viv"):
        client.force_login(getattr(trust, name))
        seen[name] = "canary-said" in client.get(page_of(one)).content.decode()
        assert "What would make home visits safer?" in client.get(page_of(one)).content.decode()
    assert seen == {"nneka": False, "una": False, "owen": True, "viv": True}
    for name in ("nneka", "una", "bea", "ruth"):
        with pytest.raises(PermissionDenied):
            consultations.note_said(one, by=getattr(trust, name), said="x")

    consultations.end_consultation(one, by=trust.owen, **CAME_OF_IT, at=CLOSED)
    client.force_login(trust.nneka)
    page = client.get(page_of(one)).content.decode()
    assert "canary-said" in page
    assert "What changed because of it" in page
    assert "Alarms were bought" in page


def test_everybody_is_led_to_it_from_their_own_page_while_it_is_open_and_a_month_after(consult, trust):
    one = consult()

    def told(at):
        return [panel["rows"][0]["hint"] for panel in day.panels(trust.nneka, at)]

    assert told(london(2026, 10, 4, 12)) == []
    assert told(london(2026, 10, 30, 23)) == ["Open until 30 October 2026"]
    assert told(london(2026, 10, 31, 1)) == []
    consultations.end_consultation(one, by=trust.viv, **CAME_OF_IT, at=CLOSED)
    assert told(london(2026, 11, 20)) == ["Ended: something changed"]
    assert told(london(2026, 12, 2)) == []


def test_unions_hear_of_it_only_when_they_are_asked(consult, trust):
    consult(with_whom=["networks"])
    assert not Notice.objects.filter(to=trust.una).exists()
    consult()
    notice = Notice.objects.get(to=trust.una)
    assert "Lone working" not in notice.line


def test_pages_take_in_what_is_typed_and_say_what_is_wrong(consult, trust, client):
    client.force_login(trust.viv)
    assert "Nothing yet" in client.get(LIST).content.decode()
    typed = {"title": "Alarms", "opens_on_day": "5", "opens_on_month": "10", "opens_on_year": "2026"}
    typed |= {"closes_on_day": "1", "closes_on_month": "10", "closes_on_year": "2026", "owner": "Owen Price"}
    page = client.post(f"{LIST}begin/", typed).content.decode()
    assert "The last day must not be before the first" in page
    assert "Choose who is asked" in page
    assert 'value="Alarms"' in page

    open_still = consult(closes_on=date.today() + timedelta(days=1))
    answer = client.get(page_of(open_still, "consultation-end"), follow=True)
    assert "People can still answer" in answer.content.decode()
    yesterday = date.today() - timedelta(days=1)
    over = consult(opens_on=yesterday, closes_on=yesterday)
    page = client.post(page_of(over, "consultation-end"), {"said": "Ten answered"}).content.decode()
    assert "Say what changed, or why nothing did" in page
    assert "Ten answered" in page
    client.post(page_of(over, "consultation-end"), CAME_OF_IT)
    over.refresh_from_db()
    assert over.ended_at
    answer = client.get(page_of(over, "consultation-change"), follow=True)
    assert "This consultation has ended" in answer.content.decode()


def test_the_list_asks_as_often_for_many_as_for_few(consult, trust, client):
    client.force_login(trust.nneka)
    client.get(LIST)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            page = client.get(LIST).content.decode()
        return len(queries), page

    consult()
    few, _ = asked()
    for _ in range(30):
        consult()
    many, page = asked()
    assert many == few
    assert "?page=2" in page
