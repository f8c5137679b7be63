"""The door to what is decided about the safety regulator: a competent person need not be let into the report (R40)."""

from incidents.models import RiddorDecision
from incidents.reading.reports import open_incident
from people.trail import record


def open_for_riddor(user, reference):
    """The report, by the decision that this user makes or by the report itself; 404 for everybody else."""
    decisions = RiddorDecision.objects.visible_to(user).select_related(
        "incident__team__site", "incident__reporter"
    )
    decision = decisions.filter(incident__reference=reference).first()
    if decision is None:
        return open_incident(user, reference)
    record("incident.riddor_read", by=user, subject=decision.incident)
    return decision.incident


def decision_about(incident):
    """The decision on a report that has been opened, or None where none was asked for."""
    return RiddorDecision.objects.filter(incident=incident).select_related("decided_by").first()
