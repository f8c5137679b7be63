"""Somebody asked to be looked after by somebody else: why, who decides, and what came of it (R12, R34)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from people.privacy import classify
from support import access
from support.models.cases import Case


class SomebodyElseQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(access.somebody_else_visible_to(user, Case.objects.visible_to(user)))

    def open(self):
        return self.filter(decided_at=None)


class SomebodyElse(models.Model):
    """`about` is who looked after them when they asked; `owner` decides, and is somebody else wherever there is one."""

    class Why(models.TextChoices):
        UNEASY = "uneasy", "I do not feel at ease with them"
        KNOWN = "known", "We know each other too well"
        PART = "part", "They have a part in what happened"
        TIME = "time", "They have no time for me"
        UNSAID = "unsaid", "I would rather not say why"

    class Outcome(models.TextChoices):
        CHANGED = "changed", "Somebody else looks after them now"
        NOBODY = "nobody", "Nobody else can just now"
        TAKEN_BACK = "taken_back", "They would rather leave it as it was"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="asked_for_another")
    about = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    why = models.CharField(max_length=12, choices=Why)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = SomebodyElseQuerySet.as_manager()
    privacy = classify(
        identifying="about owner decided_by to",
        sensitive="why outcome",
        neither="id case asked_at due_at decided_at",
    )

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(decided_at=None), name="one_open_wish_for_another_a_case"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, outcome="") | (Q(decided_at__isnull=False) & ~Q(outcome="")),
                name="wish_for_another_decided_how",
            ),
        ]

    def __str__(self):
        return f"Asked for somebody else on {self.asked_at:%d %B %Y}"
