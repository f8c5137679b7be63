"""A case passes from one who looks after somebody to another, with all that the first one owed."""

from datetime import datetime

from people.models import User
from people.trail import record
from support import notices
from support.models import Case
from support.own import somebody_else


def give(case: Case, to: User, why: str, *, by: User | None, at: datetime) -> None:
    """`to` leads from now on and is told. `why` is shown to the colleague. What others owe stays with them, and so
    do the meetings that the one before leads."""
    before = case.lead
    case.lead, case.lead_why = to, why
    case.save()
    case.promises.open().filter(owner=before, session=None).update(owner=to)
    somebody_else.settle(case, before, by=by, at=at)
    record("case.handed_over", by=by, subject=case, at=at)
    notices.handed_over(case, at)
