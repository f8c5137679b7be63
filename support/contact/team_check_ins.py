"""Which case carries the question how the team is, and those who supported somebody (R80).

One case of an incident for each team. In confidence nobody asks the team: that would tell them.
"""

from datetime import datetime

from incidents.models import Incident
from support import access, deadlines
from support.models import Case, TeamCheckIn
from support.workflow import CaseStatus


def add(cases: list[Case], incident: Incident, happened: datetime, at: datetime) -> list[TeamCheckIn]:
    """For teams of this incident that have none yet, in the weeks of their version; those that have passed are left out."""
    if incident.is_sealed:
        return []
    teams = set(
        TeamCheckIn.objects.filter(case__person__incident=incident).values_list("case__team", flat=True)
    )
    rows = []
    for case in cases:
        if case.team_id in teams or access.is_protected(case.person):
            continue
        teams.add(case.team_id)
        dues = {week: deadlines.closes(f"{week} weeks", happened) for week in case.version.team_weeks}
        rows += [TeamCheckIn(case=case, week=week, due_at=due) for week, due in dues.items() if due > at]
    return TeamCheckIn.objects.bulk_create(rows)


def pass_on(case: Case) -> Case | None:
    """Support of this colleague has stopped: the team is asked by way of another case, if there is one."""
    waiting = case.team_check_ins.filter(status=TeamCheckIn.Status.AHEAD)
    if not waiting.exists():
        return None
    others = Case.objects.filter(
        person__incident=case.person.incident_id, team=case.team_id, status=CaseStatus.OPEN
    ).exclude(pk=case.pk)
    other = (
        others.exclude(team_check_ins__isnull=False)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("person__user", "person__incident", "lead")
        .order_by("opened_at", "id")
        .first()
    )
    if other is None or access.is_protected(other.person):
        return None
    waiting.update(case=other)
    return other
