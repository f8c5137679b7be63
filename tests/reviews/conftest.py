"""The General's weekly panel, on which Chi, Cora and Milo sit; Riverside has one of its own, under Rita."""

from datetime import time, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from people.models import User
from people.roles import RoleKind
from reviews import actions, sbar
from tests.factories import RoleFactory, UserFactory


@pytest.fixture
def panel(trust):
    return actions.make_panel(
        by=trust.viv,
        site=trust.general,
        name="Emergency panel",
        rhythm="weekly",
        weekday=1,
        starts_at=time(9, 30),
    )


@pytest.fixture
def riverside(trust):
    """The other site's panel, with its chair Rita and an open meeting about what happened on Oak Ward."""
    rita = UserFactory(first_name="Rita", last_name="Shore")
    RoleFactory(user=rita, kind=RoleKind.PANEL_CHAIR, site=trust.riverside)
    panel = actions.make_panel(
        by=trust.viv, site=trust.riverside, name="Riverside panel", rhythm="ad_hoc", weekday=None
    )
    return SimpleNamespace(panel=panel, rita=rita)


@pytest.fixture
def meeting(panel, trust, report):
    """Open now, with one incident on its agenda."""
    report()
    return actions.open_meeting(panel, by=trust.chi)


@pytest.fixture
def item(meeting):
    return meeting.items.get()


@pytest.fixture
def assign(item, trust):
    """Ask Will to review the lone-working procedure by next week."""

    def make(**over):
        facts = {
            "by": trust.cora,
            "kind": "procedure",
            "what": "Review the procedure for lone working",
            "owner": trust.will,
            "due_on": timezone.localdate() + timedelta(days=7),
        }
        return actions.assign(over.pop("item", item), **facts | over)

    return make


@pytest.fixture
def written():
    """A review as the panel writes it, with anything named put in its place."""

    def make(**over):
        return sbar.empty() | {"assessment_notes": "Bay 3 cannot be seen from the desk."} | over

    return make


@pytest.fixture
def signed_in(client):
    def sign_in(user):
        client.force_login(User.objects.get(pk=user.pk))
        return client

    return sign_in
