"""A case under way, and how a form of a stage is sent."""

import pytest
from django.utils import timezone

from support import actions


@pytest.fixture
def case(report):
    """Nneka's, looked after by Maya."""
    return report().involved.get().case


@pytest.fixture
def hold(trust):
    """Record that a stage took place, as Maya, with everything that must be said."""

    def make(case, key="immediate", *, by=None, **said):
        said = {"outcome": "held", "next_step": "go_on"} | said
        return actions.record_stage(case, key, by=by or trust.maya, **said)

    return make


@pytest.fixture
def offer(trust):
    def make(case, key="defusing", *, by=None, at=None):
        return actions.record_stage(
            case, key, by=by or trust.maya, outcome="offered", at=at or timezone.now()
        )

    return make
