"""Whom a colleague can choose for themselves, and who is seen beside them (R74, R87)."""

from people.roles import RoleKind
from support.access.cases import holders_over


def union_reps(case):
    """Active union representatives over the team of a case, without those who are part of what happened."""
    able = holders_over(case.incident, case.team, RoleKind.UNION_REP)
    return able.order_by("last_name", "first_name", "pk")
