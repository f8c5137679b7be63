"""Answering, or not answering, how we did. Nothing is written to the trail, for that would say who and when (R103)."""

from django.db import transaction

from people.access import require
from people.clock import now
from people.models import User
from support import access, pulse
from support.models import Case
from support.visits.visitor import Visitor
from support.workflow import CannotMove


@transaction.atomic
def answer_pulse(case: Case, *, by: User | Visitor, answers: dict, at=None) -> None:
    """1 to 5 a question; those that are left out stay empty. Without any, they are not asked again either."""
    require(access.can_answer_for_self(by, case))
    if not pulse.is_asked(case, at or now()):
        raise CannotMove("this is not asked now")
    given = {name: answers[name] for name in pulse.QUESTIONS if answers.get(name) in pulse.SCALE}
    if not pulse.put_in(case, given):
        raise CannotMove("this was answered")
