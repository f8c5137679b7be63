"""The two checklists as a trust has worded them, and what was ticked in a case (B6, R29, R140)."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from people.append_only import refuse_changes
from people.privacy import classify
from support.models.cases import Case


class ChecklistVersion(models.Model):
    """Published rows of one checklist, never changed: {"key", "words"} each. Before the first, the code's rows hold."""

    class Kind(models.TextChoices):
        MANAGER = "manager", "For whoever looks after a colleague"
        COLLEAGUE = "colleague", "For every colleague"

    kind = models.CharField(max_length=12, choices=Kind)
    number = models.PositiveIntegerField()
    rows = models.JSONField()
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    privacy = classify(identifying="published_by", neither="id kind number rows published_at")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="one_number_a_version_of_a_checklist")
        ]
        triggers = [refuse_changes()]

    def __str__(self):
        return f"Checklist {self.kind} {self.number}"


class ChecklistTick(models.Model):
    """One row ticked in one case, by whom and when. The words stay as they were when it was ticked."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="ticks")
    key = models.CharField(max_length=24)
    words = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    privacy = classify(identifying="by", sensitive="key words", neither="id case at")

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="one_tick_a_row_a_case")]

    def __str__(self):
        return self.words
