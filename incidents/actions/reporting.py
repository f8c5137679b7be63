"""Somebody says that something happened (R46)."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from incidents import access, notices, signals
from incidents.models import AllegedPerpetrator, Draft, Incident, InvolvedPerson
from people.access import require
from people.models import User
from people.trail import record


@dataclass(frozen=True)
class Affected:
    """Somebody affected: a colleague with an account, or a name and a way to reach them."""

    part: str
    user: User | None = None
    name: str = ""
    contact: str = ""


@dataclass(frozen=True)
class Alleged:
    """Who is said to have done it: a kind, and for a colleague the account where it is known."""

    kind: str
    user: User | None = None
    identifier: str = ""


@transaction.atomic
def report(
    *,
    by: User,
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
    """
    require(access.can_report(by))
    if form_key:
        earlier = _first_with(form_key)
        if earlier:
            return earlier
    at = at or timezone.now()
    incident = Incident.objects.create(
        reporter=by,
        reported_at=at,
        completed_at=None if is_stub else at,
        form_key=form_key,
        is_sealed=sealed_to is not None,
        sealed_to=sealed_to,
        **facts,
    )
    _add_people(incident, affected, alleged)
    Draft.objects.filter(pk=form_key, by=by).delete()
    record("incident.reported", by=by, subject=incident, at=at)
    signals.reported.send(sender=Incident, incident=incident, by=by, at=at)
    notices.received(incident, at=at)
    return incident


def _first_with(form_key):
    """Copies of one form wait for each other here, and for nobody else."""
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(form_key)])
    return Incident.objects.filter(form_key=form_key).first()


def _add_people(incident, affected, alleged):
    for one in affected:
        InvolvedPerson.objects.create(
            incident=incident,
            user=one.user,
            name=one.name or str(one.user),
            contact=one.contact,
            part=one.part,
        )
    for one in alleged:
        AllegedPerpetrator.objects.create(
            incident=incident, kind=one.kind, user=one.user, identifier=one.identifier
        )
