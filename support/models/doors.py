"""A door: a way in for somebody without an account, to their own case, once."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from people.privacy import classify
from support.models.cases import Case


class DoorQuerySet(models.QuerySet):
    def unused(self, at):
        return self.filter(used_at=None, closed_at=None, expires_at__gt=at)


class Door(models.Model):
    """`address` is the keyed hash of the address it was sent to; empty for one that somebody handed over.

    What is in this row opens nothing: the link is this id with a signature, made when the email is made.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="doors")
    purpose = models.CharField(max_length=60, help_text='"own", "check_in.4" or "session.<id>"')
    address = models.CharField(max_length=64, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", help_text="Who handed it over"
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True, help_text="When its visit ended, or it was taken back")

    objects = DoorQuerySet.as_manager()
    privacy = classify(
        identifying="address made_by", neither="id case purpose made_at expires_at used_at closed_at"
    )

    class Meta:
        ordering = ["-made_at"]
        indexes = [models.Index(fields=["case", "-made_at"], name="door_of_case")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(address="") & Q(made_by__isnull=False)) | (~Q(address="") & Q(made_by=None)),
                name="door_sent_or_handed_over",
            )
        ]

    def __str__(self):
        return f"Door to {self.purpose}"
