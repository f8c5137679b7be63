"""The safety regulator: asked by what a report says, decided by a competent person, reported where it must be (R40)."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from incidents import access, deadlines, duties, riddor
from incidents.models import Incident, RiddorDecision
from people.access import require
from people.lines import line_above
from people.models import User
from people.trail import record


def ask_about(incident: Incident, because: list[str], *, by: User | None, at: datetime) -> None:
    """Inside an action that learnt something about an injury. What was asked already is asked again only for more."""
    if not because:
        return
    decision = RiddorDecision.objects.select_for_update().filter(incident=incident).first()
    decision = decision or RiddorDecision(incident=incident, asked_at=at, because=[])
    if not set(because) - set(decision.because):
        return
    decision.because = [key for key in riddor.BECAUSE if key in {*decision.because, *because}]
    decision.asked_at = at
    _save(decision, by, at)
    record("incident.riddor_asked", by=by, subject=incident, at=at)
    owner = _competent(incident, at)
    if owner:
        due_at = deadlines.end_of_day(at, deadlines.RIDDOR_DECIDE)
        duties.owe(
            "riddor_decide", subject=str(incident.pk), owner=owner, incident=incident, opens_at=at, due_at=due_at, at=at
        )  # fmt: skip


@transaction.atomic
def say_unable(incident: Incident, *, by: User, last_day: date, at=None) -> str:
    """Somebody could not do their normal work until this day. Returns what that means, or "" for three days or fewer.

    Raises ValueError when no injury to a body was reported: only such injuries count.
    """
    at = at or timezone.now()
    incident = locked(incident)
    require(access.can_ask_riddor(by, incident))
    if not riddor.asks(incident):
        raise ValueError("Say in the report first that somebody was injured")
    because = riddor.because_of(deadlines.days_unable(incident.occurred_on, last_day))
    ask_about(incident, [because] if because else [], by=by, at=at)
    return because


@transaction.atomic
def decide_riddor(incident: Incident, *, by: User, found: str, why: str, at=None) -> RiddorDecision:
    """A competent person has decided. They can decide anew when more is known; what they said before is kept."""
    at = at or timezone.now()
    incident = locked(incident)
    require(access.can_decide_riddor(by, incident))
    decision = RiddorDecision.objects.select_for_update().get(incident=incident)
    require(decision.reported_on is None or found in RiddorDecision.REPORTABLE)
    decision.found, decision.why, decision.decided_by, decision.decided_at = found, why, by, at
    _save(decision, by, at)
    record("incident.riddor_decided", by=by, subject=incident, at=at)
    subject = str(incident.pk)
    duties.keep("riddor_decide", subject=subject, at=at)
    due_at = deadlines.riddor_report_by(found, incident.occurred_on)
    if due_at and not decision.reported_on:
        duties.owe(
            "riddor_report", subject=subject, owner=by, incident=incident, opens_at=at, due_at=due_at, at=at
        )
        duties.move("riddor_report", subject=subject, due_at=due_at, at=at)
    else:
        duties.keep("riddor_report", subject=subject, at=at)
    return decision


@transaction.atomic
def report_riddor(
    incident: Incident, *, by: User, reported_on: date, hse_reference: str, at=None
) -> RiddorDecision:
    """The regulator has been told."""
    at = at or timezone.now()
    incident = locked(incident)
    require(access.can_decide_riddor(by, incident))
    decision = RiddorDecision.objects.select_for_update().get(incident=incident)
    require(decision.is_reportable)
    decision.reported_on, decision.hse_reference = reported_on, hse_reference
    _save(decision, by, at)
    record("incident.riddor_reported", by=by, subject=incident, at=at)
    duties.keep("riddor_report", subject=str(incident.pk), at=at)
    return decision


def locked(incident):
    """The row as it is now: a competent person may decide about it without being let into the report."""
    return (
        Incident.objects.select_for_update(of=("self",))
        .select_related("team", "reporter")
        .get(pk=incident.pk)
    )


def _competent(incident, at):
    """Who is asked: a competent person, else the prevention lead, else the next in line; nobody who is part of it."""
    if incident.is_sealed:
        return incident.sealed_to
    on = timezone.localdate(at)
    first = access.competent_people(incident, on)
    part = access.part_of(incident)
    line = [*first, *line_above(None, incident.team, on=on)]
    return next((one for one in line if one.pk not in part), None)


def _save(decision, by, at):
    decision._history_user, decision._history_date = by, at
    decision.save()
