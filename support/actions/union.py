"""The colleague chooses their own union representative; `share_help` takes it back (R74)."""

from django.db import transaction

from people.access import require
from people.clock import now
from people.models import User
from people.trail import record
from support import access, notices
from support.actions.moving import locked, under_way
from support.models import Help
from support.practical.helping import note, set_dates
from support.visits.visitor import Visitor, account_of
from support.workflow import CannotMove, HelpStatus


@transaction.atomic
def choose_rep(help: Help, to: User, *, by: User | Visitor, at=None) -> Help:
    """From now on this one representative sees them by name, and nothing of them but this help.

    Raises CannotMove for somebody who is no representative here, or who is part of what happened.
    """
    case, at = locked(help.case), at or now()
    help = Help.objects.select_for_update().get(pk=help.pk)
    help.case = case
    require(access.can_answer_for_self(by, case))
    under_way(case)
    if help.status != HelpStatus.OPEN or to not in access.union_reps(case):
        raise CannotMove("nobody who can be chosen now")
    help.owner, help.shared_at = to, at
    help.save()
    note(help, "", "shared", by=account_of(by), at=at)
    record("help.shared", by=account_of(by), subject=help, at=at)
    set_dates(help, at, owners=True)
    notices.help_opened(help, at)
    return help
