"""How somebody is kept apart from the person who did it, agreed with them and looked at again and again (R50)."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from people.append_only import keep_history, refuse_changes
from people.encryption import EncryptedTextField
from people.privacy import classify
from support import access
from support.models.cases import Case


class SeparationPlanQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(access.separation_visible_to(Case.objects.visible_to(user)))


class SeparationPlan(models.Model):
    """One that stands a case; one that has ended stays to be read. `revision` counts the times it was saved."""

    class Way(models.TextChoices):
        AREA = "area", "A different area"
        ROTA = "rota", "A changed rota"
        VISITS = "visits", "Changed visits"
        LEFT = "left", "The person has left"
        NOT_WANTED = "not_wanted", "They do not want a change"

    class Ended(models.TextChoices):
        LEFT = "left", "The person who did it is not here any more"
        SAFE = "safe", "Your colleague feels safe without it"
        MOVED = "moved", "Your colleague works somewhere else now"
        ASKED = "asked", "Your colleague asked for it to end"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="separations")
    ways = ArrayField(models.CharField(max_length=12, choices=Way))
    area = EncryptedTextField(blank=True)
    rota = EncryptedTextField(blank=True)
    visits = EncryptedTextField(blank=True)
    risks = EncryptedTextField(blank=True)
    does_not_want = EncryptedTextField(blank=True)
    is_agreed = models.BooleanField(default=False, help_text="Agreed with the colleague it is for")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    review_due_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=12, choices=Ended, blank=True)

    objects = SeparationPlanQuerySet.as_manager()
    history = HistoricalRecords()
    privacy = classify(
        identifying="made_by",
        sensitive="ways area rota visits risks does_not_want is_agreed ended_why",
        neither="id case made_at review_due_at revision ended_at",
    )

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_at=None), name="one_separation_plan_a_case"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_why="") | (Q(ended_at__isnull=False) & ~Q(ended_why="")),
                name="separation_ended_says_why",
            ),
        ]

    def __str__(self):
        return f"How they are kept apart, from {self.made_at:%d %B %Y}"

    @property
    def ways_in_words(self) -> str:
        return ", ".join(str(self.Way(way).label) for way in self.ways).capitalize()


class SeparationReview(models.Model):
    """It was looked at again with the colleague. Never changed once written."""

    class FeelsSafe(models.TextChoices):
        YES = "yes", "Yes"
        PARTLY = "partly", "Not everywhere, or not always"
        NO = "no", "No"

    plan = models.ForeignKey(SeparationPlan, models.PROTECT, related_name="reviews")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    feels_safe = models.CharField(max_length=12, choices=FeelsSafe)
    next_due_at = models.DateTimeField(null=True, blank=True, help_text="Empty when the plan ended with it")

    privacy = classify(identifying="by", sensitive="feels_safe", neither="id plan at next_due_at")

    class Meta:
        ordering = ["-at", "-id"]
        triggers = [refuse_changes()]

    def __str__(self):
        return f"Looked at again on {self.at:%d %B %Y}"


keep_history(SeparationPlan)
