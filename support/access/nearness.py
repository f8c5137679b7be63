"""Which reports are somebody's own business: what they open beyond them is counted (security.md A7)."""

from django.db.models import Q

from people.models import User
from support.access.emergency import can_look_at_emergencies


def own_business(user: User, looked_after) -> Q:
    """Reports they made, received, investigate or stand in, those of people they look after (the cases `looked_after`), and
    those of their own team: the one they work in and any that they hold a role over by itself. A role over a site makes
    no team of it their own."""
    teams = {user.team_id, *(role.team_id for role in user.current_roles)} - {None}
    theirs = Q(reporter=user) | Q(sealed_to=user) | Q(protected_to=user) | Q(involved__user=user)
    handled = Q(investigation__lead=user) | Q(involved__case__in=looked_after)
    return theirs | handled | Q(team__in=teams) | Q(involved__case__team__in=teams)


def noticed_visible_to(user: User) -> Q:
    """Who opened many, for whoever looks at openings in an emergency; nobody reads it of themselves."""
    return ~Q(subject_id=user.pk) if can_look_at_emergencies(user) else Q(pk__in=[])
