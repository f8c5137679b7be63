"""A reflective round: staff come together to think about their work. What is said there is never kept (R124)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.models import Team
from people.privacy import classify
from reviews import access


class RoundQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(access.rounds_visible_to(user))

    def run_by(self, user):
        return self.filter(access.rounds_run_by(user))


class ReflectiveRound(models.Model):
    """Online for the whole organisation, or in person for one department. Only how many came is counted, never who."""

    class Mode(models.TextChoices):
        ONLINE = "online", "Online, for everybody"
        IN_PERSON = "in_person", "In person, for one department"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=120)
    mode = models.CharField(max_length=12, choices=Mode)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    place = models.CharField(max_length=200, blank=True, help_text="The room or the link")
    starts_at = models.DateTimeField()
    facilitator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="rounds")
    came = models.PositiveSmallIntegerField(null=True, blank=True, help_text="How many came")
    counted_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects = RoundQuerySet.as_manager()
    privacy = classify(
        identifying="facilitator",
        neither="id title mode team place starts_at came counted_at cancelled_at made_at",
    )

    class Meta:
        ordering = ["-starts_at", "id"]
        indexes = [models.Index(fields=["-starts_at"], name="round_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(came=None, counted_at=None) | Q(came__isnull=False, counted_at__isnull=False),
                name="round_counted_means_when",
            ),
            models.CheckConstraint(
                condition=Q(mode="online", team=None) | Q(mode="in_person", team__isnull=False),
                name="round_of_a_department_in_person",
            ),
        ]

    def __str__(self):
        return self.title
