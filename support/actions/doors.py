"""Giving somebody without an account a way in: sent to the address that is held, or handed over (R27)."""

from django.conf import settings
from django.db import transaction

from people.access import require
from people.clock import now
from people.models import User
from people.trail import record
from support import access
from support.actions.moving import locked
from support.models import Case
from support.visits import door
from support.workflow import CannotMove, CaseStatus


@transaction.atomic
def send_link(case: Case, *, by: User, at=None) -> None:
    """By email to the address that is held. In confidence nothing is sent before somebody has asked them."""
    case, at = _without_account(case, by, at)
    if door.send(case, door.OWN, door.INVITED, at=at, is_asked_for=True) is None:
        raise CannotMove("no address is held")
    record("door.sent", by=by, subject=case, at=at)


@transaction.atomic
def hand_over_link(case: Case, *, by: User, at=None) -> str:
    """The link itself, to be shown once, printed or read out. What is theirs alone does not open by it."""
    case, at = _without_account(case, by, at)
    made = door.open_for(case, door.OWN, at=at, made_by=by)
    record("door.made", by=by, subject=case, at=at)
    return f"{settings.AFTERCARE_ADDRESS}{door.link_of(made)}"


def _without_account(case, by, at):
    case = locked(case)
    require(access.can_run(by, case))
    if case.person.user_id or not case.person.is_named or case.status == CaseStatus.MERGED:
        raise CannotMove("they have an account, or nobody knows who they are")
    return case, at or now()
