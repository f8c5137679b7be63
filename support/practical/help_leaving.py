"""Practical help passes on when its owner may not go on: to the next holder of the role, else to the lead (R10, G8)."""

from datetime import datetime

from django.db import transaction

from people.models import Role, User
from people.roles import RoleKind
from support.access import owns_by_right
from support.actions.moving import locked
from support.deadlines import london_day
from support.help import TRACKS
from support.models import Help
from support.practical.helping import give_help, owner_for
from support.workflow import CaseStatus, HelpStatus

_OF_A_ROLE = [key for key, track in TRACKS.items() if track.owner in RoleKind.values]
_WANTED = ("case__person__incident", "case__team__site")


def pass_on_help_of(user: User, *, by: User | None, at: datetime) -> int:
    """All that one person owns and may own no longer; returns how much that was."""
    return _pass_on_of(user, Help.objects.filter(status=HelpStatus.OPEN), by, at)


def pass_on_all(at: datetime) -> int:
    """Whoever's role ran out hands on; what a lead did for want of anybody goes to whoever holds the role now.

    What is rightly somebody's is neither read nor locked: it is asked once for each owner.
    """
    still_open = Help.objects.filter(status=HelpStatus.OPEN, case__status=CaseStatus.OPEN)
    owners = User.objects.filter(pk__in=still_open.exclude(owner=None).order_by().values("owner"))
    passed = sum(_pass_on_of(owner, still_open, None, at) for owner in owners.order_by("pk"))
    held = set(Role.objects.current(london_day(at)).order_by().values_list("kind", flat=True))
    waiting = [key for key in _OF_A_ROLE if TRACKS[key].owner in held]
    unowned = still_open.filter(owner=None, track__in=waiting).select_related(*_WANTED).order_by("pk")
    return passed + sum(_pass_on(help, None, at) for help in unowned if owner_for(help, at))


def _pass_on_of(owner, helps, by, at):
    owned = helps.filter(owner=owner)
    rightly = owned.filter(owns_by_right(owner)).values("pk")
    return sum(_pass_on(help, by, at) for help in owned.exclude(pk__in=rightly).order_by("pk"))


@transaction.atomic
def _pass_on(help, by, at):
    case = locked(help.case)
    help = Help.objects.select_for_update(of=("self",)).select_related("owner").get(pk=help.pk)
    help.case = case
    if help.status != HelpStatus.OPEN or (help.owner and _is_rightly(help)):
        return False
    to = owner_for(help, at) if help.track in _OF_A_ROLE else None
    if to == help.owner:
        return False
    give_help(help, to, by=by, at=at)
    return True


def _is_rightly(help):
    return Help.objects.filter(owns_by_right(help.owner), pk=help.pk).exists()
