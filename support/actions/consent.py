"""Whether the report names them, said by the person themselves (R28, R46). Their support goes on whatever it is."""

from django.db import transaction

from incidents.models import InvolvedPerson
from people.access import require
from people.clock import now
from people.models import User
from people.trail import record
from support import access
from support.actions.moving import locked
from support.models import Case
from support.visits.visitor import Visitor

Consent = InvolvedPerson.Consent


@transaction.atomic
def say_consent(case: Case, *, by: User | Visitor, agrees: bool, at=None) -> None:
    """Who reported it themselves is named by that, and changes nothing here."""
    case, at = locked(case), at or now()
    require(access.can_answer_for_self(by, case) and case.person.consent != Consent.OWN)
    consent = Consent.AGREED if agrees else Consent.UNNAMED
    if case.person.consent != consent:
        InvolvedPerson.objects.filter(pk=case.person_id).update(consent=consent)
        record("incident.consent_recorded", by=by, subject=case.incident, why=consent, at=at)
