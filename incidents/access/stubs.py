"""Who completes a report that a few taps made, and says who was affected."""

from incidents.access.reports import can_amend, can_review
from people.models import User


def can_complete(user: User, incident) -> bool:
    """Whoever may correct it: those who look after it, and the reporter."""
    return can_amend(user, incident)


def can_name_people(user: User, incident) -> bool:
    """Those who look after the report say who was affected. It opens a case, so the reporter asks them to."""
    return can_review(user, incident)
