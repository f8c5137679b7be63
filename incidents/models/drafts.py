"""A report that is not finished: what was typed is kept, encrypted, for its writer alone, for seven days
(G3)."""

import uuid

from django.db import models
from django.utils import timezone

from people.encryption import EncryptedJSONField
from people.models import User
from people.privacy import classify


class DraftQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(by=user)


class Draft(models.Model):
    """Its id is the form's key: however often the last page is sent, it becomes one incident (security.md
    D1)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    answers = EncryptedJSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(auto_now=True)

    objects = DraftQuerySet.as_manager()
    privacy = classify(identifying="by", sensitive="answers", neither="id created_at changed_at")

    class Meta:
        indexes = [models.Index(fields=["by", "-changed_at"]), models.Index(fields=["changed_at"])]

    def __str__(self):
        return f"Draft {self.id}"
