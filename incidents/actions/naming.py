"""Saying later who is meant: a name or number for somebody from outside, an account for a colleague."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from incidents import access, signals
from incidents.actions.changing import locked
from incidents.chasing import ladder_of
from incidents.models import AllegedPerpetrator, Duty, Incident, Merge
from people.access import require
from people.models import User
from people.trail import record

COLLEAGUE = AllegedPerpetrator.Kind.COLLEAGUE


@transaction.atomic
def name_alleged(
    incident: Incident,
    *,
    by: User,
    kind: str,
    identifier: str,
    alleged: AllegedPerpetrator | None = None,
    at=None,
) -> AllegedPerpetrator:
    """Who a patient, relative or member of the public is. Without `alleged` it is one more person.

    A colleague is not named so: see match_alleged.
    """
    incident = locked(incident, by)
    require(access.can_name_alleged(by, incident) and kind != COLLEAGUE)
    if alleged:
        alleged = incident.alleged.select_for_update().get(pk=alleged.pk)
        require(alleged.kind != COLLEAGUE)
    else:
        alleged = AllegedPerpetrator(incident=incident)
    alleged.kind, alleged.identifier = kind, identifier
    alleged.save()
    record("alleged.named", by=by, subject=alleged, at=at)
    return alleged


@transaction.atomic
def match_alleged(alleged: AllegedPerpetrator, *, by: User, user: User, at=None) -> AllegedPerpetrator:
    """The colleague who is meant has this account: from here on they see nothing of it (security.md A3).

    What they owed about it passes to the next in line. Nobody takes themselves out of a report in this way.
    """
    incident, at = locked(alleged.incident, by), at or timezone.now()
    require(access.can_name_alleged(by, incident) and user != by)
    alleged = incident.alleged.select_for_update().get(pk=alleged.pk)
    require(alleged.kind == COLLEAGUE)
    if alleged.user_id == user.pk:
        return alleged
    alleged.user = user
    alleged.save()
    record("alleged.matched", by=by, subject=alleged, at=at)
    for double in _doubles(incident):
        _match_there(double, alleged)
    for one in (incident, *_doubles(incident)):
        _pass_on(one, user, by, at)
    return alleged


def _doubles(incident):
    """Reports of the same thing, merged with this one."""
    merge = Merge.objects.filter(duplicate=incident).select_related("into").first()
    kept = merge.into if merge else incident
    same = Incident.objects.filter(Q(pk=kept.pk) | Q(merge__into=kept)).exclude(pk=incident.pk)
    return list(same.select_related("team", "reporter"))


def _match_there(double, alleged):
    there = double.alleged.select_for_update().filter(kind=COLLEAGUE)
    if there.filter(user=alleged.user).exists():
        return
    same = there.filter(user=None, fingerprint=alleged.fingerprint).first()
    same = same or AllegedPerpetrator(incident=double, kind=COLLEAGUE, identifier=alleged.identifier)
    same.user = alleged.user
    same.save()


def _pass_on(incident, user, by, at):
    for duty in Duty.objects.open().filter(incident=incident, owner=user).select_related("team", "owner"):
        duty.owner = next(iter(ladder_of(duty, at)), by)
        duty.save(update_fields=["owner"])
    signals.matched.send(sender=Incident, incident=incident, user=user, by=by, at=at)


@transaction.atomic
def hold_alleged(alleged: AllegedPerpetrator, *, by: User, why: str, at=None) -> None:
    """A legal hold: what is kept about this person is not destroyed when its time comes. Without `why` it is lifted."""
    incident = locked(alleged.incident, by)
    require(access.can_name_alleged(by, incident))
    alleged = incident.alleged.select_for_update().get(pk=alleged.pk)
    alleged.held_at, alleged.held_by = (at or timezone.now(), by) if why else (None, None)
    alleged.held_why = why
    alleged.save()
    record("alleged.held" if why else "alleged.let_go", by=by, subject=alleged, at=at)
