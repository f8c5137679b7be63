"""A trust's own file on its way in: read, shown, then taken over row by row, each row whole or not at all."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.encryption import EncryptedBytesField, EncryptedJSONField
from people.importing import registry
from people.models.staff import User
from people.privacy import classify


class ImportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Their own, of kinds they may import today: a file can hold what was sealed to somebody since."""
        return self.filter(by=user, kind__in=[importer.key for importer in registry.allowed_to(user)])


class Import(models.Model):
    class Status(models.TextChoices):
        READING = "reading", "Reading the file"
        READY = "ready", "Ready for you to check"
        UNREADABLE = "unreadable", "Cannot be read"
        RUNNING = "running", "Importing"
        DONE = "done", "Finished"
        ABANDONED = "abandoned", "Not imported"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=24)
    file_name = models.CharField(max_length=120)
    content = EncryptedBytesField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    status = models.CharField(max_length=12, choices=Status, default=Status.READING)
    problem = models.CharField(max_length=300, blank=True)
    leased_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = ImportQuerySet.as_manager()
    privacy = classify(
        identifying="by",
        sensitive="content",
        neither="id kind file_name created_at status problem leased_until finished_at",
    )

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(
                fields=["status"], condition=Q(status__in=["reading", "running"]), name="import_at_work"
            ),
            models.Index(fields=["by", "-created_at"], name="import_of_somebody"),
        ]

    def __str__(self):
        return f"{self.kind}: {self.file_name}"


class ImportRow(models.Model):
    """`turn` puts rows that others rest on first: managers first. `done_at` comes with the change."""

    class Verdict(models.TextChoices):
        ADD = "add", "Will add"
        CHANGE = "change", "Will change"
        SAME = "same", "Already here"
        DUPLICATE = "duplicate", "Duplicate in the file"
        OUT_OF_SCOPE = "out_of_scope", "Not violence, abuse or harassment"
        REJECTED = "rejected", "Cannot read"

    batch = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=40, blank=True)
    number = models.PositiveIntegerField()
    turn = models.PositiveSmallIntegerField(default=0)
    verdict = models.CharField(max_length=12, choices=Verdict)
    column = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    remarks = EncryptedJSONField(default=list)
    has_remarks = models.BooleanField(default=False)
    source = EncryptedJSONField()
    data = EncryptedJSONField(null=True)
    done_at = models.DateTimeField(null=True)

    privacy = classify(
        sensitive="source data reason remarks",
        neither="id batch sheet number turn verdict column has_remarks done_at",
    )

    class Meta:
        ordering = ["batch", "sheet", "number"]
        constraints = [models.UniqueConstraint(fields=["batch", "sheet", "number"], name="one_verdict_a_row")]
        indexes = [
            models.Index(fields=["batch", "verdict", "sheet", "number"], name="import_row_of_verdict"),
            models.Index(
                fields=["batch", "turn", "sheet", "number"],
                condition=Q(done_at=None, verdict__in=["add", "change"]),
                name="import_row_waiting",
            ),
        ]

    def __str__(self):
        return f"Row {self.number}"
