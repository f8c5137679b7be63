"""What can be done with a report: the verbs of this room. Each locks, asks, changes, records and tells."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from incidents import access, notices, signals
from incidents.models import AllegedPerpetrator, Draft, Incident, InvolvedPerson
from incidents.workflow import CannotMove, Status
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


class ChangedMeanwhile(Exception):
    """Somebody else corrected the report while this one was being written; `incident` is what it says now."""

    def __init__(self, incident):
        super().__init__("Look at both, then save again")
        self.incident = incident


def start_draft(key: UUID, *, by: User) -> None:
    """A report is begun. Sent twice, it is begun once; a key that is somebody else's stays theirs."""
    require(access.can_report(by))
    Draft.objects.bulk_create([Draft(pk=key, by=by)], ignore_conflicts=True)


@transaction.atomic
def discard_draft(draft: Draft, *, by: User) -> None:
    """Thrown away by its writer: nothing of it is kept, and no entry names what was never reported."""
    require(draft.by_id == by.pk)
    draft.delete()


@transaction.atomic
def report(
    *,
    by: User,
    affected: Iterable[Affected],
    alleged: Iterable[Alleged] = (),
    form_key: UUID | None = None,
    sealed_to: User | None = None,
    at=None,
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


@transaction.atomic
def amend(incident: Incident, *, by: User, version: str, at=None, **facts) -> Incident:
    """Correct what a report says; what it said before is kept (R82).

    `facts` are some of Incident.AMENDABLE. `version` is the report's as the writer saw it: when somebody
    else has
    corrected it since, ChangedMeanwhile is raised and nothing is lost.
    """
    if unknown := set(facts) - set(Incident.AMENDABLE):
        raise TypeError(f"Not to be amended: {sorted(unknown)}")
    incident = _locked(incident, by)
    require(access.can_amend(by, incident))
    if incident.version != version:
        raise ChangedMeanwhile(incident)
    for name, value in facts.items():
        setattr(incident, name, value)
    if incident.version == version:
        return incident
    at = at or timezone.now()
    _save(incident, by, at)
    record("incident.amended", by=by, subject=incident, at=at)
    notices.corrected(incident, by=by, at=at)
    return incident


@transaction.atomic
def move(incident: Incident, *, by: User, to: str, at=None) -> Incident:
    """Say where the report stands: looked at, sent on for approval, or sent back."""
    incident = _locked(incident, by)
    require(access.can_review(by, incident))
    if to == Status.CLOSED:
        raise CannotMove("Closing is not for this page")
    at, first = at or timezone.now(), incident.status == Status.HOLDING
    incident.move_to(to)
    _save(incident, by, at)
    record("incident.moved", by=by, subject=incident, why=to, at=at)
    if first:
        notices.being_reviewed(incident, at=at)
    return incident


def _locked(incident, by):
    """The row as it is now. One that `by` may not see is refused, whatever they hold in their hands."""
    rows = Incident.objects.visible_to(by).select_for_update(of=("self",)).select_related("team", "reporter")
    row = rows.filter(pk=incident.pk).first()
    require(row is not None)
    return row


def _save(incident, by, at):
    incident._history_user = by
    incident._history_date = at
    incident.save()
