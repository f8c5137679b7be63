"""An investigation into a report: its clock, each delay with its reason, and what those affected are told meanwhile
(R101, R105)."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from incidents import access, delays
from incidents.models.incidents import Incident
from people.append_only import keep_history, refuse_changes
from people.encryption import EncryptedTextField
from people.models import User
from people.privacy import classify


class InvestigationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those into reports that the user sees by a role, never because they reported one."""
        return self.filter(incident__in=Incident.objects.filter(access.seen_by_role(user)).values("pk"))

    def open(self):
        return self.filter(ended_at=None)


class Investigation(models.Model):
    """One a report. `listeners` hear of a delay beside those affected, the reporter and senior managers."""

    incident = models.OneToOneField(Incident, models.PROTECT, related_name="investigation")
    lead = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    listeners = models.ManyToManyField(User, blank=True, related_name="+")

    objects = InvestigationQuerySet.as_manager()
    history = HistoricalRecords()
    privacy = classify(identifying="lead listeners", neither="id incident opened_at due_at ended_at")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=models.F("opened_at")),
                name="investigation_ends_after_it_opened",
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"], condition=Q(ended_at=None), name="investigation_open_by_due"
            ),
            models.Index(
                fields=["opened_at", "id"], condition=Q(ended_at=None), name="investigation_open_by_age"
            ),
        ]

    def __str__(self):
        return f"Investigation of {self.incident_id}"


class Delay(models.Model):
    """Why it takes longer, and until when. `note` is for those who look after the report."""

    investigation = models.ForeignKey(Investigation, models.PROTECT, related_name="delays")
    reason = models.CharField(max_length=12, choices=delays.CHOICES)
    note = EncryptedTextField(blank=True)
    was_due_at = models.DateTimeField()
    due_at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    privacy = classify(
        identifying="by", sensitive="note reason", neither="id investigation was_due_at due_at at"
    )

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_at__gt=models.F("was_due_at")), name="a_delay_moves_the_date_on"
            )
        ]
        triggers = [refuse_changes()]

    def __str__(self):
        return f"Delay of {self.investigation_id}: {self.reason}"

    @property
    def row(self):
        return delays.DELAYS[self.reason]


class Update(models.Model):
    """Something said about an investigation: to those affected, or by the senior manager who looked at its age."""

    class Kind(models.TextChoices):
        AFFECTED = "affected", "Told to those affected"
        SENIOR = "senior", "Looked at by a senior manager"

    investigation = models.ForeignKey(Investigation, models.PROTECT, related_name="updates")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.AFFECTED)
    words = EncryptedTextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    privacy = classify(identifying="by", sensitive="words", neither="id investigation kind at")

    class Meta:
        ordering = ["at", "id"]
        triggers = [refuse_changes()]

    def __str__(self):
        return f"Update on {self.investigation_id}"


keep_history(Investigation)
