"""Taking away a copy of everything that is held about oneself."""

from django.db import transaction

from people.access import require
from people.clock import now
from people.models import User
from people.trail import record
from support import access
from support.own import held
from support.visits.visitor import Visitor, account_of


@transaction.atomic
def take_all(*, by: User | Visitor, at=None) -> bytes:
    """A zip file; that it was taken is noted, about their account or, without one, their case."""
    at = at or now()
    require(by.is_active and access.can_take_all(by))
    found = held.everything(by, at)
    record("own.taken", by=by, subject=account_of(by) or by.case, at=at)
    return held.as_zip(found)
