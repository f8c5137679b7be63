"""What a recipient does with what was said to them in confidence: answer, close, let in, hand on, offer support."""

from datetime import date

from django.db import transaction

from incidents import access, duties, notices
from incidents.actions.changing import save
from incidents.actions.confidential import WHO
from incidents.actions.delivering import FIRST, NEXT
from incidents.actions.reporting import Affected, report
from incidents.models import ConfidentialMessage, ConfidentialReport, Duty, Incident
from people import clock
from people.access import require
from people.deadlines import LONDON
from people.models import Team, User
from people.trail import record

Status = ConfidentialReport.Status


class NotAgreed(Exception):
    """The writer has not said who they are, or has not agreed that a report is opened for them."""


@transaction.atomic
def answer(row, *, by: User, text: str, offers_support: bool = False, at=None) -> ConfidentialReport:
    """The writer reads it when they come back with their code."""
    row, at = _locked(row, by), at or clock.now()
    if row.status != Status.ANSWERED:
        row.move_to(Status.ANSWERED)
        row.save()
    _say(row, by, {"what": "answer", "text": text, "offers_support": offers_support}, at)
    _nothing_owed(row, at)
    record("confidential.answered", by=by, subject=row, at=at)
    return row


@transaction.atomic
def close_confidential(row, *, by: User, outcome: str, text: str, at=None) -> ConfidentialReport:
    """Its writer is told what came of it, in the recipient's own words."""
    row, at = _locked(row, by), at or clock.now()
    row.move_to(Status.CLOSED)
    row.outcome, row.closed_on = outcome, at.astimezone(LONDON).date()
    row.save()
    _say(row, by, {"what": "closed", "text": text, "outcome": row.get_outcome_display()}, at)
    _nothing_owed(row, at)
    record("confidential.closed", by=by, subject=row, at=at)
    return row


@transaction.atomic
def let_in(row, *, by: User, colleague: User, at=None) -> ConfidentialReport:
    """A colleague of the same role may read and answer it too; the writer is told (R33)."""
    row, at = _locked(row, by), at or clock.now()
    require(access.can_hand_on(by, row) and colleague in access.may_be_let_in(row, at))
    row.let_in.add(colleague)
    _say(
        row, by, {"what": "note", "text": f"{by} has asked {colleague} to help. They can read this too."}, at
    )
    record("confidential.let_in", by=by, subject=row, at=at)
    notices.something_in_confidence({colleague}, at=at)
    return row


@transaction.atomic
def hand_on(row, *, by: User, to: User, at=None) -> ConfidentialReport:
    """It goes to another recipient and is no longer the first one's: they leave, are away, or are named in it."""
    row, at = _locked(row, by), at or clock.now()
    successors = {one.user: one for one in access.may_be_handed_to(row, at)}
    require(access.can_hand_on(by, row) and to in successors)
    _say(row, by, {"what": "note", "text": f"{by} has passed this on to {successors[to]}."}, at)
    row.let_in.clear()
    row.recipient = to
    row.content |= {"role": successors[to].kind}
    row.save()
    Duty.objects.open().filter(key__in=(FIRST, NEXT), subject=str(row.pk)).update(owner=to)
    record("confidential.passed_on", by=by, subject=row, at=at)
    notices.something_in_confidence({to}, at=at)
    return row


@transaction.atomic
def count_as_ftsu(row, *, by: User, is_case: bool, at=None) -> ConfidentialReport:
    row, at = _locked(row, by), at or clock.now()
    require(access.can_count_as_ftsu(by))
    row.is_ftsu_case = is_case
    row.save()
    record("confidential.counted", by=by, subject=row, at=at)
    return row


@transaction.atomic
def open_sealed(row, *, by: User, occurred_on: date, team: Team, part: str, kinds, at=None) -> Incident:
    """With the writer's agreement: a report sealed to this recipient, with support for the writer.

    Nothing in it leads back here; that it was opened stands in the conversation alone.
    """
    row, at = _locked(row, by), at or clock.now()
    require(access.can_hand_on(by, row))
    who = said_who(row)
    if not who or not who["may_open"]:
        raise NotAgreed("The writer has to say who they are and agree first")
    account = User.objects.filter(pk=who["account"], is_active=True).first()
    person = Affected(part, user=account, name=who["name"], contact="" if account else who["contact"])
    incident = report(
        by=by,
        affected=[person],
        sealed_to=by,
        channel=Incident.Channel.CONFIDENTIAL,
        kinds=kinds,
        occurred_on=occurred_on,
        team=team,
        at=at,
    )
    incident.reporter = None  # what comes of it is told through this channel
    save(incident, by, at)
    row.content |= {"incident": str(incident.pk)}
    row.save()
    _say(
        row,
        by,
        {"what": "note", "text": f"{by} has opened report {incident.reference} for you, as you agreed."},
        at,
    )
    return incident


def take_feedback(sender, *, incident: Incident, words: str, by: User, at, **kwargs) -> bool:
    """What came of a report that was opened for a writer goes into the conversation with them (R129)."""
    rows = ConfidentialReport.objects.select_for_update(of=("self",)).filter(recipient=incident.sealed_to)
    row = next((row for row in rows if row.content.get("incident") == str(incident.pk)), None)
    if row is None or row.status == Status.WITHDRAWN:
        return False
    _say(row, by, {"what": "answer", "text": words}, at)
    return True


def said_who(row) -> dict | None:
    """What the writer last said about who they are."""
    said = [one.content for one in row.messages.all() if one.content["what"] == WHO]
    return said[-1] if said else None


def _locked(row, by):
    row = ConfidentialReport.objects.select_for_update(of=("self",)).visible_to(by).filter(pk=row.pk).first()
    require(row is not None)
    return row


def _say(row, by, content, at):
    numbers = [*row.messages.values_list("number", flat=True), *row.files.values_list("number", flat=True)]
    ConfidentialMessage.objects.create(
        report=row,
        number=max(numbers, default=0) + 1,
        written_on=at.astimezone(LONDON).date(),
        by=by,
        content=content,
    )


def _nothing_owed(row, at):
    for key in (FIRST, NEXT):
        duties.keep(key, subject=str(row.pk), at=at)
