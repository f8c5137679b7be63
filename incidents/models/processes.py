"""What runs elsewhere about a report, by its number only; and what was done to keep third parties from harassing."""

import uuid

from django.db import models
from django.utils import timezone

from incidents import access
from incidents.models.incidents import Incident
from people.encryption import EncryptedTextField
from people.models import Team, User
from people.privacy import classify


class OtherProcess(models.Model):
    """A process of somebody else's: its kind, its number and how far it has come. It is never run here (R5)."""

    class Kind(models.TextChoices):
        SAFEGUARDING = "safeguarding", "Safeguarding"
        HR = "hr", "Human resources"
        DISCIPLINARY = "disciplinary", "Disciplinary"
        LEGAL = "legal", "Legal claim or advice"
        CLINICAL = "clinical", "Clinical review or patient safety"
        LFPSE = "lfpse", "Learn from patient safety events (LFPSE)"
        POLICE = "police", "Police"

    class Status(models.TextChoices):
        TO_TELL = "to_tell", "Not told yet"
        TOLD = "told", "Told"
        UNDER_WAY = "under_way", "Under way"
        ENDED = "ended", "Ended"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="processes")
    kind = models.CharField(max_length=16, choices=Kind)
    number = EncryptedTextField(blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.TOLD)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    privacy = classify(
        identifying="number noted_by", sensitive="kind status", neither="id incident changed_at"
    )

    class Meta:
        ordering = ["kind", "id"]

    def __str__(self):
        return f"{self.get_kind_display()} about {self.incident}"


class PreventiveStepQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(access.prevention_visible_to(user))


class PreventiveStep(models.Model):
    """A reasonable step taken to keep staff of a team from harassment by third parties (R23)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    characteristic = models.CharField(max_length=24, choices=Incident.Characteristic, blank=True)
    what = EncryptedTextField()
    taken_on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now)

    objects = PreventiveStepQuerySet.as_manager()
    privacy = classify(identifying="by", sensitive="what", neither="id team characteristic taken_on noted_at")

    class Meta:
        ordering = ["-taken_on", "-id"]
        indexes = [models.Index(fields=["team", "-taken_on", "-id"], name="preventive_step_of_team")]

    def __str__(self):
        return f"Step of {self.taken_on} for {self.team}"
