"""Which reports are somebody's own business: what they open beyond them is counted (security.md A7)."""

from django.db.models import Q

from people.models import User
from support.access.cases import looked_after_by


def own_business(user: User) -> Q:
    """Reports they made, received, investigate or stand in, those of people they look after, and those of their own team:
    the one they work in and any that they hold a role over by itself. A role over a site makes no team of it their own."""
    teams = {user.team_id, *(role.team_id for role in user.current_roles)} - {None}
    theirs = Q(reporter=user) | Q(sealed_to=user) | Q(protected_to=user) | Q(involved__user=user)
    handled = Q(investigation__lead=user) | _through("involved__case__", looked_after_by(user))
    return theirs | handled | Q(team__in=teams) | Q(involved__case__team__in=teams)


def _through(prefix, condition):
    """The same condition about cases, for rows that lead to them."""
    moved = [
        _through(prefix, part) if isinstance(part, Q) else (f"{prefix}{part[0]}", part[1])
        for part in condition.children
    ]
    return Q(*moved, _connector=condition.connector, _negated=condition.negated)
