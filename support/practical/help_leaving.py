"""Practical help passes on when its owner may not go on: to the next holder of the role, else to the lead (R10, G8)."""

from datetime import datetime

from django.db import transaction

from people.access import holds_over
from people.models import User
from people.roles import RoleKind
from support.actions.moving import locked
from support.help import TRACKS
from support.models import Help
from support.opening import part_of
from support.practical.helping import give_help, owner_for
from support.workflow import CaseStatus, HelpStatus

_OF_A_ROLE = [key for key, track in TRACKS.items() if track.owner in RoleKind.values]


def pass_on_help_of(user: User, *, by: User | None, at: datetime) -> int:
    """All that one person owns and may own no longer; returns how much that was."""
    owned = Help.objects.filter(owner=user, status=HelpStatus.OPEN).order_by("pk")
    return sum(_pass_on(help, by, at) for help in owned)


def pass_on_all(at: datetime) -> int:
    """Whoever's role ran out hands on; what a lead did for want of anybody goes to whoever holds the role now."""
    still_open = Help.objects.filter(status=HelpStatus.OPEN, case__status=CaseStatus.OPEN).order_by("pk")
    helps = [*still_open.exclude(owner=None), *still_open.filter(owner=None, track__in=_OF_A_ROLE)]
    return sum(_pass_on(help, None, at) for help in helps)


def may_own(help: Help) -> bool:
    """Works here, is no part of the incident, and holds the role over the team if the track is a role's."""
    owner, track = help.owner, TRACKS[help.track]
    kind = track.chosen_among or track.owner
    if not owner.is_active or owner in part_of(help.case.incident):
        return False
    return kind not in RoleKind.values or holds_over(owner, help.case.team, kind)


@transaction.atomic
def _pass_on(help, by, at):
    case = locked(help.case)
    help = Help.objects.select_for_update(of=("self",)).select_related("owner").get(pk=help.pk)
    help.case = case
    if help.status != HelpStatus.OPEN or (help.owner and may_own(help)):
        return False
    to = owner_for(help, at) if help.track in _OF_A_ROLE else None
    if to == help.owner:
        return False
    give_help(help, to, by=by, at=at)
    return True
