"""Keeping somebody apart from the person who did it: made with them, looked at again, ended (R50)."""

from django.db import transaction

from people.access import require
from people.clock import now
from people.models import User
from people.trail import record
from support import access, deadlines
from support.actions.looking_after import Changed
from support.actions.moving import locked, under_way
from support.models import Case, SeparationPlan, SeparationReview
from support.owed.apart import KEY
from support.owed.by_hand import DO
from support.planning import keep, plan
from support.recording import CannotRecord

SAID = ("ways", "area", "rota", "visits", "risks", "does_not_want", "is_agreed")


@transaction.atomic
def keep_apart(
    case: Case, *, by: User, review_on, seen: int | None = None, at=None, **said
) -> SeparationPlan:
    """Make the plan, or change the one that stands. `seen` is its revision on the page sent, None for a new one.

    Raises Changed when somebody else made or changed it meanwhile, CannotRecord when it says nothing.
    """
    case, at = locked(case), at or now()
    require(access.can_run(by, case))
    under_way(case)
    missing = _faults(said, review_on, at)
    if missing:
        raise CannotRecord(missing)
    standing = case.separations.filter(ended_at=None).first()
    if (standing.revision if standing else None) != seen:
        raise Changed
    one = standing or SeparationPlan(case=case, made_by=by, made_at=at)
    for name in SAID:
        setattr(one, name, said.get(name, getattr(one, name)))
    one.review_due_at = deadlines.last_minute(review_on)
    one.revision = one.revision + 1 if standing else 0
    one.save()
    record("separation.changed" if standing else "separation.made", by=by, subject=one, at=at)
    taken_up = case.promises.open().filter(key=f"{DO}apart").first()
    if taken_up:
        keep(taken_up, at)
    plan(case, at, moved=(KEY,))
    return one


@transaction.atomic
def review_apart(
    one: SeparationPlan, *, by: User, feels_safe: str, next_on=None, ended_why: str = "", at=None
) -> SeparationPlan:
    """It was looked at again with the colleague: it goes on until another day, or ends and says why."""
    case, at = locked(one.case), at or now()
    require(access.can_run(by, case))
    under_way(case)
    one = SeparationPlan.objects.select_for_update().get(pk=one.pk)
    if one.ended_at:
        raise Changed
    if feels_safe not in SeparationReview.FeelsSafe.values:
        raise CannotRecord({"feels_safe": "Choose whether they feel safe"})
    if bool(next_on) == bool(ended_why):
        raise CannotRecord({"next_on": "Enter the day to look again, or say why it ends"})
    if next_on and next_on <= deadlines.london_day(at):
        raise CannotRecord({"next_on": "Enter a day after today"})
    due_at = deadlines.last_minute(next_on) if next_on else None
    SeparationReview.objects.create(plan=one, by=by, at=at, feels_safe=feels_safe, next_due_at=due_at)
    if due_at:
        one.review_due_at = due_at
    else:
        one.ended_at, one.ended_why = at, ended_why
    one.revision += 1
    one.save()
    record("separation.reviewed" if due_at else "separation.ended", by=by, subject=one, at=at)
    plan(case, at, moved=(KEY,))
    return one


def _faults(said, review_on, at):
    found = {}
    if not said.get("ways"):
        found["ways"] = "Choose how they are kept apart, or that they do not want a change"
    if not review_on or review_on <= deadlines.london_day(at):
        found["review_on"] = "Enter a day after today on which you look at it again"
    return found
