"""Nobody is told of a report, a review or an action whose page they lost between the writing and the sending (E10).

In the rooms of incidents and reviews; tests/support/test_hearing.py does the same for support.
"""

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.urls import reverse

from incidents import chasing
from incidents.models import Duty, RiddorDecision
from people import clock, mail
from people.actions import end_role
from people.models import Notice, Role, User
from people.notices import tell_all
from people.roles import RoleKind
from reviews import conflicts
from tests.factories import RoleFactory, UserFactory

pytestmark = pytest.mark.claim("E10")
CANARY = "A canary that sings of it"


def role_ends(user, item, trust):
    for role in user.roles.all():
        end_role(role, by=trust.ade)


def is_accused(user, item, trust):
    item.incident.alleged.create(kind="colleague", user=user)


def has_a_conflict(user, item, trust):
    conflicts.declare(item, by=user, why="works")


def is_sealed(user, item, trust):
    item.incident.is_sealed, item.incident.sealed_to = True, trust.sasha
    item.incident.save()


def told(link, *users):
    """An urgent notice to each, as if it had been written when all of them could open the page."""
    Notice.objects.all().delete()
    tell_all([(one, f"canary.{one.pk}", CANARY, link) for one in users], urgent=True)
    assert mail.gather() == len(users), "It lies in the mailing already"


def heard(client, *users):
    """Who gets the email, and who is shown it afterwards: the same."""
    outbox.outbox.clear()
    mail.deliver_all()
    sent = {one.to[0] for one in outbox.outbox if CANARY in one.body}
    for user in users:
        client.force_login(User.objects.get(pk=user.pk))
        assert (CANARY in client.get(reverse("people:inbox")).content.decode()) == (user.email in sent)
    return {user.first_name for user in users if user.email in sent}


@pytest.mark.parametrize(
    ("meanwhile", "left"),
    [
        (role_ends, {"Maya", "Nneka"}),
        (is_accused, {"Maya", "Nneka"}),
        (has_a_conflict, {"Maya", "Nneka"}),
        (is_sealed, {"Nneka"}),
        (None, {"Milo", "Maya", "Nneka"}),
    ],
)
def test_a_report_that_somebody_can_open_no_longer(item, trust, client, meanwhile, left):
    readers = (trust.milo, trust.maya, trust.nneka)
    for page in ("detail", "investigation"):
        told(reverse(f"incidents:{page}", args=[item.incident.reference]), *readers)
        if meanwhile and page == "detail":
            meanwhile(trust.milo, item, trust)
        assert heard(client, *readers) == left


@pytest.mark.parametrize("meanwhile", [role_ends, is_accused, has_a_conflict])
def test_a_review_and_an_action_of_it(item, assign, trust, client, meanwhile):
    action = assign()
    pages = [
        reverse("reviews:item", args=[item.meeting_id, item.pk]),
        reverse("reviews:action", args=[action.pk]),
    ]
    for page in pages:
        told(page, trust.milo, trust.cora)
        assert heard(client, trust.milo, trust.cora) == {"Milo", "Cora"}
    told(pages[1], trust.will, trust.cora)
    meanwhile(trust.milo, item, trust)
    is_accused(trust.will, item, trust)
    assert heard(client, trust.will, trust.cora) == {"Cora"}
    for page in pages:
        told(page, trust.milo, trust.cora)
        assert heard(client, trust.milo, trust.cora) == {"Cora"}


def test_a_competent_person_hears_of_what_they_decide_as_long_as_they_do(item, trust, client):
    """They cannot open the report, and need not."""
    hal = UserFactory(first_name="Hal")
    RoleFactory(user=hal, kind=RoleKind.HEALTH_SAFETY)
    RiddorDecision.objects.create(incident=item.incident, because=["absence"], asked_at=clock.now())
    page = reverse("incidents:riddor", args=[item.incident.reference])
    told(page, hal, trust.maya)
    assert heard(client, hal, trust.maya) == {"Hal", "Maya"}

    told(page, hal, trust.maya)
    role_ends(hal, item, trust)
    assert heard(client, hal, trust.maya) == {"Maya"}


def test_whoever_never_could_open_it_hears_that_something_is_owed_and_gets_no_link(item, trust, client):
    """An administrator is the last to hear of a report that nobody looks at, and opens none (A9)."""
    Role.objects.exclude(user=trust.ade).delete()
    Notice.objects.all().delete()
    late = clock.now() + timedelta(days=30)
    Duty.objects.filter(key="look_at").update(chase=2, chase_at=late, owner=trust.ade)

    chasing.chase_batch(late)

    notice = Notice.objects.get(to=trust.ade)
    assert (notice.line, notice.link) == (
        "A new report has not been looked at. Please look at it, or see that somebody does.",
        "",
    )
    mail.gather(late + timedelta(days=2))
    mail.deliver_all(late + timedelta(days=4))
    notice.refresh_from_db()
    assert notice.mailing.sent_at
