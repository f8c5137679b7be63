"""Contacts in the police and the prosecution service, and what was agreed with them (R31, R107)."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from people.append_only import keep_history, refuse_changes
from people.encryption import EncryptedTextField
from people.privacy import classify
from support import access


class LiaisonQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(access.liaison_visible_to(user))


class Liaison(models.Model):
    """Whom to ask in one force or office."""

    class Kind(models.TextChoices):
        POLICE = "police", "Police force"
        PROSECUTION = "prosecution", "Crown Prosecution Service"
        COURT = "court", "Court or witness service"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.POLICE)
    force = models.CharField(max_length=120)
    contact = EncryptedTextField(help_text="Their name and post")
    reach = EncryptedTextField(help_text="How to reach them")
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = LiaisonQuerySet.as_manager()
    history = HistoricalRecords()
    privacy = classify(identifying="contact reach checked_by", neither="id kind force checked_at retired_at")

    class Meta:
        ordering = ["kind", "force", "id"]

    def __str__(self):
        return self.force


class LiaisonMeeting(models.Model):
    """A meeting, or a written agreement, with one of them. Never changed; a second thought is a second row."""

    class Kind(models.TextChoices):
        MEETING = "meeting", "Meeting"
        AGREEMENT = "agreement", "Written agreement"

    liaison = models.ForeignKey(Liaison, models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.MEETING)
    on = models.DateField()
    agreed = EncryptedTextField()
    review_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    privacy = classify(identifying="by", sensitive="agreed", neither="id liaison kind on review_on at")

    class Meta:
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["liaison", "-on"], name="meeting_of_liaison")]
        triggers = [refuse_changes()]

    def __str__(self):
        return f"{self.liaison}, {self.on}"


keep_history(Liaison)
