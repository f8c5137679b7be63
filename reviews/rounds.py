"""Reflective rounds: planning one, and counting who came (R124). There is nothing else to record about them."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from people.access import require
from people.models import Team, User
from people.trail import record
from reviews import access
from reviews.models import ReflectiveRound


@transaction.atomic
def plan_round(
    *,
    by: User,
    title: str,
    mode: str,
    starts_at: datetime,
    facilitator: User,
    team: Team | None = None,
    place: str = "",
    at=None,
) -> ReflectiveRound:
    """Everybody who is signed in sees that there is one; nobody has to come, nor to speak."""
    require(access.can_plan_rounds(by) and facilitator.is_active)
    planned = ReflectiveRound.objects.create(
        title=title,
        mode=mode,
        team=team,
        place=place,
        starts_at=starts_at,
        facilitator=facilitator,
        made_at=at or timezone.now(),
    )
    record("round.planned", by=by, subject=planned, at=at)
    return planned


@transaction.atomic
def count_round(planned: ReflectiveRound, *, by: User, came: int, at=None) -> ReflectiveRound:
    """How many came, and never who."""
    planned = _locked(planned, by)
    require(planned.cancelled_at is None)
    planned.came, planned.counted_at = came, at or timezone.now()
    planned.save()
    record("round.counted", by=by, subject=planned, at=at)
    return planned


@transaction.atomic
def cancel_round(planned: ReflectiveRound, *, by: User, at=None) -> ReflectiveRound:
    planned = _locked(planned, by)
    planned.cancelled_at = planned.cancelled_at or at or timezone.now()
    planned.save()
    record("round.cancelled", by=by, subject=planned, at=at)
    return planned


def pass_on_rounds(user: User, *, by: User | None, at: datetime) -> None:
    """A facilitator has left: rounds still to come go to whoever keeps the list, until another is chosen."""
    keeper = access.round_keeper()
    mine = ReflectiveRound.objects.select_for_update().filter(
        facilitator=user, starts_at__gt=at, cancelled_at=None
    )
    for planned in mine if keeper else ():
        planned.facilitator = keeper
        planned.save()
        record("round.passed_on", by=by, subject=planned, at=at)


def _locked(planned, by):
    found = ReflectiveRound.objects.select_for_update().get(pk=planned.pk)
    require(ReflectiveRound.objects.run_by(by).filter(pk=found.pk).exists())
    return found
