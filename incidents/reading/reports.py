"""How reports are read: the one door through which a report is opened, and one's own."""

from django.shortcuts import get_object_or_404

from incidents.models import Incident
from people.trail import record


def open_incident(user, reference):
    """The incident, or 404 for one that does not exist and for one the user may not see alike.

    Opening it writes the trail (security.md A5).
    """
    incident = get_object_or_404(
        Incident.objects.visible_to(user).select_related("team__site", "reporter"), reference=reference
    )
    record("incident.read", by=user, subject=incident)
    return incident


def mine(user):
    """What this user reported, newest first."""
    return Incident.objects.visible_to(user).filter(reporter=user).defer(*Incident.TOLD)
