"""The cast everybody knows: one small trust, with a person for each part.

Nneka, a nurse on Elm Ward, is usually the one who was hurt. Maya manages Elm Ward, Dev is her deputy, Ruth manages
Maya and the site. Omar works on Oak Ward at the other site, under Owen: nothing on Elm Ward is theirs to see.
"""

import os
import shutil
import uuid
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from incidents import actions
from incidents.actions import Affected, Alleged
from people.models import Role, User
from people.roles import RoleKind
from tests.factories import LONG_HELD, SiteFactory, TeamFactory, UserFactory
from tests.flush import emptying
from tests.template import name_of_template

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_addoption(parser):
    parser.addoption("--cases", type=int, default=200, help="How many cases the random moves go through")
    parser.addoption("--story", type=int, help="Tell this story of random moves again")


def pytest_configure():
    """Signing in is quick in tests; tests/people/test_sign_in.py looks at the real hasher."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]


def pytest_collection_modifyitems(items):
    """A world that is built once for a module needs the database, be there no other test in the run that asks for it."""
    for item in items:
        if {"django_db_setup", "django_db_blocker"} <= set(item.fixturenames) and not (
            {"db", "transactional_db", "live_server"} & set(item.fixturenames)
        ):
            item.add_marker(pytest.mark.django_db)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Each process copies a database that is migrated already."""
    from django.conf import settings

    settings.DATABASES["default"]["TEST"]["TEMPLATE"] = name_of_template(os.environ["DATABASE_URL"])


@pytest.fixture(scope="session", autouse=True)
def emptied_row_by_row():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.core.management.commands.flush.sql_flush", emptying)
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The machine's own Chromium, which asks nothing of the network. Without a window it needs a third of the time."""
    ours = [f"/usr/bin/{name}" for name in ("chromium-headless-shell", "chromium") if shutil.which(name)]
    return browser_type_launch_args | {
        "executable_path": os.environ.get("CHROMIUM") or next(iter(ours), None),
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
    monkeypatch.setattr("people.limits._away_until", 0.0)


# First name to: last name, where they work, their manager, their role and what it is over.
CAST = {
    "Ruth": ("Baxter", None, None, RoleKind.LINE_MANAGER, {"site": "general"}),
    "Maya": ("Lindqvist", "elm_ward", "ruth", RoleKind.LINE_MANAGER, {"team": "elm_ward"}),
    "Dev": ("Chandra", "elm_ward", "maya", RoleKind.DEPUTY, {"team": "elm_ward"}),
    "Nneka": ("Obi", "elm_ward", "maya", None, {}),
    "Will": ("Tanner", "elm_ward", "maya", None, {}),
    "Owen": ("Price", "oak_ward", None, RoleKind.LINE_MANAGER, {"team": "oak_ward"}),
    "Omar": ("Haddad", "oak_ward", "owen", None, {}),
    "Petra": ("Vale", "elm_ward", None, RoleKind.PEER_SUPPORTER, {}),
    "Frank": ("Osei", None, None, RoleKind.FACILITATOR, {}),
    "Olive": ("Grant", None, None, RoleKind.OCCUPATIONAL_HEALTH, {}),
    "Hana": ("Sato", None, None, RoleKind.HR, {}),
    "Chi": ("Moreau", None, None, RoleKind.PANEL_CHAIR, {"site": "general"}),
    "Cora": ("Dunne", None, None, RoleKind.PANEL_COORDINATOR, {"site": "general"}),
    "Milo": ("Reyes", None, None, RoleKind.PANEL_MEMBER, {"site": "general"}),
    "Viv": ("Archer", None, None, RoleKind.PREVENTION_LEAD, {}),
    "Sasha": ("Kerr", None, None, RoleKind.SEXUAL_SAFETY_LEAD, {}),
    "Gita": ("Bose", None, None, RoleKind.FTSU_GUARDIAN, {}),
    "Una": ("Rep", None, None, RoleKind.UNION_REP, {}),
    "Bea": ("Stone", None, None, RoleKind.BOARD, {}),
    "Al": ("Novak", None, None, RoleKind.AUDITOR, {}),
    "Iris": ("Gale", None, None, RoleKind.INFORMATION_GOVERNANCE, {}),
    "Ade": ("Root", None, None, RoleKind.ADMINISTRATOR, {}),
}


def cast():
    """Two sites, two wards, and everybody who has a part. Written at once, for nearly every test begins with it."""
    t = SimpleNamespace(
        general=SiteFactory(name="Northshire General"), riverside=SiteFactory(name="Riverside")
    )
    t.elm_ward = TeamFactory(site=t.general, name="Elm Ward")
    t.oak_ward = TeamFactory(site=t.riverside, name="Oak Ward")
    for first, (last, works_in, _, _, _) in CAST.items():
        team = getattr(t, works_in) if works_in else None
        setattr(t, first.lower(), UserFactory.build(first_name=first, last_name=last, team=team))
    people = {first: getattr(t, first.lower()) for first in CAST}
    User.objects.bulk_create(people.values())
    managed = [one for first, one in people.items() if CAST[first][2]]
    for one in managed:
        one.manager = getattr(t, CAST[one.first_name][2])
    User.objects.bulk_update(managed, ["manager"])
    Role.objects.bulk_create(
        Role(
            user=people[first],
            kind=role,
            starts_on=LONG_HELD,
            **{name: getattr(t, place) for name, place in over.items()},
        )
        for first, (_, _, _, role, over) in CAST.items()
        if role
    )
    return t


@pytest.fixture
def trust(db):
    """Read it as `trust.nneka`, `trust.elm_ward`."""
    return cast()


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
