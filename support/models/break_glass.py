"""Somebody opened a case in an emergency that they may not see otherwise (security.md A6)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from people.append_only import keep_history
from people.encryption import EncryptedTextField
from people.privacy import classify
from support import access
from support.models.cases import Case


class BreakGlassQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(access.emergencies_visible_to(user))


class BreakGlass(models.Model):
    """`case` is empty where nothing could be opened: the attempt is looked at too. Shut again at `until`."""

    class Verdict(models.TextChoices):
        RIGHT = "right", "It was right to open it"
        ASKED = "asked", "I have asked them about it, and it is settled"
        WRONG = "wrong", "It was not right, and I have taken it further"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="emergencies")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    why = EncryptedTextField()
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    looked_at = models.DateTimeField(null=True, blank=True)
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True)

    objects = BreakGlassQuerySet.as_manager()
    history = HistoricalRecords()
    privacy = classify(
        identifying="by looked_by", sensitive="why verdict", neither="id case opened_at until looked_at"
    )

    class Meta:
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(looked_at=None, looked_by=None, verdict="")
                | (Q(looked_at__isnull=False, looked_by__isnull=False) & ~Q(verdict="")),
                name="emergency_is_looked_at_whole",
            )
        ]
        indexes = [
            models.Index(fields=["by", "until"], name="emergency_open_of"),
            models.Index(fields=["-opened_at", "-id"], name="emergency_newest"),
            models.Index(fields=["opened_at"], condition=Q(looked_at=None), name="emergency_not_looked_at"),
        ]

    def __str__(self):
        return f"Opened in an emergency, {self.opened_at:%d %B %Y}"


keep_history(BreakGlass)
