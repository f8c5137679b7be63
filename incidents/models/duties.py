"""Something that somebody owes about a report or a team until a time: the clock looks at these rows and at nothing else."""

import uuid

from django.db import models
from django.db.models import Q

from incidents.models.incidents import Incident
from people.models import Team, User
from people.privacy import classify


class DutyQuerySet(models.QuerySet):
    def open(self):
        return self.filter(kept_at=None)

    def visible_to(self, user):
        """Whoever owes it. What it is about has rules of its own."""
        return self.filter(owner=user) if user.is_active else self.none()


class Duty(models.Model):
    """`key` is a row of incidents/duties.py; `subject` says which one, so that owing it twice is owing it once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=24)
    subject = models.CharField(max_length=80)
    incident = models.ForeignKey(Incident, models.PROTECT, null=True, blank=True, related_name="duties")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="duties")
    owner = models.ForeignKey(User, models.PROTECT, related_name="duties")
    opens_at = models.DateTimeField()
    due_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True, blank=True)
    chase = models.PositiveSmallIntegerField(default=0, help_text="How many messages have been sent about it")
    chase_at = models.DateTimeField(null=True, blank=True)

    objects = DutyQuerySet.as_manager()
    privacy = classify(
        identifying="owner",
        sensitive="key subject",
        neither="id incident team opens_at due_at kept_at chase chase_at",
    )

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["key", "subject"], name="one_duty_of_a_kind_a_subject"),
            models.CheckConstraint(
                condition=Q(kept_at=None, chase_at__isnull=False) | Q(kept_at__isnull=False, chase_at=None),
                name="duty_is_chased_until_it_is_kept",
            ),
        ]
        indexes = [
            models.Index(fields=["chase_at"], condition=Q(kept_at=None), name="duty_to_chase"),
            models.Index(fields=["owner", "due_at"], condition=Q(kept_at=None), name="duty_open_of_owner"),
        ]

    def __str__(self):
        return f"{self.key}, {self.subject}"
