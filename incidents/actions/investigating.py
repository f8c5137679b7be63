"""An investigation: opened with a date, put off only for a reason that everybody waiting is told, and ended (R101,
R105)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from incidents import access, deadlines, delays, duties, notices
from incidents.actions.changing import locked
from incidents.actions.following import owe, said_already
from incidents.models import Delay, Incident, Investigation, Update
from incidents.reading.following import reporters_of
from incidents.workflow import CannotMove, Status
from people.access import require
from people.deadlines import LONDON
from people.lines import line_above
from people.models import User
from people.trail import record

OVER = (Status.CLOSED, Status.MERGED)


@transaction.atomic
def investigate(
    incident: Incident, *, by: User, lead: User, listeners: Iterable[User] = (), at=None
) -> Investigation:
    """Open an investigation, or open it again. `listeners` hear of delays; a sealed report has none (I3)."""
    incident, listeners = locked(incident, by), list(listeners)
    require(access.can_review(by, incident) and access.reviewers(incident).filter(pk=lead.pk).exists())
    require(not (incident.is_sealed and listeners))
    require(not incident.alleged.filter(user__in=listeners).exists())
    found = Investigation.objects.filter(incident=incident).first()
    if incident.status in OVER or (found and found.ended_at is None):
        raise CannotMove("It is being investigated already, or is over")
    at = at or timezone.now()
    found = found or Investigation(incident=incident, opened_at=at)
    found.lead, found.ended_at = lead, None
    found.due_at = deadlines.end_of_day(at, deadlines.INVESTIGATION)
    _save(found, by, at)
    found.listeners.set(listeners)
    record("investigation.opened", by=by, subject=incident, at=at)
    _owe(found, incident, at)
    return found


@transaction.atomic
def delay(
    investigation: Investigation, *, by: User, reason: str, until: datetime, note: str = "", at=None
) -> Delay:
    """It takes longer: why, and until when. Those affected, the reporter, senior managers and listeners are told at once;
    raises CannotMove when the new date is not later than the one before, or has gone by."""
    incident, found = _locked(investigation, by)
    at = at or timezone.now()
    if until <= max(found.due_at, at):
        raise CannotMove("Choose a date after the one before")
    row = Delay.objects.create(
        investigation=found,
        reason=delays.DELAYS[reason].key,
        note=note,
        was_due_at=found.due_at,
        due_at=until,
        by=by,
        at=at,
    )
    found.due_at = until
    _save(found, by, at)
    record("investigation.delayed", by=by, subject=incident, why=reason, at=at)
    duties.move("investigation", subject=str(found.pk), due_at=until, at=at)
    _tell(row, found, incident, at)
    return row


@transaction.atomic
def tell_affected(investigation: Investigation, *, by: User, words: str, at=None) -> Update:
    """Say how it goes to those affected, at least every 28 days (R101)."""
    incident, found = _locked(investigation, by)
    at = at or timezone.now()
    if said_already(found.updates.filter(kind=Update.Kind.AFFECTED), words, by, at):
        return found.updates.last()
    row = Update.objects.create(investigation=found, words=words, by=by, at=at)
    record("investigation.told", by=by, subject=incident, at=at)
    duties.keep("update", subject=str(found.pk), at=at)
    _owe_update(found, incident, at)
    notices.news_for_affected(incident, f"update.{row.pk}", at=at)
    return row


@transaction.atomic
def review_age(investigation: Investigation, *, by: User, words: str, at=None) -> Update:
    """A senior manager has looked at why it goes on for so long (R105): not whoever leads it."""
    incident, found = _locked(investigation, by)
    require(by.pk != found.lead_id)
    at = at or timezone.now()
    row = Update.objects.create(investigation=found, kind=Update.Kind.SENIOR, words=words, by=by, at=at)
    record("investigation.reviewed", by=by, subject=incident, at=at)
    duties.keep("senior_review", subject=str(found.pk), at=at)
    _owe_senior_review(found, incident, at)
    return row


@transaction.atomic
def end_investigation(investigation: Investigation, *, by: User, at=None) -> Investigation:
    incident, found = _locked(investigation, by)
    at = at or timezone.now()
    found.ended_at = at
    _save(found, by, at)
    record("investigation.ended", by=by, subject=incident, at=at)
    for key in ("investigation", "update", "senior_review"):
        duties.keep(key, subject=str(found.pk), at=at)
    return found


def seniors(incident: Incident, lead: User, at) -> list[User]:
    """Managers above whoever leads it, nearest first, who look after the report and are no part of it."""
    able = set(access.reviewers(incident).values_list("pk", flat=True)) - {lead.pk}
    line = line_above(None, incident.team, on=at.astimezone(LONDON).date())
    above, manager = [], lead.manager
    while manager and manager not in above:
        above, manager = [*above, manager], manager.manager
    below = line[: line.index(lead)] if lead in line else []
    ordered = dict.fromkeys([*above, *(one for one in line if one not in below)])
    return [one for one in ordered if one.pk in able]


def _locked(investigation, by):
    incident = locked(investigation.incident, by)
    require(access.can_review(by, incident))
    found = Investigation.objects.select_for_update(of=("self",)).select_related("lead__manager")
    found = found.get(pk=investigation.pk)
    if found.ended_at or incident.status in OVER:
        raise CannotMove("It has ended")
    return incident, found


def _save(investigation, by, at):
    investigation._history_user, investigation._history_date = by, at
    investigation.save()


def _owe(found, incident, at):
    subject = str(found.pk)
    owe(
        incident,
        "investigation",
        found.lead,
        opens_at=at,
        days=deadlines.INVESTIGATION,
        at=at,
        subject=subject,
    )
    _owe_update(found, incident, at)
    _owe_senior_review(found, incident, at)


def _owe_update(found, incident, at):
    """It stands on the list for the last week before it is due."""
    opens_at = at + timedelta(days=deadlines.UPDATE - 7)
    owe(
        incident, "update", found.lead, opens_at=opens_at, days=deadlines.UPDATE, at=at, subject=str(found.pk)
    )


def _owe_senior_review(found, incident, at):
    above = seniors(incident, found.lead, at)
    if above:
        opens_at = at + timedelta(days=deadlines.SENIOR_REVIEW)
        days = deadlines.SENIOR_REVIEW + deadlines.SENIOR_REVIEW_WITHIN
        owe(incident, "senior_review", above[0], opens_at=opens_at, days=days, at=at, subject=str(found.pk))


def _tell(row, found, incident, at):
    """Each person once, as what they are first: affected, reporter, senior manager, listener."""
    affected = set(incident.involved.exclude(user=None).values_list("user", flat=True))
    notices.news_for_affected(incident, f"delay.{row.pk}", at=at)
    reporters = [(user, own) for user, own in reporters_of(incident) if user.pk not in affected]
    told = affected | {user.pk for user, _ in reporters} | {row.by_id}
    above = [user for user in seniors(incident, found.lead, at) if user.pk not in told]
    told |= {user.pk for user in above}
    listeners = [user for user in found.listeners.all() if user.pk not in told]
    notices.delayed(row, incident, reporters=reporters, seniors=above, listeners=listeners, at=at)
