"""What staff and trade unions are asked, what they said, and what changed because of it (R15)."""

import uuid
from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from audit import access
from audit.models.policies import Policy
from people.append_only import keep_history
from people.encryption import EncryptedTextField
from people.privacy import classify


class ConsultationQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(access.consultation_visible_to(user))

    def unfinished_first(self):
        return self.order_by(F("ended_at").desc(nulls_first=True), "closes_on", "id")


class Consultation(models.Model):
    """`about` is empty where no policy of the register is asked about. `said` is read by everybody once it has ended,
    and until then by those who run it.
    """

    class Asked(models.TextChoices):
        STAFF_SIDE = "staff_side", "Staff side, all unions together"
        UNIONS = "unions", "Trade union representatives"
        SAFETY_REPS = "safety_reps", "Health and safety representatives"
        NETWORKS = "networks", "Staff networks"
        TEAMS = "teams", "Particular teams"
        EVERYBODY = "everybody", "Everybody who works here"

    class Outcome(models.TextChoices):
        CHANGED = "changed", "Something changed"
        UNCHANGED = "unchanged", "Nothing changed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=160)
    about = models.ForeignKey(
        Policy, models.PROTECT, null=True, blank=True, related_name="consultations", db_index=False
    )
    question = models.CharField(max_length=2000)
    with_whom = ArrayField(models.CharField(max_length=12, choices=Asked))
    opens_on = models.DateField()
    closes_on = models.DateField()
    how = models.CharField("how to answer", max_length=600)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    said = EncryptedTextField(blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    because = models.TextField(blank=True, help_text="What changed because of it, or why nothing did")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ConsultationQuerySet.as_manager()
    history = HistoricalRecords()
    privacy = classify(
        identifying="owner begun_by ended_by",
        sensitive="said",
        neither="id title about question with_whom opens_on closes_on how begun_at outcome because ended_at",
    )

    class Meta:
        ordering = ["-closes_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="consultation_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, outcome="", because="")
                | (
                    Q(ended_at__isnull=False, ended_by__isnull=False)
                    & ~Q(outcome="")
                    & ~Q(because="")
                    & ~Q(said="")
                ),
                name="ended_consultation_says_what_came_of_it",
            ),
        ]
        indexes = [
            models.Index(
                F("ended_at").desc(nulls_first=True), "closes_on", "id", name="consultation_unfinished_first"
            ),
            models.Index(fields=["closes_on"], condition=Q(ended_at=None), name="consultation_open"),
            models.Index(fields=["about", "-closes_on"], name="consultation_about"),
        ]

    def __str__(self):
        return self.title

    @property
    def asked(self) -> str:
        return "; ".join(self.Asked(key).label for key in self.with_whom)

    def is_open(self, on: date) -> bool:
        return self.ended_at is None and self.opens_on <= on <= self.closes_on


keep_history(Consultation)
