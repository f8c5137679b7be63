"""Who may say that a colleague needs practical help without knowing of any incident, and who asks that colleague."""

from django.db.models import Q

from people.access import first_holders, holds, holds_everywhere, holds_over, over
from people.models import User
from people.roles import RoleKind
from support.access.help import in_confidence, reads_as
from support.help import LEAD, TRACKS

TOLD_KEEPER = RoleKind.PREVENTION_LEAD


def tracks_to_tell(user: User) -> list[str]:
    """Keys of the tracks that are a role's of theirs. Costs no query beyond their roles."""
    return [
        key for key, track in TRACKS.items() if track.owner in RoleKind.values and holds(user, track.owner)
    ]


def can_tell_help(user: User, track: str, colleague: User) -> bool:
    """Over the team where the colleague works, and never for oneself: that is asked for on one's own page."""
    if track not in tracks_to_tell(user) or colleague == user:
        return False
    kind = TRACKS[track].owner
    return holds_over(user, colleague.team, kind) if colleague.team else holds_everywhere(user, kind)


def can_ask_told(user: User) -> bool:
    return holds(user, TOLD_KEEPER)


def answer_for_told(*, but: User | None = None) -> list[User]:
    """No administrator: they open nothing about a colleague who may have been hurt (security.md A9)."""
    return first_holders(TOLD_KEEPER, but=but)


def told_visible_to(user: User) -> Q:
    """Whoever asks the colleague; nobody who is said to have done something to them. Whoever wrote it reads no answer."""
    if not user.is_active:
        return Q(pk__in=[])
    asks = Q(keeper=user) | over(user, TOLD_KEEPER, team="colleague__team")
    accused = Q(colleague__involvements__incident__alleged__user=user)
    return asks & ~accused & ~Q(colleague=user)


def can_let_role_see(user: User, help) -> bool:
    """Pass on what a role asked for: whoever looks after the colleague, unless the colleague alone may say so."""
    asks_first = TRACKS[help.track].needs_consent or in_confidence(help.case)
    return help.is_held and not help.shared_at and not asks_first and LEAD in reads_as(user, help)
