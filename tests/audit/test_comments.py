"""What a union representative says of the figures is read beside them, answered in time, and never lost."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit import comments
from audit.models import Comment, Publication
from incidents import chasing
from incidents.models import Duty
from incidents.workflow import CannotMove
from people.actions import end_account, end_role
from people.models import Cover, Entry, Notice, Role
from people.roles import RoleKind
from tests.audit.conftest import NOVEMBER, OCTOBER, london
from tests.factories import RoleFactory

pytestmark = pytest.mark.django_db
BOARD, ALL = "/audit/board/", "/audit/comments/"
AT = london(2026, 11, 3, 10)
SAID, ANSWER = "canary-said: nights are worst", "canary-answered: we look at nights"


@pytest.fixture
def publication(db):
    return Publication.objects.create(month=OCTOBER, at=london(2026, 11, 1, 0, 30))


@pytest.fixture
def said(publication, trust):
    def make(words=SAID, **facts):
        return comments.comment(publication, by=trust.una, words=words, **{"at": AT} | facts)

    return make


def page_of(one, name="comment"):
    return reverse(f"audit:{name}", args=[one.pk])


def chase(comment, days=12):
    for since in range(days):
        chasing.chase_batch(comment.due_at + timedelta(days=since, hours=1))


@pytest.mark.framework("R15")
def test_it_is_owed_an_answer_in_ten_working_days_and_the_answer_stands_beside_the_figures(
    said, trust, client
):
    one = said(measure="contact")
    assert (one.owner, one.due_at) == (trust.viv, london(2026, 11, 17, 17))
    client.force_login(trust.bea)
    page = client.get(BOARD).content.decode()
    assert SAID in page
    assert "Viv Archer" in page

    client.force_login(trust.viv)
    assert client.post(page_of(one), {"words": ANSWER}).status_code == 302
    for name in ("una", "bea", "viv"):
        client.force_login(getattr(trust, name))
        for address in (BOARD, page_of(one), "/audit/measures/contact/"):
            assert ANSWER in client.get(address).content.decode(), (name, address)
    assert SAID not in client.get("/audit/measures/late/").content.decode()
    assert Notice.objects.filter(to=trust.una, line__startswith="There is an answer").exists()
    assert Duty.objects.get(key="comment_answer").kept_at
    before = Notice.objects.count()
    chase(one)
    assert Notice.objects.count() == before
    with pytest.raises(CannotMove):
        comments.answer_comment(one, by=trust.viv, words="Again")


@pytest.mark.claim("I3")
@pytest.mark.framework("R15")
def test_no_manager_administrator_or_auditor_reads_it(said, trust, client):
    one = said()
    for name in ("maya", "ruth", "dev", "ade", "al", "hana", "gita", "nneka"):
        client.force_login(getattr(trust, name))
        assert client.get(page_of(one)).status_code == 404, name
        assert client.get(ALL).status_code == 403, name
        assert SAID not in client.get(BOARD).content.decode(), name
        with pytest.raises(PermissionDenied):
            comments.answer_comment(one, by=getattr(trust, name), words="x")
        with pytest.raises(PermissionDenied):
            comments.comment(one.publication, by=getattr(trust, name), words="x")
    with pytest.raises(PermissionDenied):
        comments.answer_comment(one, by=trust.una, words="x")
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM audit_comment")
        assert "canary" not in cursor.fetchone()[0]
    assert not Notice.objects.filter(line__contains="canary").exists()
    assert not Entry.objects.filter(why__contains="canary").exists()


@pytest.mark.framework("R15")
def test_unanswered_it_climbs_to_the_board_and_passes_on_when_the_lead_goes(said, trust):
    one = said()
    chase(one, days=8)
    late = Notice.objects.filter(line__startswith="A comment on the figures has had no answer")
    assert late.first().to == trust.bea
    assert {notice.to for notice in late} == {trust.bea}
    assert late.first().link == page_of(one)

    end_role(Role.objects.get(user=trust.viv), by=trust.ade)
    one.refresh_from_db()
    assert (one.owner, Duty.objects.get(key="comment_answer").owner) == (trust.bea, trust.bea)
    RoleFactory(user=trust.ruth, kind=RoleKind.PREVENTION_LEAD)
    end_account(trust.bea, by=trust.ade)
    one.refresh_from_db()
    assert one.owner == trust.ruth


def test_it_goes_to_whoever_is_here_and_the_lead_can_give_it_to_somebody_else(said, trust, client):
    day = AT.date()
    Cover.objects.create(user=trust.viv, starts_on=day, ends_on=day, covered_by=trust.maya)
    assert said().owner == trust.bea, "Maya, who stands in for her, may not read it"
    one = said("Another", at=AT + timedelta(days=1))
    assert one.owner == trust.viv
    with pytest.raises(PermissionDenied):
        comments.give_comment(one, by=trust.bea, to=trust.bea)
    with pytest.raises(PermissionDenied):
        comments.give_comment(one, by=trust.viv, to=trust.maya)
    client.force_login(trust.viv)
    assert client.post(page_of(one, "comment-give"), {"to": trust.bea.pk}).status_code == 302
    one.refresh_from_db()
    assert (one.owner, Duty.objects.get(subject=str(one.pk)).owner) == (trust.bea, trust.bea)
    comments.answer_comment(one, by=trust.bea, words=ANSWER)


@pytest.mark.framework("R15")
@pytest.mark.parametrize("change", ["DELETE FROM audit_comment", "UPDATE audit_comment SET words = 'x'"])
def test_the_database_keeps_what_was_said(said, change):
    said()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_an_answer_that_was_given_is_never_changed(said, trust):
    one = comments.answer_comment(said(), by=trust.viv, words=ANSWER)
    one.answer = "x"
    with pytest.raises(DatabaseError), transaction.atomic():
        one.save(update_fields=["answer"])


def test_sent_twice_it_is_one_and_without_anybody_to_answer_nothing_typed_is_lost(
    said, publication, trust, client
):
    assert said() == said()
    client.force_login(trust.una)
    address = "/audit/comments/on/2026/10/"
    assert "Write your comment" in client.post(address, {"words": " "}).content.decode()
    assert "4,000 characters or fewer" in client.post(address, {"words": "x" * 4001}).content.decode()
    assert client.get("/audit/comments/on/2026/13/").status_code == 404
    for name in ("viv", "bea"):
        end_account(getattr(trust, name), by=trust.ade)
    page = client.post(address, {"words": "Is anybody there?"}).content.decode()
    assert "Nobody is here who could answer" in page
    assert "Is anybody there?" in page
    assert Comment.objects.count() == 1


def test_one_that_waits_stays_beside_the_figures_and_lists_take_few_queries(said, trust, client):
    client.force_login(trust.una)
    assert "Nothing yet" in client.get(ALL).content.decode()
    said()
    comments.answer_comment(said("Answered"), by=trust.viv, words="Yes")
    Publication.objects.create(month=NOVEMBER, at=london(2026, 12, 1, 0, 30))
    page = client.get(BOARD).content.decode()
    assert SAID in page
    assert "Answered" not in page.partition("What unions say")[2].partition("</section>")[0].replace(
        "Answered by", ""
    )

    def asked(address):
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address).content.decode()
        return len(queries), page

    few = [asked(address)[0] for address in (ALL, BOARD)]
    for number in range(30):
        said(f"Comment {number}")
    many = [asked(address)[0] for address in (ALL, BOARD)]
    assert many == few
    assert "?page=2" in asked(ALL)[1]
