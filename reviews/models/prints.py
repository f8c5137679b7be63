"""An agenda printed for one reader: made by a worker, kept for an hour, fetched by nobody else."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from incidents.models import Incident
from people.encryption import EncryptedBytesField
from people.privacy import classify
from reviews import access
from reviews.models.panels import Meeting
from reviews.workflow import PrintStatus


class PrintQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(access.prints_visible_to(user))


class Print(models.Model):
    """`leased_until` is set while a worker makes it; a worker that dies leaves it to the next one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="prints")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    status = models.CharField(max_length=8, choices=PrintStatus, default=PrintStatus.WAITING)
    asked_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    content = EncryptedBytesField(null=True)
    holds = models.ManyToManyField(
        Incident,
        related_name="+",
        help_text="What it tells of: shut to a reader who turns out to be too close to it",
    )

    objects = PrintQuerySet.as_manager()
    privacy = classify(
        identifying="reader",
        sensitive="content",
        neither="id meeting status asked_at leased_until attempts made_at expires_at holds",
    )

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="ready", content__isnull=False, made_at__isnull=False)
                | (~Q(status="ready") & Q(content=None)),
                name="ready_print_has_content",
            )
        ]
        indexes = [models.Index(fields=["asked_at"], condition=Q(status="waiting"), name="print_waiting")]

    def __str__(self):
        return f"Agenda of {self.meeting}"
