"""Colleagues, teams and roles for tests. Incidents and cases are made through actions, so impossible ones never exist."""

from datetime import date

import factory
from django.contrib.auth.hashers import make_password

from people.models import Role, Site, Team, Training, User

PASSWORD = "three quiet otters swim"
# Roles are held on whatever day a test is about, such as that of the trust's export.
LONG_HELD = date(2020, 1, 6)
_HASH = None


def hashed():
    """One slow hash for the whole run."""
    global _HASH
    _HASH = _HASH or make_password(PASSWORD)
    return _HASH


class SiteFactory(factory.django.DjangoModelFactory):
    code = factory.Sequence(lambda n: f"RXT{n:02}")
    name = factory.Sequence(lambda n: f"Hospital {n}")

    class Meta:
        model = Site


class TeamFactory(factory.django.DjangoModelFactory):
    site = factory.SubFactory(SiteFactory)
    name = factory.Sequence(lambda n: f"Ward {n}")

    class Meta:
        model = Team


class UserFactory(factory.django.DjangoModelFactory):
    first_name = factory.Sequence(lambda n: f"Ada{n}")
    last_name = factory.Sequence(lambda n: f"Okoro{n}")
    email = factory.LazyAttribute(lambda user: f"{user.first_name}.{user.last_name}@trust.example".lower())
    password = factory.LazyFunction(hashed)

    class Meta:
        model = User


class RoleFactory(factory.django.DjangoModelFactory):
    user = factory.SubFactory(UserFactory)
    starts_on = LONG_HELD

    class Meta:
        model = Role


class TrainingFactory(factory.django.DjangoModelFactory):
    user = factory.SubFactory(UserFactory)

    class Meta:
        model = Training
