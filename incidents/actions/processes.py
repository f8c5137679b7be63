"""What runs elsewhere about a report, and what a team did to prevent harassment: noted here, never run here (R5, R23)."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from incidents import access
from incidents.actions.changing import locked
from incidents.models import Incident, OtherProcess, PreventiveStep
from people.access import require
from people.models import Team, User
from people.trail import record


@transaction.atomic
def note_process(
    incident: Incident, *, by: User, kind: str, number: str, status: str, process: OtherProcess | None = None, at=None
) -> OtherProcess:  # fmt: skip
    """Add one, or say how far `process` has come."""
    incident, at = locked(incident, by), at or timezone.now()
    require(access.can_review(by, incident))
    if process is None:
        process = OtherProcess(incident=incident)
    else:
        process = OtherProcess.objects.select_for_update().get(pk=process.pk, incident=incident)
    process.kind, process.number, process.status = kind, number, status
    process.noted_by, process.changed_at = by, at
    process.save()
    record("incident.process_noted", by=by, subject=incident, why=kind, at=at)
    return process


@transaction.atomic
def log_step(
    *, by: User, team: Team, characteristic: str, what: str, taken_on: date, at=None
) -> PreventiveStep:
    """A reasonable step that a team has taken against harassment by third parties."""
    at = at or timezone.now()
    require(access.prevention_teams(by).filter(pk=team.pk).exists())
    step = PreventiveStep.objects.create(
        team=team, characteristic=characteristic, what=what, taken_on=taken_on, by=by, noted_at=at
    )
    record("team.step_logged", by=by, subject=step, at=at)
    return step
