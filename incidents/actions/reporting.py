"""Somebody says that something happened (R46)."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from incidents import access, notices, riddor, signals
from incidents.actions.changing import save
from incidents.actions.riddor import ask_about
from incidents.models import AllegedPerpetrator, Draft, Incident, InvolvedPerson
from people.access import require
from people.models import Contractor, User
from people.trail import record


@dataclass(frozen=True)
class Affected:
    """Somebody affected: a colleague with an account, or a name and a way to reach them or who employs them."""

    part: str
    user: User | None = None
    name: str = ""
    contact: str = ""
    is_named: bool = True
    consent: str = ""
    contractor: Contractor | None = None


@dataclass(frozen=True)
class Alleged:
    """Who is said to have done it: a kind, and for a colleague the account where it is known."""

    kind: str
    user: User | None = None
    identifier: str = ""


@transaction.atomic
def report(
    *,
    by: User | None,
    affected: Iterable[Affected],
    alleged: Iterable[Alleged] = (),
    form_key: UUID | None = None,
    sealed_to: User | None = None,
    at=None,
    is_stub: bool = False,
    **facts,
) -> Incident:
    """Somebody says that something happened (R46); support for each affected person starts with it (R47).

    `facts` are fields of Incident: kinds, occurred_on and team must be there. One `form_key` makes one
    incident,
    however often and however many at once it is sent: the others are given the first one's (security.md D1).
    Only a few taps may come from nobody (`by` is None): see stubs.py.
    """
    require(access.can_report(by) if by else is_stub)
    if form_key:
        earlier = first_with(form_key)
        if earlier:
            return earlier
    at = at or timezone.now()
    affected, alleged = list(affected), list(alleged)
    protected_to = facts.get("protected_to")
    if protected_to:
        part = {one.user for one in [*affected, *alleged]}
        require(protected_to not in part and protected_to in access.identity_recipients(by))
    incident = Incident(
        reporter=by,
        reported_at=at,
        completed_at=None if is_stub else at,
        form_key=form_key,
        is_sealed=sealed_to is not None,
        sealed_to=sealed_to,
        policy_version=settings.AFTERCARE_POLICY_VERSION,
        **facts,
    )
    save(incident, by, at)
    add_people(incident, affected, alleged)
    Draft.objects.filter(pk=form_key, by=by).delete()
    record("incident.reported", by=by, subject=incident, at=at)
    ask_about(incident, riddor.asks(incident), by=by, at=at)
    signals.reported.send(sender=Incident, incident=incident, by=by, at=at)
    notices.received(incident, at=at)
    return incident


def first_with(form_key):
    """Copies of one form wait for each other here, and for nobody else."""
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(form_key)])
    return Incident.objects.filter(form_key=form_key).first()


def add_people(incident, affected, alleged=()):
    for one in alleged:
        AllegedPerpetrator.objects.create(
            incident=incident, kind=one.kind, user=one.user, identifier=one.identifier
        )
    people = [
        InvolvedPerson(
            incident=incident,
            user=one.user,
            name=one.name or str(one.user),
            contact=one.contact,
            contractor=None if one.user else one.contractor,
            part=one.part,
            is_named=one.is_named,
            consent=consent_of(one, incident),
        )
        for one in affected
    ]
    return InvolvedPerson.objects.bulk_create(people)


def consent_of(one, incident):
    """Reporting what happened to oneself is agreeing to be named; nobody agrees for others (R28, R46)."""
    if one.user and one.user.pk == incident.reporter_id:
        return InvolvedPerson.Consent.OWN
    return one.consent or InvolvedPerson.Consent.NOT_ASKED
