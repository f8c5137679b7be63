"""The cast everybody knows: one small trust, with a person for each part.

Nneka, a nurse on Elm Ward, is usually the one who was hurt. Maya manages Elm Ward, Dev is her deputy, Ruth manages
Maya and the site. Omar works on Oak Ward at the other site, under Owen: nothing on Elm Ward is theirs to see.
"""

import os
import uuid
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from incidents import actions
from incidents.actions import Affected, Alleged
from people.roles import RoleKind
from tests.factories import RoleFactory, SiteFactory, TeamFactory, UserFactory

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_configure():
    """Signing in is quick in tests; tests/people/test_sign_in.py looks at the real hasher."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The machine's own Chromium, which asks nothing of the network."""
    return browser_type_launch_args | {
        "executable_path": os.environ.get("CHROMIUM") or "/usr/bin/chromium",
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture(autouse=True)
def nothing_counted_yet(monkeypatch):
    """The tests share one Valkey and one address; what one of them asks does not count against another."""
    monkeypatch.setattr("people.limits.PREFIX", f"limits-{uuid.uuid4()}")


@pytest.fixture
def trust(db):
    """Two sites, two wards, and everybody who has a part. Read it as `trust.nneka`, `trust.elm_ward`."""
    general, riverside = SiteFactory(name="Northshire General"), SiteFactory(name="Riverside")
    elm, oak = TeamFactory(site=general, name="Elm Ward"), TeamFactory(site=riverside, name="Oak Ward")
    t = SimpleNamespace(general=general, riverside=riverside, elm_ward=elm, oak_ward=oak)

    def colleague(name, works_in=None, role=None, **over):
        first, last = name.split()
        manager = over.pop("manager", None)
        user = UserFactory(first_name=first, last_name=last, team=works_in, manager=manager)
        if role:
            RoleFactory(user=user, kind=role, **over)
        setattr(t, first.lower(), user)
        return user

    ruth = colleague("Ruth Baxter", role=RoleKind.LINE_MANAGER, site=general)
    maya = colleague("Maya Lindqvist", elm, RoleKind.LINE_MANAGER, team=elm, manager=ruth)
    colleague("Dev Chandra", elm, RoleKind.DEPUTY, team=elm, manager=maya)
    colleague("Nneka Obi", elm, manager=maya)
    colleague("Will Tanner", elm, manager=maya)
    colleague("Owen Price", oak, RoleKind.LINE_MANAGER, team=oak)
    colleague("Omar Haddad", oak, manager=t.owen)
    colleague("Petra Vale", elm, RoleKind.PEER_SUPPORTER)
    colleague("Frank Osei", role=RoleKind.FACILITATOR)
    colleague("Olive Grant", role=RoleKind.OCCUPATIONAL_HEALTH)
    colleague("Hana Sato", role=RoleKind.HR)
    colleague("Chi Moreau", role=RoleKind.PANEL_CHAIR, site=general)
    colleague("Cora Dunne", role=RoleKind.PANEL_COORDINATOR, site=general)
    colleague("Milo Reyes", role=RoleKind.PANEL_MEMBER, site=general)
    colleague("Viv Archer", role=RoleKind.PREVENTION_LEAD)
    colleague("Sasha Kerr", role=RoleKind.SEXUAL_SAFETY_LEAD)
    colleague("Gita Bose", role=RoleKind.FTSU_GUARDIAN)
    colleague("Una Rep", role=RoleKind.UNION_REP)
    colleague("Bea Stone", role=RoleKind.BOARD)
    colleague("Al Novak", role=RoleKind.AUDITOR)
    colleague("Ade Root", role=RoleKind.ADMINISTRATOR)
    return t


@pytest.fixture
def report(trust):
    """Report an incident on Elm Ward as Nneka, about Nneka, yesterday. Anything named is put in its place."""

    def make(*, by=None, affected=None, alleged=None, **facts):
        by = by or trust.nneka
        alleged = [Alleged("patient")] if alleged is None else alleged
        facts = {
            "kinds": ["physical"],
            "occurred_on": timezone.localdate() - timedelta(days=1),
            "team": trust.elm_ward,
            "place": "Bay 3",
            "what_happened": "A patient who was confused hit out.",
            "everyone_safe": "yes",
        } | facts
        affected = affected if affected is not None else [Affected("harmed", user=by)]
        return actions.report(by=by, affected=affected, alleged=alleged, **facts)

    return make
