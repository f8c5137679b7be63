"""The register of policies that bear on violence and support: what each is for, who owns it, when it is reviewed (R14)."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from audit import access
from people.append_only import keep_history, refuse_changes
from people.privacy import classify
from support.models import PathwayVersion


class PolicyQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(access.policy_visible_to(user))

    def in_force(self):
        return self.filter(retired_at=None)

    def soonest_first(self):
        """What is to be reviewed first, and at the end what is in force no longer."""
        return self.order_by(F("retired_at").asc(nulls_first=True), "next_on", "title", "id")


class Policy(models.Model):
    """`version`, `reference`, `has_support`, `reviewed_on` and `next_on` are as the newest review left them.

    `has_support`: whether it holds the protocol of how staff are supported (R25).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=160)
    what_for = models.CharField(max_length=600)
    serves = models.CharField(max_length=160, blank=True, help_text="Items of a standard that it answers")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.CharField(max_length=40)
    reference = models.CharField(max_length=400, help_text="A link, or where it is found")
    has_support = models.BooleanField(default=False)
    reviewed_on = models.DateField()
    next_on = models.DateField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PolicyQuerySet.as_manager()
    history = HistoricalRecords()
    privacy = classify(
        identifying="owner added_by retired_by",
        neither="id title what_for serves version reference has_support reviewed_on next_on added_at retired_at",
    )

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(next_on__gt=F("reviewed_on")), name="policy_reviewed_again_later"
            ),
            models.CheckConstraint(
                condition=Q(retired_at=None, retired_by=None)
                | Q(retired_at__isnull=False, retired_by__isnull=False),
                name="policy_retired_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                F("retired_at").asc(nulls_first=True), "next_on", "title", "id", name="policy_soonest_first"
            ),
            models.Index(fields=["owner"], condition=Q(retired_at=None), name="policy_of_owner"),
        ]

    def __str__(self):
        return self.title

    def is_late(self, on: date) -> bool:
        return self.retired_at is None and self.next_on < on


class PolicyReview(models.Model):
    """One review, or the entry into the register: what version stood from then on. Never changed once written.

    `pathway` is the trust's pathway that was in force that day, where the policy holds the protocol; empty before there
    was one.
    """

    class Outcome(models.TextChoices):
        ENTERED = "entered", "Reviewed before it was in the register"
        KEPT = "kept", "Kept as it is"
        CHANGED = "changed", "Changed"

    policy = models.ForeignKey(Policy, models.PROTECT, related_name="reviews")
    outcome = models.CharField(max_length=8, choices=Outcome)
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.CharField(max_length=40)
    reference = models.CharField(max_length=400)
    has_support = models.BooleanField(default=False)
    pathway = models.ForeignKey(PathwayVersion, models.PROTECT, null=True, blank=True, related_name="+")
    what_changed = models.CharField(max_length=1000, blank=True)
    next_on = models.DateField()

    privacy = classify(
        identifying="by",
        neither="id policy outcome on at version reference has_support pathway what_changed next_on",
    )

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(next_on__gt=F("on")), name="policy_review_before_the_next"),
            models.CheckConstraint(
                condition=~Q(outcome="changed", what_changed=""), name="changed_policy_says_what_changed"
            ),
        ]
        indexes = [models.Index(fields=["policy", "-at", "-id"], name="policy_reviews_newest_first")]
        triggers = [refuse_changes()]

    def __str__(self):
        return f"{self.policy}, version {self.version}"


keep_history(Policy)
