"""Reports that belong together: something that goes on, or happens again (R6, R122)."""

import uuid

from django.db import models
from django.utils import timezone

from incidents import access
from incidents.models.incidents import Incident
from people.encryption import EncryptedTextField
from people.models import User
from people.privacy import classify


class SeriesQuerySet(models.QuerySet):
    def visible_to(self, user):
        seen = self.model.objects.filter(access.series_visible_to(user)).values("pk")
        return self.filter(pk__in=seen).exclude(access.accused_in_series(user))


class Series(models.Model):
    """Its name is read by everybody who sees one of its reports by a role. A sealed report stands only with others that
    are sealed to the same person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = EncryptedTextField()
    incidents = models.ManyToManyField(Incident, through="SeriesLink", related_name="series")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    objects = SeriesQuerySet.as_manager()
    privacy = classify(identifying="made_by", sensitive="name incidents", neither="id made_at")

    class Meta:
        ordering = ["-made_at", "id"]

    def __str__(self):
        return f"Series {self.pk}"


class SeriesLink(models.Model):
    series = models.ForeignKey(Series, models.PROTECT, related_name="links")
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="series_links")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    privacy = classify(identifying="by", sensitive="series", neither="id incident at")

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["series", "incident"], name="once_in_a_series")]

    def __str__(self):
        return f"{self.incident_id} in {self.series_id}"
