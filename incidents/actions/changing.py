"""What is done with a report that has been sent: correct it."""

from django.db import transaction
from django.utils import timezone

from incidents import access, notices, riddor
from incidents.actions.riddor import ask_about
from incidents.models import Incident
from people.access import require
from people.models import User
from people.trail import record


class ChangedMeanwhile(Exception):
    """Somebody else corrected the report while this one was being written; `incident` is what it says now."""

    def __init__(self, incident):
        super().__init__("Look at both, then save again")
        self.incident = incident


@transaction.atomic
def amend(incident: Incident, *, by: User, version: str, at=None, **facts) -> Incident:
    """Correct what a report says; what it said before is kept (R82).

    `facts` are some of Incident.AMENDABLE. `version` is the report's as the writer saw it: when somebody
    else has
    corrected it since, ChangedMeanwhile is raised and nothing is lost.
    """
    if unknown := set(facts) - set(Incident.AMENDABLE):
        raise TypeError(f"Not to be amended: {sorted(unknown)}")
    incident = locked(incident, by)
    require(access.can_amend(by, incident))
    if incident.version != version:
        raise ChangedMeanwhile(incident)
    for name, value in facts.items():
        setattr(incident, name, value)
    if incident.version == version:
        return incident
    at = at or timezone.now()
    save(incident, by, at)
    record("incident.amended", by=by, subject=incident, at=at)
    ask_about(incident, riddor.asks(incident), by=by, at=at)
    notices.corrected(incident, by=by, at=at)
    return incident


@transaction.atomic
def set_cause(incident: Incident, *, by: User, cause: str, at=None) -> Incident:
    """Say what lay behind it, or take that back with "". It changes nothing that anybody is owed (R20, R21)."""
    incident = locked(incident, by)
    require(access.can_set_cause(by, incident))
    if incident.cause == cause:
        return incident
    at = at or timezone.now()
    incident.cause = cause
    save(incident, by, at)
    record("incident.cause_set", by=by, subject=incident, why=cause, at=at)
    return incident


def locked(incident, by):
    """The row as it is now. One that `by` may not see is refused, whatever they hold in their hands."""
    rows = Incident.objects.visible_to(by).select_for_update(of=("self",)).select_related("team", "reporter")
    row = rows.filter(pk=incident.pk).first()
    require(row is not None)
    return row


def save(incident, by, at):
    incident._history_user = by
    incident._history_date = at
    incident.save()
