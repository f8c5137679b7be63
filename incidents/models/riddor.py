"""Whether an injury must be told to the safety regulator: asked by the software, decided by a person (R40)."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from incidents import access, riddor
from incidents.models.incidents import Incident
from people.append_only import keep_history
from people.encryption import EncryptedTextField
from people.models import User
from people.privacy import classify


class RiddorQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(access.riddor_visible_to(user))


class RiddorDecision(models.Model):
    """One for a report: first asked for, then decided, then reported where it must be."""

    class Found(models.TextChoices):
        SPECIFIED = "specified", "Reportable: a death or a specified injury"
        OVER_SEVEN = "over_seven", "Reportable: over 7 days away from normal work"
        OVER_THREE = "over_three", "Record only: over 3 days away from normal work"
        NOT_REPORTABLE = "no", "Not reportable"

    REPORTABLE = (Found.SPECIFIED, Found.OVER_SEVEN)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    incident = models.OneToOneField(Incident, models.PROTECT, related_name="riddor")
    asked_at = models.DateTimeField()
    because = ArrayField(models.CharField(max_length=12, choices=riddor.BECAUSE_CHOICES))
    found = models.CharField(max_length=12, choices=Found, blank=True)
    why = EncryptedTextField(blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reported_on = models.DateField(null=True, blank=True)
    hse_reference = EncryptedTextField(blank=True)

    objects = RiddorQuerySet.as_manager()
    history = HistoricalRecords()
    privacy = classify(
        identifying="decided_by hse_reference",
        sensitive="because found why",
        neither="id incident asked_at decided_at reported_on",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(found="", decided_by=None, decided_at=None)
                | (~Q(found="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="riddor_decided_means_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=Q(reported_on=None) | Q(found__in=["specified", "over_seven"]),
                name="riddor_only_the_reportable_is_reported",
            ),
        ]

    def __str__(self):
        return f"RIDDOR decision on {self.incident}"

    @property
    def is_reportable(self):
        return self.found in self.REPORTABLE

    @property
    def because_words(self):
        return [riddor.BECAUSE[key] for key in self.because]

    @property
    def status(self):
        """How far it has come, for those who look after the report; nothing of what was decided."""
        if not self.found:
            return "A competent person has been asked to decide"
        if self.is_reportable and not self.reported_on:
            return "Decided. It is to be reported"
        return "Decided and reported" if self.reported_on else "Decided. Nothing is to be reported"


keep_history(RiddorDecision)
