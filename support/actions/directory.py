"""What the keepers of the directory of help do: add, change, check, retire, and say how long the wait is."""

from datetime import datetime, timedelta

from django.db import transaction

from people.access import require
from people.clock import now
from people.models import User
from people.trail import record
from support import access
from support.directory.checking import CHECKING
from support.models import Service
from support.models.directory import checked_again_at

# How long somebody has to check an entry that is new, or that comes to them from somebody else.
FIRST_CHECK = timedelta(days=7)


@transaction.atomic
def add_service(
    *, by: User, checked: bool = False, sites=(), keeper: User | None = None, at=None, **facts
) -> Service:
    """A new entry, kept by whoever adds it unless somebody else is named. Nobody finds it before it is checked (R30)."""
    require(access.can_keep_directory(by))
    at = at or now()
    service = Service(keeper=keeper or by, added_at=at, due_at=at + FIRST_CHECK, **facts)
    _check(service, by, at) if checked else CHECKING.owe(service, at)
    service.save()
    service.sites.set(sites)
    record("directory.added", by=by, subject=service, at=at)
    return service


@transaction.atomic
def change_service(
    service: Service, *, by: User, checked: bool = False, sites=(), keeper: User, at=None, **facts
) -> Service:
    """Say what is true now. `checked`: all of it was looked at, not only what changed."""
    service, at = _locked(service, by), at or now()
    for name, value in (facts | {"keeper": keeper}).items():
        setattr(service, name, value)
    if checked:
        _check(service, by, at)
    service.save()
    service.sites.set(sites)
    record("directory.changed", by=by, subject=service, at=at)
    return service


@transaction.atomic
def verify_service(service: Service, *, by: User, at=None) -> Service:
    """All of the entry is right as it stands."""
    service, at = _locked(service, by), at or now()
    _check(service, by, at)
    service.save()
    record("directory.checked", by=by, subject=service, at=at)
    return service


@transaction.atomic
def measure_service(
    service: Service, *, by: User, capacity: int | None, wait_days: int | None, at=None
) -> Service:
    """How many people it can see in a week, and how long the wait is now; None is not known (R13, R118)."""
    service, at = _locked(service, by), at or now()
    service.capacity, service.wait_days = capacity, wait_days
    service.measured_at, service.measured_by = at, by
    service.save()
    record("directory.measured", by=by, subject=service, at=at)
    return service


@transaction.atomic
def retire_service(service: Service, *, by: User, at=None) -> Service:
    """It is no longer there, or no longer for staff. The entry stays, out of everybody's sight but its keepers'."""
    service, at = _locked(service, by), at or now()
    service.retired_at, service.chase_at = at, None
    service.save()
    record("directory.retired", by=by, subject=service, at=at)
    return service


@transaction.atomic
def restore_service(service: Service, *, by: User, at=None) -> Service:
    """It is there again: nobody finds it until it has been checked."""
    service, at = _locked(service, by), at or now()
    service.retired_at = service.verified_at = service.verified_by = None
    service.due_at = at + FIRST_CHECK
    CHECKING.owe(service, at)
    service.save()
    record("directory.restored", by=by, subject=service, at=at)
    return service


def pass_on(keeper: User, *, by: User | None, at: datetime) -> None:
    """Somebody leaves: what they kept is kept by whoever answers for the directory."""
    for service in CHECKING.pass_on(keeper, at=at):
        record("directory.passed_on", by=by, subject=service, at=at)


def _locked(service, by):
    require(access.can_keep_directory(by))
    return Service.objects.select_for_update().get(pk=service.pk)


def _check(service, by, at):
    service.verified_at, service.verified_by, service.due_at = at, by, checked_again_at(at)
    if service.retired_at is None:
        CHECKING.owe(service, at)
