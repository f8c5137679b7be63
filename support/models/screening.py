"""The screening questionnaire. It is switched off until an administrator records the permission to use it (B13)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.append_only import refuse_changes
from people.encryption import EncryptedJSONField
from people.privacy import classify
from support.access import screening as access
from support.models.cases import Case

ITEMS = 10


class ScreeningLicence(models.Model):
    """The permission and the wording that came with it. Each change is a new row; the last one holds.

    `items` are the ten questions as the trust was allowed to use them, `introduction` what is said above them; both
    are empty until they are entered.
    """

    is_on = models.BooleanField(default=False)
    items = models.JSONField(default=list)
    introduction = models.CharField(max_length=500, blank=True, help_text="What stands above the items")
    given_by = models.CharField(max_length=200, blank=True)
    reference = models.CharField(max_length=200, blank=True)
    given_on = models.DateField(null=True, blank=True)
    evidence = models.CharField(max_length=500, blank=True)
    from_day = models.PositiveSmallIntegerField(default=28)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)

    privacy = classify(
        identifying="given_by set_by",
        neither="id is_on items introduction reference given_on evidence from_day set_at",
    )

    class Meta:
        ordering = ["-id"]
        triggers = [refuse_changes()]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_on=False)
                | (
                    ~Q(given_by="")
                    & ~Q(reference="")
                    & ~Q(evidence="")
                    & Q(given_on__isnull=False)
                    & ~Q(items=[])
                ),
                name="screening_on_means_permitted",
            ),
        ]

    def __str__(self):
        return "On" if self.is_on else "Off"


class ScreeningQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those that their owners share with occupational health, while the questionnaire is switched on."""
        return self.filter(access.shared_with(user))

    def about(self, user):
        return self.filter(access.own(user))


class Screening(models.Model):
    """One answering. The answers are kept here, encrypted, and nowhere else; the score is never kept at all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="screenings")
    licence = models.ForeignKey(ScreeningLicence, models.PROTECT, related_name="+")
    answers = EncryptedJSONField(default=list)
    answered_at = models.DateTimeField(default=timezone.now)

    is_kept_from_the_trail_page = True
    objects = ScreeningQuerySet.as_manager()
    privacy = classify(sensitive="answers answered_at case", neither="id licence")

    class Meta:
        ordering = ["-answered_at", "-id"]
        indexes = [models.Index(fields=["case", "-answered_at"], name="screening_of_case")]

    def __str__(self):
        return "An answer of their own"


class ScreeningOffer(models.Model):
    """They were told once that it is there, or have said that they do not want it. Nobody else sees this."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="screening_offer")
    told_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)

    is_kept_from_the_trail_page = True
    privacy = classify(sensitive="case told_at declined_at")

    def __str__(self):
        return "Told that it is there"


class ScreeningConsent(models.Model):
    """The person lets occupational health read their answers, until they take it back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="screening_consents")
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    is_kept_from_the_trail_page = True
    privacy = classify(sensitive="case given_at withdrawn_at", neither="id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(withdrawn_at=None), name="one_screening_consent_a_case"
            )
        ]

    def __str__(self):
        return "Consent"
