"""What was said in confidence: reports, their messages and files, and what waits to be carried on.

No row says who wrote it, from where or when: a date is all the time there is, ids are random, and content is filled up
and encrypted. PostgreSQL notes in each row, out of sight, which transaction wrote it. A row written in the same minute
as somebody's session is theirs to a reader of that. So what a reporter sends waits in `ConfidentialParcel`, and a few
times a day everything there moves on in one transaction, in shuffled order (security.md B1, B3).
"""

import uuid

from django.db import models
from django.db.models import Q

from incidents import access
from incidents.workflow import CannotMove
from people.models import User
from people.padded import PaddedBytesField, PaddedJSONField
from people.privacy import classify


class ConfidentialParcel(models.Model):
    """Something a reporter sent that nobody has been given yet. What it is stands in its content."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    receipt = models.CharField(max_length=64)
    goes_at = models.DateTimeField(help_text="One of a few times a day")
    content = PaddedJSONField()

    privacy = classify(identifying="receipt", sensitive="content", neither="id goes_at")

    class Meta:
        indexes = [
            models.Index(fields=["receipt"], name="parcel_receipt"),
            models.Index(fields=["goes_at"], name="parcel_goes_at"),
        ]

    def __str__(self):
        return f"Parcel {self.pk}"


class ConfidentialReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(access.confidential_visible_to(user))


class ConfidentialReport(models.Model):
    class Status(models.TextChoices):
        NEW = "new", "Not answered yet"
        ANSWERED = "answered", "Answered"
        ADDED = "added", "The writer has added something"
        CLOSED = "closed", "Closed"
        WITHDRAWN = "withdrawn", "Withdrawn by the writer"

    class Outcome(models.TextChoices):
        ADVICE = "advice", "I listened and gave advice"
        ACTED = "acted", "Something was done about it"
        PASSED_ON = "passed_on", "I passed it on, as we agreed"
        LEARNING = "learning", "Others learn from it, without saying whom it was about"
        NOT_ENOUGH = "not_enough", "There was not enough to go on"
        NO_REPLY = "no_reply", "I asked something and heard no more"

    # Every move a report can make. Anything not listed here cannot happen.
    MOVES = {
        Status.NEW: {Status.ANSWERED, Status.CLOSED, Status.WITHDRAWN},
        Status.ANSWERED: {Status.ADDED, Status.CLOSED, Status.WITHDRAWN},
        Status.ADDED: {Status.ANSWERED, Status.CLOSED, Status.WITHDRAWN},
        Status.CLOSED: {Status.ADDED, Status.WITHDRAWN},
        Status.WITHDRAWN: set(),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    receipt = models.CharField(max_length=64, null=True, blank=True, unique=True)
    recipient = models.ForeignKey(User, models.PROTECT, related_name="+")
    let_in = models.ManyToManyField(User, related_name="let_into_confidential", blank=True)
    received_on = models.DateField()
    status = models.CharField(max_length=12, choices=Status, default=Status.NEW)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    is_ftsu_case = models.BooleanField("counted as a Freedom to Speak Up case", default=False)
    content = PaddedJSONField()

    objects = ConfidentialReportQuerySet.as_manager()
    privacy = classify(
        identifying="receipt recipient let_in",
        sensitive="status outcome is_ftsu_case content",
        neither="id received_on closed_on",
    )
    # Nobody learns from the page of the trail that there is one (people/views/inbox.py, security.md I3).
    is_kept_from_the_trail_page = True

    class Meta:
        ordering = ["-received_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="withdrawn", receipt=None)
                | (~Q(status="withdrawn") & Q(receipt__isnull=False)),
                name="withdrawn_means_its_code_is_gone",
            ),
            models.CheckConstraint(
                condition=Q(status="closed", closed_on__isnull=False) & ~Q(outcome="")
                | (~Q(status="closed") & Q(closed_on=None)),
                name="closed_confidential_has_outcome",
            ),
        ]
        indexes = [models.Index(fields=["recipient", "-received_on", "id"], name="confidential_newest")]

    def __str__(self):
        return f"Received {self.received_on}"

    def move_to(self, status):
        if status not in self.MOVES[self.status]:
            raise CannotMove(f"{self.status} to {status}")
        self.status = status


class ConfidentialMessage(models.Model):
    """One piece of a conversation. `by` is the one who answered; the reporter's own have nobody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(ConfidentialReport, models.PROTECT, related_name="messages")
    number = models.PositiveSmallIntegerField(help_text="Its place in the conversation")
    written_on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    content = PaddedJSONField()

    privacy = classify(identifying="by", sensitive="content", neither="id report number written_on")

    class Meta:
        ordering = ["number", "written_on", "id"]

    def __str__(self):
        return f"{self.report_id}, {self.number}"


class ConfidentialFile(models.Model):
    """A file without anything in it that says whose it is (incidents/cleaning.py)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(ConfidentialReport, models.PROTECT, related_name="files")
    number = models.PositiveSmallIntegerField()
    added_on = models.DateField()
    suffix = models.CharField(max_length=6)
    content = PaddedBytesField()

    privacy = classify(sensitive="content", neither="id report number added_on suffix")

    class Meta:
        ordering = ["number", "id"]

    def __str__(self):
        return f"{self.report_id}, file {self.number}"
