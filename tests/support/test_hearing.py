"""Between the writing of a notice and its sending somebody may lose what it is about: then it is neither sent nor shown."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail as outbox
from django.urls import reverse

from incidents.models import AllegedPerpetrator, InvolvedPerson
from people import mail
from people.actions import end_account, end_role
from people.deadlines import LONDON
from people.models import Cover, Mailing, Notice
from people.notices import tell, tell_all
from support import actions
from support.own import held
from tests.factories import UserFactory

# A Wednesday in November at seven in the evening: what is not urgent waits for the morning.
EVENING = datetime(2026, 11, 18, 19, 0, tzinfo=LONDON)
MORNING = EVENING + timedelta(hours=13)
CANARY = "A canary that sings of it"

pytestmark = pytest.mark.claim("E10")


@pytest.fixture(autouse=True)
def that_evening():
    with time_machine.travel(EVENING, tick=False):
        yield


@pytest.fixture
def told(case, trust):
    """Everything before is out of the way; Ruth, Dev and Maya may all open the case, and are told of it."""
    Notice.objects.all().delete()

    def make(link="", urgent=False, to=(trust.ruth, trust.dev, trust.maya)):
        link = link or reverse("support:case", args=[case.pk])
        rows = [(one, f"canary.{one.pk}", f"{CANARY} {one.first_name}", link) for one in to]
        tell_all(rows, urgent=urgent, at=EVENING)

    return make


def role_ends(user, case, trust):
    for role in user.roles.all():
        end_role(role, by=trust.ade)


def is_accused(user, case, trust):
    AllegedPerpetrator.objects.create(incident=case.incident, kind="colleague", user=user)


def was_there(user, case, trust):
    InvolvedPerson.objects.create(incident=case.incident, user=user, part="witness")


def leaves(user, case, trust):
    end_account(user, by=trust.ade)


def post_leaves(at):
    """Whom the canary reached by email."""
    outbox.outbox.clear()
    while mail.gather(at):
        pass
    mail.deliver_all(at)
    return {one.to[0] for one in outbox.outbox if CANARY in one.body}


def shown_to(client, user):
    client.force_login(user)
    page = client.get(reverse("people:inbox"))
    return CANARY in page.content.decode(), page.context["unread"]


@pytest.mark.parametrize("urgent", [True, False])
@pytest.mark.parametrize("meanwhile", [role_ends, is_accused, was_there, leaves])
def test_whoever_lost_the_case_meanwhile_gets_no_email(case, trust, told, meanwhile, urgent):
    told(urgent=urgent)
    meanwhile(trust.ruth, case, trust)

    assert post_leaves(EVENING if urgent else MORNING) == {trust.dev.email, trust.maya.email}

    assert list(mail.stuck(MORNING)) == []
    assert Mailing.objects.get(to=trust.ruth).sent_at is None


@pytest.mark.parametrize("meanwhile", [role_ends, is_accused, was_there])
def test_nor_is_it_gathered_already_and_then_sent(case, trust, told, meanwhile):
    """It lay in the mailing, and the mail server was away."""
    told(urgent=True)
    assert mail.gather(EVENING) == 3
    meanwhile(trust.ruth, case, trust)

    assert post_leaves(EVENING) == {trust.dev.email, trust.maya.email}


@pytest.mark.parametrize("meanwhile", [role_ends, is_accused, was_there])
def test_it_is_not_shown_nor_counted_either_also_when_it_was_sent_before(
    case, trust, told, meanwhile, client
):
    told(urgent=True)
    assert trust.ruth.email in post_leaves(EVENING)
    assert shown_to(client, trust.ruth) == (True, 1)
    meanwhile(trust.ruth, case, trust)

    assert shown_to(client, trust.ruth) == (False, 0)
    assert CANARY not in str(held.everything(trust.ruth, EVENING))
    assert shown_to(client, trust.dev) == (True, 1)


def test_the_rest_of_the_digest_is_sent(case, trust, told):
    told()
    tell(trust.ruth, key="rest", line="Something else", link="/support/", at=EVENING)
    is_accused(trust.ruth, case, trust)

    assert trust.ruth.email not in post_leaves(MORNING)

    assert ["Something else" in one.body for one in outbox.outbox if one.to == [trust.ruth.email]] == [True]


def test_it_is_shown_again_when_the_case_opens_again(case, trust, told, client):
    stand_in = UserFactory()
    cover = Cover.objects.create(
        user=trust.maya, covered_by=stand_in, starts_on=EVENING.date(), ends_on=EVENING.date()
    )
    told(to=[stand_in])
    assert shown_to(client, stand_in) == (True, 1)
    cover.ends_on = EVENING.date() - timedelta(days=1)
    cover.starts_on = cover.ends_on
    cover.save()
    assert shown_to(client, stand_in) == (False, 0)


def test_help_and_sessions_are_told_to_those_who_have_them_and_to_nobody_who_lost_them(case, trust, told):
    help = actions.open_help(case, "absence", by=trust.maya)
    session = actions.plan_session(
        [case],
        by=trust.maya,
        kind="defusing",
        leader=trust.petra,
        starts_at=EVENING + timedelta(days=4),
        place="Room 2",
        is_group=False,
        at=EVENING,
    )
    told(reverse("support:help-step", args=[help.pk, "contact"]), to=[trust.hana, trust.owen])
    told(reverse("support:session", args=[session.pk]), to=[trust.petra, trust.frank])
    assert post_leaves(MORNING) == {trust.hana.email, trust.petra.email}

    Notice.objects.all().delete()
    told(reverse("support:help", args=[help.pk]), urgent=True, to=[trust.hana, trust.maya])
    told(reverse("support:session", args=[session.pk]), urgent=True, to=[trust.petra])
    for one in (trust.hana, trust.petra):
        is_accused(one, case, trust)
    assert post_leaves(MORNING) == {trust.maya.email}


def test_pages_of_no_one_row_and_pages_that_are_gone(case, trust, told):
    for link in ("/support/help/", "/support/sessions/plan/", "/support/me/", "/", ""):
        tell(trust.omar, key=f"open{link}", line=f"{CANARY} {link}", link=link, urgent=True, at=EVENING)
    told("/support/cases/00000000-0000-4000-8000-000000000000/", urgent=True, to=[trust.maya])

    assert post_leaves(EVENING) == {trust.omar.email}
    assert sum(one.body.count(CANARY) for one in outbox.outbox) == 5


def test_asking_costs_one_query_however_many_there_are(case, trust, told, django_assert_num_queries):
    """One finds the notices of a mailing, one its reader's roles, one the cases that they may open."""
    for number in range(40):
        tell(
            trust.ruth,
            key=f"many.{number}",
            line=CANARY,
            link=reverse("support:case", args=[case.pk]),
            urgent=True,
            at=EVENING,
        )
    mail.gather(EVENING)
    mailing = Mailing.objects.select_related("to").get()

    with django_assert_num_queries(3):
        assert len(mail.notices_of(mailing, EVENING)) == 40
