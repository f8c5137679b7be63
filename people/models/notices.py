"""What we tell people: a row is written with the change itself, the email leaves afterwards."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.encryption import EncryptedTextField
from people.models.staff import User
from people.privacy import classify

ONE_OF_THEM = Q(to__isnull=False, address=None) | Q(to=None, address__isnull=False)


class Address(models.Model):
    """The email address of somebody without an account. `key` is its keyed hash: the same address is one row."""

    key = models.CharField(max_length=64, unique=True, editable=False)
    email = EncryptedTextField()

    privacy = classify(identifying="key email", neither="id")

    def __str__(self):
        return "Somebody without an account"


class Mailing(models.Model):
    """One email to one person: an urgent notice, or the day's digest. Claimed by a lease, so a dead worker loses nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    to = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    address = models.ForeignKey(Address, models.PROTECT, null=True, related_name="+")
    digest_on = models.DateField(null=True)
    send_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    gave_up_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=200, blank=True)

    privacy = classify(
        identifying="to address",
        neither="id digest_on send_at leased_until attempts sent_at gave_up_at problem",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["to", "digest_on"], name="one_digest_a_person_a_day"),
            models.UniqueConstraint(fields=["address", "digest_on"], name="one_digest_an_address_a_day"),
            models.CheckConstraint(condition=ONE_OF_THEM, name="mailing_to_one"),
        ]
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
    to = models.ForeignKey(User, models.PROTECT, null=True, related_name="notices")
    address = models.ForeignKey(Address, models.PROTECT, null=True, related_name="notices")
    line = models.CharField(max_length=200)
    link = models.CharField(max_length=200, blank=True)
    is_urgent = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    send_at = models.DateTimeField()
    mailing = models.ForeignKey(Mailing, models.PROTECT, null=True, related_name="notices")
    read_at = models.DateTimeField(null=True)

    privacy = classify(
        identifying="to address",
        sensitive="link",
        neither="id key line is_urgent created_at send_at mailing read_at",
    )

    class Meta:
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=ONE_OF_THEM, name="notice_to_one")]
        indexes = [
            models.Index(fields=["send_at"], condition=Q(mailing=None), name="notice_waiting"),
            models.Index(fields=["to", "-id"]),
            models.Index(fields=["to"], condition=Q(read_at=None), name="notice_unread"),
        ]

    def __str__(self):
        return self.line
