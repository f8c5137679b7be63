"""Carrying on what reporters sent in confidence: everything that waits, at once and shuffled, a few times a day (B3, B7)."""

import logging
from base64 import b64decode
from collections import defaultdict
from datetime import datetime
from random import SystemRandom

from cryptography.fernet import InvalidToken
from django.db import transaction

from incidents import access, duties, notices
from incidents.actions.confidential import FILE, MESSAGE, REPORT, SEND_TO, WHO, WITHDRAW
from incidents.confidential.slots import answer_due
from incidents.models import (
    ConfidentialFile,
    ConfidentialMessage,
    ConfidentialParcel,
    ConfidentialReport,
    Duty,
)
from people.deadlines import LONDON
from people.models import User
from people.trail import record

log = logging.getLogger(__name__)
FIRST, NEXT = "first_answer", "next_answer"
Status = ConfidentialReport.Status
LEFT = "{was} can no longer receive this. It has gone to {now}."
AWAY = "{was} is away and it waited too long. It has gone to {now}."


@transaction.atomic
def deliver(*, at: datetime) -> int:
    """How many parcels went on. Those of one slot leave together, so that no row tells when it was written."""
    due = ConfidentialParcel.objects.select_for_update(skip_locked=True).filter(goes_at__lte=at)
    parcels = _readable(list(due.values_list("pk", flat=True)))
    if not parcels:
        return 0
    SystemRandom().shuffle(parcels)
    by_kind = defaultdict(list)
    for parcel in parcels:
        by_kind[parcel.content["what"]].append(parcel)
    withdrawn = {parcel.content["report"] for parcel in by_kind[WITHDRAW]}
    fresh = _add_reports(by_kind[REPORT], withdrawn, at)
    old = _lock({parcel.content["report"] for parcel in parcels} - {str(one.pk) for one in fresh})
    _withdraw([old[pk] for pk in withdrawn if pk in old], at)
    open_ = {str(one.pk): one for one in [*fresh, *old.values()] if one.status != Status.WITHDRAWN}
    _add_messages([*by_kind[MESSAGE], *by_kind[WHO]], open_, at)
    _add_files(by_kind[FILE], open_, at)
    for parcel in sorted(by_kind[SEND_TO], key=lambda parcel: parcel.content["number"]):
        if report := open_.get(parcel.content["report"]):
            _give_to(report, parcel.content["recipient"], parcel.content["content"]["role"])
    moved = {parcel.content["report"] for parcel in by_kind[MESSAGE] + by_kind[WHO] + by_kind[FILE]}
    moved |= {parcel.content["report"] for parcel in by_kind[SEND_TO]}
    for pk in moved & set(open_) & set(old):
        _is_owed_an_answer(open_[pk], at)
    ConfidentialParcel.objects.filter(pk__in=[parcel.pk for parcel in parcels]).delete()
    told = [open_[pk] for pk in open_ if pk in moved or open_[pk] in fresh]
    notices.something_in_confidence({report.recipient for report in told}, at=at)
    return len(parcels)


@transaction.atomic
def pass_on_ownerless(*, at: datetime) -> int:
    """Nothing is ever owned by nobody: what its recipient can no longer answer goes to another, who may see it.

    Somebody of the same role comes first, and never anybody the writer named as one who must not have it.
    """
    there = access.confidential_recipients(at)
    kinds = {one.user.pk: one for one in there}
    away = [one.user.pk for one in there if one.away_until]
    late = (
        Duty.objects.open()
        .filter(key__in=(FIRST, NEXT), due_at__lt=at, owner__in=away)
        .values_list("subject")
    )
    open_ = ConfidentialReport.objects.exclude(status__in=(Status.CLOSED, Status.WITHDRAWN))
    gone = open_.exclude(recipient__in=list(kinds)) | open_.filter(pk__in=[pk for (pk,) in late])
    passed = 0
    for report in gone.select_for_update(of=("self",)).select_related("recipient"):
        if successor := _successor(report, there):
            words = AWAY if report.recipient_id in kinds else LEFT
            _note(report, words.format(was=report.recipient, now=successor), at)
            _give_to(report, successor.user.pk, successor.kind)
            record("confidential.passed_on", by=None, subject=report, at=at)
            notices.something_in_confidence({report.recipient}, at=at)
            passed += 1
    return passed


