"""Asking to be looked after by somebody else, and answering that. Nobody presses (R12, R34)."""

from django.db import transaction

from people.access import require
from people.clock import now
from people.models import User
from people.trail import record
from support import access, deadlines, notices
from support.actions.moving import locked, plan_again, under_way
from support.handing_on.handing import give
from support.models import Case, SomebodyElse
from support.opening import part_of
from support.own.somebody_else import WITHIN, decider
from support.visits.visitor import Visitor
from support.workflow import CannotMove

YOU_ASKED = "You asked for somebody else"


@transaction.atomic
def ask_for_somebody_else(case: Case, *, by: User | Visitor, why: str, at=None) -> SomebodyElse:
    """Put to the next in line, not to the one it is about. Raises CannotMove while an earlier one is open."""
    case, at = locked(case), at or now()
    require(access.can_answer_for_self(by, case))
    under_way(case)
    if case.asked_for_another.open().exists():
        raise CannotMove("this was asked already")
    wish = SomebodyElse.objects.create(
        case=case,
        about=case.lead,
        owner=decider(case, at),
        why=SomebodyElse.Why(why),
        asked_at=at,
        due_at=deadlines.due(WITHIN, happened=at, reported=at),
    )
    record("case.asked_for_another", by=by, subject=case, at=at)
    notices.another_wanted(wish, at)
    plan_again(case, at)
    return wish


@transaction.atomic
def take_back_somebody_else(case: Case, *, by: User | Visitor, at=None) -> None:
    """They would rather leave it as it is."""
    case, at = locked(case), at or now()
    require(access.can_answer_for_self(by, case))
    wish = case.asked_for_another.open().first()
    if wish is None:
        raise CannotMove("there is nothing to take back")
    _decide(wish, SomebodyElse.Outcome.TAKEN_BACK, None, case, by=by, at=at)


@transaction.atomic
def decide_somebody_else(wish: SomebodyElse, *, by: User, to: User | None, at=None) -> None:
    """`to` looks after them from now on; None when nobody else can. They are told either way."""
    case, at = locked(wish.case), at or now()
    wish = SomebodyElse.objects.select_for_update(of=("self",)).get(pk=wish.pk)
    require(access.can_decide_somebody_else(by, wish))
    if wish.decided_at:
        raise CannotMove("it is decided")
    if to is None:
        _decide(wish, SomebodyElse.Outcome.NOBODY, None, case, by=by, at=at)
    else:
        require(access.can_take(to, case) and to not in part_of(case.incident) and to != wish.about)
        _decide(wish, SomebodyElse.Outcome.CHANGED, to, case, by=by, at=at)
        give(case, to, YOU_ASKED, by=by, at=at)
    notices.another_decided(case, at)


def _decide(wish, outcome, to, case, *, by, at):
    wish.outcome, wish.to, wish.decided_at = outcome, to, at
    wish.decided_by = None if outcome == SomebodyElse.Outcome.TAKEN_BACK else by
    wish.save()
    record(f"case.another_{outcome}", by=by, subject=case, at=at)
    plan_again(case, at)
