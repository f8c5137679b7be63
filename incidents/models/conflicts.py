"""Somebody said that they are too close to what happened to review it (security.md A4)."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from incidents.models.incidents import Incident
from people.models import User
from people.privacy import classify


class Conflict(models.Model):
    """While it stands, no panel role opens the report for them. `lifted_at` is when whoever runs the panel took it back."""

    class Why(models.TextChoices):
        CLOSE = "close", "I am close to somebody in it"
        WORKS = "works", "I work closely with somebody in it"
        DEALT = "dealt", "I dealt with it myself"
        OTHER = "other", "Another reason, which I keep to myself"

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="conflicts")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    why = models.CharField(max_length=8, choices=Why)
    declared_at = models.DateTimeField(default=timezone.now)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    privacy = classify(
        identifying="user lifted_by", sensitive="why", neither="id incident declared_at lifted_at"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "user"],
                condition=Q(lifted_at=None),
                name="one_conflict_a_person_a_report",
            )
        ]
        indexes = [models.Index(fields=["user"], condition=Q(lifted_at=None), name="conflict_of")]

    def __str__(self):
        return f"Conflict {self.pk}"
