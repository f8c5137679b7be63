"""A small past for the figures, made through the actions with the times that the tests are about."""

from datetime import date, datetime, time

import pytest

from audit import actions
from incidents.actions import Affected
from people.deadlines import LONDON
from support.models import Case

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


def london(year, month, day, hour=0, minute=0, second=0):
    return datetime(year, month, day, hour, minute, second, tzinfo=LONDON)


@pytest.fixture
def hurt(report, trust):
    """Nneka is hurt at 10:00 and says so at 10:30; the case of her support comes back. Its first window ends
    at 20:00.
    """

    def make(day=date(2026, 10, 5), **facts):
        at = datetime.combine(day, time(10, 30), LONDON)
        facts = {
            "affected": [Affected("harmed", user=trust.nneka)],
            "occurred_time": time(10),
            "at": at,
        } | facts
        incident = report(by=trust.nneka, occurred_on=day, **facts)
        return Case.objects.get(person__incident=incident)

    return make


@pytest.fixture
def incidents_in(report, trust):
    """So many incidents of these kinds on a day, nobody hurt."""

    def make(day, number, **facts):
        at = datetime.combine(day, time(12), LONDON)
        return [report(by=trust.nneka, affected=[], occurred_on=day, at=at, **facts) for _ in range(number)]

    return make


@pytest.fixture
def published():
    """Bring out October on 1 November and November on 1 December."""

    def publish(month=OCTOBER):
        after = date(month.year, month.month + 1, 1)
        return actions.publish_month(month, at=london(after.year, after.month, 1, 0, 30))

    return publish
