"""Whom a colleague can choose for themselves, and who is seen beside them (R74, R87)."""

from django.db.models import Q

from people.models import Role, User
from people.roles import RoleKind


def union_reps(case):
    """Active union representatives over the team of a case, without those who are part of what happened."""
    here = Q(team=case.team_id) | Q(site=case.team.site_id) | Q(team=None, site=None)
    held = Role.objects.current().filter(here, kind=RoleKind.UNION_REP)
    incident = case.person.incident
    return (
        User.objects.filter(pk__in=held.values("user"), is_active=True)
        .exclude(involvements__incident=incident)
        .exclude(pk__in=incident.alleged.exclude(user=None).values("user"))
        .order_by("last_name", "first_name", "pk")
    )
