"""A way of looking at the list of reports that somebody has kept under a name of their own."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.encryption import EncryptedTextField
from people.models import User
from people.privacy import classify


class SavedViewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever saved it, and nobody else."""
        return self.filter(by=user) if user.is_active else self.none()


class SavedView(models.Model):
    """Filters, never rows: opening it asks again what its owner may see today. What it looks for may name somebody, so it
    is encrypted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="saved_views")
    name = EncryptedTextField()
    query = EncryptedTextField(blank=True)
    is_first = models.BooleanField(default=False, help_text="The list opens with it")
    saved_at = models.DateTimeField(default=timezone.now)

    objects = SavedViewQuerySet.as_manager()
    privacy = classify(identifying="by", sensitive="name query", neither="id is_first saved_at")

    class Meta:
        ordering = ["-is_first", "saved_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["by"], condition=Q(is_first=True), name="one_first_view_a_person")
        ]

    def __str__(self):
        return self.name