def _successor(report, there):
    shut_out = {report.recipient_id, *report.content["not_to"]}
    free = [one for one in there if one.user.pk not in shut_out and not one.away_until]
    same = [one for one in free if one.kind == report.content["role"]]
    return next(iter([*same, *free]), None)


def _readable(pks):
    """One that no key opens waits for its key, and holds up no other (security.md E8)."""
    found = []
    for pk in pks:
        try:
            found.append(ConfidentialParcel.objects.get(pk=pk))
        except InvalidToken:
            log.error("Something sent in confidence cannot be read. Is a key missing from ENCRYPTION_KEYS?")
    return found


def _add_reports(parcels, withdrawn, at):
    """A report that was withdrawn before anybody had it never arrives."""
    fresh = [
        ConfidentialReport(
            pk=parcel.pk,
            receipt=parcel.receipt,
            recipient_id=parcel.content["recipient"],
            received_on=_day(at),
            content=parcel.content["content"],
        )
        for parcel in parcels
        if parcel.content["report"] not in withdrawn
    ]
    ConfidentialReport.objects.bulk_create(fresh)
    for report in fresh:
        record("confidential.received", by=None, subject=report, at=at)
        _owe(FIRST, report, at)
    return fresh


def _lock(pks):
    rows = ConfidentialReport.objects.select_for_update(of=("self",)).filter(pk__in=pks)
    return {str(row.pk): row for row in rows.select_related("recipient")}


def _withdraw(reports, at):
    """The words and files go; that there was something stays, so that its recipient knows."""
    for report in reports:
        report.messages.all().delete()
        report.files.all().delete()
        report.let_in.clear()
        report.move_to(Status.WITHDRAWN)
        report.receipt, report.content, report.outcome, report.closed_on = None, {}, "", None
        report.save()
        record("confidential.withdrawn", by=None, subject=report, at=at)
        for key in (FIRST, NEXT):
            duties.keep(key, subject=str(report.pk), at=at)


def _add_messages(parcels, open_, at):
    ConfidentialMessage.objects.bulk_create(
        ConfidentialMessage(
            pk=parcel.pk,
            report=open_[parcel.content["report"]],
            number=parcel.content["number"],
            written_on=_day(at),
            content=parcel.content["content"] | {"what": parcel.content["what"]},
        )
        for parcel in parcels
        if parcel.content["report"] in open_
    )


def _add_files(parcels, open_, at):
    ConfidentialFile.objects.bulk_create(
        ConfidentialFile(
            pk=parcel.pk,
            report=open_[parcel.content["report"]],
            number=parcel.content["number"],
            added_on=_day(at),
            suffix=parcel.content["content"]["suffix"],
            content=b64decode(parcel.content["content"]["data"]),
        )
        for parcel in parcels
        if parcel.content["report"] in open_
    )


def _is_owed_an_answer(report, at):
    if report.status in (Status.ANSWERED, Status.CLOSED):
        report.move_to(Status.ADDED)
        report.outcome, report.closed_on = "", None
        report.save()
        _owe(NEXT, report, at)
    record("confidential.added_to", by=None, subject=report, at=at)


def _owe(key, report, at):
    owner = User.objects.get(pk=report.recipient_id)
    duties.owe(key, subject=str(report.pk), owner=owner, opens_at=at, due_at=answer_due(at), at=at)


def _give_to(report, user, role):
    report.recipient = User.objects.get(pk=user)
    report.content |= {"role": role}
    report.save()
    report.let_in.clear()
    Duty.objects.open().filter(key__in=(FIRST, NEXT), subject=str(report.pk)).update(owner=user)


def _note(report, text, at):
    number = report.messages.count() + report.files.count() + 1
    content = {"what": "note", "text": text}
    ConfidentialMessage.objects.create(report=report, number=number, written_on=_day(at), content=content)


def _day(at):
    return at.astimezone(LONDON).date()
