"""What a person decided about something that an answer suggested: taken up, or not and why (R36, R37)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.privacy import classify
from support.models.cases import Case, Stage


class SuggestionDecision(models.Model):
    """It stands until the answer behind it changes: then the suggestion is made anew."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="decisions")
    key = models.CharField(max_length=24)
    is_taken = models.BooleanField()
    reason = models.CharField(max_length=24, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    superseded_at = models.DateTimeField(null=True, blank=True)

    privacy = classify(
        identifying="by", sensitive="key is_taken reason", neither="id case stage at superseded_at"
    )

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "key"], condition=Q(superseded_at=None), name="one_decision_a_suggestion"
            ),
            models.CheckConstraint(
                condition=Q(is_taken=True, reason="") | (Q(is_taken=False) & ~Q(reason="")),
                name="not_taken_up_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.key}: {'taken up' if self.is_taken else 'not taken up'}"
