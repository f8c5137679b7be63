"""Who was affected, once the report has been sent: somebody is named, or somebody more is added (R46, R49)."""

from django.db import transaction
from django.utils import timezone

from incidents import access, signals
from incidents.actions.changing import locked
from incidents.actions.reporting import Affected, add_people, consent_of
from incidents.models import Incident, InvolvedPerson
from people.access import require
from people.models import Contractor, User
from people.trail import record


class OnTheListAlready(Exception):
    """This colleague is in the report already, or this row already says which colleague it is."""


@transaction.atomic
def name_person(
    person: InvolvedPerson,
    *,
    by: User,
    user: User | None = None,
    name="",
    contact="",
    part="",
    consent="",
    contractor: Contractor | None = None,
    at=None,
) -> InvolvedPerson:
    """Say who somebody in a report is: a colleague with an account, or a name and a way to reach them.

    Support then chooses anew who looks after them, and they hear that it has started. One who has been found once
    stays who they are: raises OnTheListAlready.
    """
    incident = locked(person.incident, by)
    require(access.can_name_people(by, incident))
    person = InvolvedPerson.objects.select_for_update(of=("self",)).get(pk=person.pk, incident=incident)
    found = Affected(part or person.part, user, name, contact, consent=consent, contractor=contractor)
    return named(person, incident, found, by, at or timezone.now())


@transaction.atomic
def add_person(incident: Incident, *, by: User, affected: Affected, at=None) -> InvolvedPerson:
    """Somebody else was affected. They have a case of their own from now on (R49)."""
    incident, at = locked(incident, by), at or timezone.now()
    require(access.can_name_people(by, incident))
    _require_new(incident, affected.user)
    (person,) = add_people(incident, [affected])
    record("incident.person_added", by=by, subject=incident, at=at)
    signals.person_added.send(sender=Incident, incident=incident, person=person, by=by, at=at)
    return person


def named(person, incident, found: Affected, by, at):
    if person.user_id:
        raise OnTheListAlready
    _require_new(incident, found.user)
    person.user, person.part, person.is_named = found.user, found.part, True
    person.name = found.name or (str(found.user) if found.user else person.name)
    person.contact = found.contact or person.contact
    person.contractor = None if found.user else found.contractor or person.contractor
    person.consent = consent_of(found, incident)
    person.save()
    record("incident.person_named", by=by, subject=incident, at=at)
    signals.person_named.send(sender=Incident, incident=incident, person=person, by=by, at=at)
    return person


def _require_new(incident, user):
    if user and incident.involved.filter(user=user).exists():
        raise OnTheListAlready
