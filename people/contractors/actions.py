"""What the keepers of the register of contractors do: add, change, check, and take off who works here no longer."""

from datetime import date, datetime

from django.db import transaction

from people import access
from people.access import require
from people.clock import now
from people.contractors.checking import CHECKING, due_at
from people.models import Contractor, User
from people.trail import record


class OnTheRegister(Exception):
    """A contractor of this name is on the register already."""


@transaction.atomic
def add_contractor(
    *, by: User, sites=(), keeper: User | None = None, check_on: date | None = None, at=None, **facts
) -> Contractor:
    """A new row, kept by whoever adds it unless somebody else is named. `facts` are fields of Contractor."""
    require(access.can_keep_contractors(by))
    at = at or now()
    contractor = Contractor(keeper=keeper or by, added_at=at, checked_at=at, checked_by=by)
    _say(contractor, facts, check_on, by, at)
    _save(contractor, sites)
    record("contractor.added", by=by, subject=contractor, at=at)
    return contractor


@transaction.atomic
def change_contractor(
    contractor: Contractor,
    *,
    by: User,
    sites=(),
    keeper: User,
    check_on: date | None = None,
    at=None,
    **facts,
) -> Contractor:
    """Say what is true now; it need not have been checked as a whole."""
    contractor, at = _locked(contractor, by), at or now()
    contractor.keeper = keeper
    _say(contractor, facts, check_on, by, at)
    _save(contractor, sites)
    record("contractor.changed", by=by, subject=contractor, at=at)
    return contractor


@transaction.atomic
def check_contractor(contractor: Contractor, *, by: User, at=None) -> Contractor:
    """All of the row is right as it stands: it is looked at again in a year, or when the contract ends."""
    contractor, at = _locked(contractor, by), at or now()
    contractor.checked_at, contractor.checked_by = at, by
    _owe(contractor, None, at)
    contractor.save()
    record("contractor.checked", by=by, subject=contractor, at=at)
    return contractor


@transaction.atomic
def retire_contractor(contractor: Contractor, *, by: User, at=None) -> Contractor:
    """They work here no longer: nobody can choose them any more, and whoever was theirs still reads what was promised."""
    contractor, at = _locked(contractor, by), at or now()
    contractor.retired_at, contractor.chase_at = at, None
    contractor.save()
    record("contractor.retired", by=by, subject=contractor, at=at)
    return contractor


@transaction.atomic
def restore_contractor(contractor: Contractor, *, by: User, at=None) -> Contractor:
    """They are back, and it is to be checked at once. Raises OnTheRegister when another row has their name by now."""
    contractor, at = _locked(contractor, by), at or now()
    if Contractor.objects.named(contractor.name):
        raise OnTheRegister
    contractor.retired_at, contractor.due_at = None, at
    CHECKING.owe(contractor, at)
    contractor.save()
    record("contractor.restored", by=by, subject=contractor, at=at)
    return contractor


def pass_on(keeper: User, *, by: User | None, at: datetime) -> None:
    """Somebody leaves: what they kept is kept by whoever answers for the register."""
    for contractor in CHECKING.pass_on(keeper, at=at):
        record("contractor.passed_on", by=by, subject=contractor, at=at)


def _locked(contractor, by):
    require(access.can_keep_contractors(by))
    return Contractor.objects.select_for_update().get(pk=contractor.pk)


def _say(contractor, facts, check_on, by, at):
    """Whoever says anew what was seen, or when, is the one who saw it."""
    seen = contractor.evidence, contractor.seen_on
    for name, value in facts.items():
        setattr(contractor, name, value)
    if not contractor.evidence:
        contractor.seen_on = None
    if not contractor.seen_on:
        contractor.seen_by = None
    elif seen != (contractor.evidence, contractor.seen_on):
        contractor.seen_by = by
    _owe(contractor, check_on, at)


def _owe(contractor, check_on, at):
    due = due_at(check_on, contractor.ends_on, at)
    if due != contractor.due_at:
        contractor.due_at = due
        if contractor.retired_at is None:
            CHECKING.owe(contractor, at)


def _save(contractor, sites):
    """Whoever was said to work for a company of this name works for this one."""
    contractor.save()
    contractor.sites.set(sites)
    User.objects.filter(contractor=None, employer__iexact=contractor.name).update(contractor=contractor)
