"""Closing a report, by a second person and only when nothing is missing, and opening it again (R9, R100, R129)."""

from django.db import transaction
from django.utils import timezone

from incidents import access, checklist, duties, notices
from incidents.actions.changing import locked
from incidents.actions.following import owe_feedback, responsible, step
from incidents.models import Incident
from incidents.reading.following import reporters_of
from incidents.workflow import CannotMove, Status
from people.access import require
from people.models import User


class StillMissing(Exception):
    """What `needs` says has to be done first."""

    def __init__(self, needs):
        super().__init__("; ".join(sentence for need in needs for sentence in need.missing))
        self.needs = needs


@transaction.atomic
def close(incident: Incident, *, by: User, at=None) -> Incident:
    """Approve it and close it. Whoever sent it for approval is refused (D8); of two at once one does it, and the other
    is told CannotMove."""
    incident = locked(incident, by)
    require(access.can_review(by, incident))
    if incident.status != Status.APPROVING:
        raise CannotMove(f"{incident.status} to {Status.CLOSED}")
    require(access.can_approve(by, incident, checklist.sent_by(incident)))
    if missing := checklist.missing(incident):
        raise StillMissing(missing)
    at = at or timezone.now()
    step(incident, Status.CLOSED, by=by, at=at)
    duties.drop(incident, at=at)
    notices.closed(incident, reporters_of(incident), at=at)
    return incident


@transaction.atomic
def reopen(incident: Incident, *, by: User, why: str, at=None) -> Incident:
    """Look at it again, for a reason; whoever reported it hears of that, and again of what came of it."""
    incident, why = locked(incident, by), why.strip()
    require(access.can_review(by, incident))
    if incident.status != Status.CLOSED or not why:
        raise CannotMove("Only what was closed is opened again, and for a reason")
    at = at or timezone.now()
    step(incident, Status.REVIEWING, by=by, at=at, why=why)
    reporters = reporters_of(incident)
    owner = responsible(incident, at)
    if reporters and owner:
        owe_feedback(incident, owner, at)
    notices.opened_again(reporters, at=at)
    return incident
