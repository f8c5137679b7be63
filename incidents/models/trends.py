"""Wider social trends that a trust keeps a short list of, and the reports a reviewer has marked with them (R11)."""

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from incidents.models.incidents import Incident
from people.models import User
from people.privacy import classify


class Trend(models.Model):
    """Its name never changes: figures that were published hold it. One that is retired is no longer offered."""

    name = models.CharField(max_length=80)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True, blank=True)

    privacy = classify(identifying="added_by", neither="id name added_at retired_at")

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(Lower("name"), name="one_trend_of_a_name")]

    def __str__(self):
        return self.name


class TrendMark(models.Model):
    """A reviewer saw this trend behind this report."""

    trend = models.ForeignKey(Trend, models.PROTECT, related_name="marks")
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="trend_marks")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    privacy = classify(identifying="by", sensitive="trend", neither="id incident at")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trend", "incident"], name="marked_once_with_a_trend")]

    def __str__(self):
        return f"{self.trend_id} behind {self.incident_id}"
