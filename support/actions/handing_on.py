"""Practical help passes by hand from one holder of its role to another."""

from django.db import transaction

from people.access import require
from people.clock import now
from people.models import User
from people.trail import record
from support import access, notices
from support.actions.moving import locked, under_way
from support.models import Help
from support.practical.helping import note, set_dates
from support.reasons import HANDED_ON
from support.workflow import CannotMove, HelpStatus


@transaction.atomic
def hand_on_help(help: Help, to: User, *, by: User, why: str, at=None) -> Help:
    """What is owed for it goes along. Both are told; `why` is one of HANDED_ON. Raises CannotMove for help that is over,
    and for somebody to whom it cannot go (by now)."""
    case, at = locked(help.case), at or now()
    help = Help.objects.select_for_update(of=("self",)).select_related("owner").get(pk=help.pk)
    help.case = case
    require(access.can_hand_on(by, help))
    under_way(case)
    if help.status != HelpStatus.OPEN or why not in HANDED_ON or to not in access.who_could_own(help):
        raise CannotMove("it cannot go to them now")
    before, help.owner = help.owner or case.lead, to
    help.save()
    note(help, "", "handed_on", by=by, at=at, answers={"why": why})
    record("help.handed_over", by=by, subject=help, why=HANDED_ON[why], at=at)
    set_dates(help, at, owners=True)
    notices.help_handed_on(help, before, at)
    return help
