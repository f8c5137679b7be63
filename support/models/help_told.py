"""A role that gives practical help was told that a colleague may need it, and does not know whether anything happened."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.privacy import classify
from support import access


class HelpToldQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(access.told_visible_to(user))


class HelpTold(models.Model):
    """It leads to no case and says of none: a row about somebody who spoke in confidence looks like one about somebody
    to whom nothing happened. `keeper` asks the colleague; `retired_at` is when that was done.
    """

    class Source(models.TextChoices):
        COLLEAGUE = "colleague", "They told me themselves"
        MANAGER = "manager", "Their manager told me"
        RECORD = "record", "It stands in an absence record or a letter"
        ANOTHER = "another", "Somebody else told me"

    class Outcome(models.TextChoices):
        LOOKED_AFTER = "looked_after", "Somebody looks after them already"
        REPORTED = "reported", "Something happened, and it is reported now"
        NO_WISH = "no_wish", "They want nothing for now"
        NOT_WORK = "not_work", "It has nothing to do with work"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    colleague = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="help_told")
    track = models.CharField(max_length=24)
    source = models.CharField(max_length=12, choices=Source)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    keeper = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    chase = models.PositiveSmallIntegerField(default=0)
    chase_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)

    objects = HelpToldQuerySet.as_manager()
    privacy = classify(
        identifying="colleague by keeper",
        sensitive="track source outcome",
        neither="id added_at due_at chase chase_at retired_at",
    )

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(retired_at=None, outcome="") | Q(retired_at__isnull=False, chase_at=None),
                name="help_told_settled_is_not_chased",
            )
        ]
        indexes = [
            models.Index(fields=["chase_at"], condition=Q(chase_at__isnull=False), name="help_told_to_chase"),
            models.Index(fields=["by", "-added_at"], name="help_told_by"),
        ]

    def __str__(self):
        return str(self.id)
