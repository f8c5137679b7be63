"""Who may see the safety cross of a team, answer at its handover and look after its days.

The cross is the same for everybody who sees it, and for the screen on the wall: reports that are sealed or that name a
colleague never colour it (incidents/reading/cross.py), so that nobody can read from it what was not for them.
"""

from django.db.models import Q

from people.access import holds, holds_over, over_teams
from people.models import Role, Team, User
from people.roles import MANAGERS, PANEL, RoleKind

LOOKS_AFTER = (*MANAGERS, RoleKind.PREVENTION_LEAD)
DAY_REVIEW = "day_review"


def crosses_seen_by(user: User) -> Q:
    """Teams: their own, and those they manage, stand in for, sit on a panel about or work to keep safe (R97)."""
    if not user.is_active:
        return Q(pk__in=[])
    return Q(pk=user.team_id) | over_teams(user, *LOOKS_AFTER, *PANEL) | _asked_of(user)


def looked_after_teams(user: User) -> Q:
    """Teams whose days and marks this user reviews (R96)."""
    return (over_teams(user, *LOOKS_AFTER) | _asked_of(user)) if user.is_active else Q(pk__in=[])


def can_hand_over(user: User, team: Team) -> bool:
    """Anybody who works in the team, and those who look after it."""
    return user.is_active and (user.team_id == team.pk or can_look_after(user, team))


def can_look_after(user: User, team: Team) -> bool:
    """A manager of the team, the prevention lead, or whoever was asked to review a day of it in their place."""
    return user.is_active and (holds_over(user, team, *LOOKS_AFTER) or _is_asked(user, team))


def can_set_up(user: User, team: Team) -> bool:
    """Its shifts and the screen on its wall."""
    return holds_over(user, team, *LOOKS_AFTER)


def can_see_patterns(user: User, team: Team) -> bool:
    """Those who look after the team, and a panel of it. Nobody compares teams (domain.md, trap 10)."""
    return can_look_after(user, team) or holds_over(user, team, *PANEL)


def can_list_marks(user: User) -> bool:
    """The list of marks without a report is a page for those who look after teams."""
    return holds(user, *LOOKS_AFTER)


def has_a_cross(user: User) -> bool:
    """Whether there is a safety cross for this user to open, as far as can be known without asking for it."""
    return user.is_active and (bool(user.team_id) or holds(user, *LOOKS_AFTER, *PANEL))


def managers_of(team: Team, on):
    """Line managers and deputies of this very team on a day."""
    held = Role.objects.current(on).filter(kind__in=MANAGERS, team=team).values("user")
    return User.objects.filter(pk__in=held, is_active=True)


def _asked_of(user):
    """Teams of which this user owes the review of a day: in somebody's place, or as the next one up."""
    owed = Team.objects.filter(duties__key=DAY_REVIEW, duties__owner=user, duties__kept_at=None)
    return Q(pk__in=owed.values("pk"))


def _is_asked(user, team):
    return Team.objects.filter(_asked_of(user), pk=team.pk).exists()
