"""What we tell people: a row is written with the change itself, the email leaves afterwards."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.models.staff import User
from people.privacy import classify


class Mailing(models.Model):
    """One email to one person: an urgent notice, or the day's digest. Claimed by a lease, so a dead worker loses nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    to = models.ForeignKey(User, models.PROTECT, related_name="+")
    digest_on = models.DateField(null=True)
    send_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    gave_up_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=200, blank=True)

    privacy = classify(
        identifying="to",
        neither="id digest_on send_at leased_until attempts sent_at gave_up_at problem",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["to", "digest_on"], name="one_digest_a_person_a_day")]
        indexes = [
            models.Index(
                fields=["send_at"], condition=Q(sent_at=None, gave_up_at=None), name="mailing_unsent"
            ),
            models.Index(fields=["gave_up_at"], condition=~Q(gave_up_at=None), name="mailing_given_up"),
        ]

    def __str__(self):
        return f"Mailing {self.id}"


class Notice(models.Model):
    """One thing told to one person. `key` is unique, so doing the telling twice tells once."""

    key = models.CharField(max_length=120, unique=True)
    to = models.ForeignKey(User, models.PROTECT, related_name="notices")
    line = models.CharField(max_length=200)
    link = models.CharField(max_length=200, blank=True)
    is_urgent = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    send_at = models.DateTimeField()
    mailing = models.ForeignKey(Mailing, models.PROTECT, null=True, related_name="notices")
    read_at = models.DateTimeField(null=True)

    privacy = classify(
        identifying="to", sensitive="link", neither="id key line is_urgent created_at send_at mailing read_at"
    )

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["send_at"], condition=Q(mailing=None), name="notice_waiting"),
            models.Index(fields=["to", "-id"]),
            models.Index(fields=["to"], condition=Q(read_at=None), name="notice_unread"),
        ]

    def __str__(self):
        return self.line
