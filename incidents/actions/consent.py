"""Whether somebody affected agrees that the report names them (R28, R46)."""

from django.db import transaction
from django.utils import timezone

from incidents import access
from incidents.actions.changing import locked
from incidents.models import InvolvedPerson
from people.access import require
from people.models import User
from people.trail import record


@transaction.atomic
def record_consent(person: InvolvedPerson, *, by: User, consent: str, at=None) -> None:
    """They were asked, and this is what they said. Their support goes on whatever it was."""
    incident = locked(person.incident, by)
    require(access.can_record_consent(by, person))
    if person.consent == consent:
        return
    InvolvedPerson.objects.filter(pk=person.pk).update(consent=consent)
    record("incident.consent_recorded", by=by, subject=incident, why=consent, at=at or timezone.now())
