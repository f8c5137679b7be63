"""A senior leader tells somebody that what happened to them matters (R69): owed, then logged as sent; never its text."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.privacy import classify
from support import access
from support.models.cases import Case


class AcknowledgementQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(access.acknowledgement_visible_to(user, Case.objects.visible_to(user)))


class Acknowledgement(models.Model):
    class How(models.TextChoices):
        LETTER = "letter", "By letter or card"
        EMAIL = "email", "By email"
        PHONE = "phone", "By phone"
        MET = "met", "In person"
        NOT_WANTED = "not_wanted", "Not at all: they would rather not"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.OneToOneField(Case, models.PROTECT, related_name="acknowledgement")
    why = models.CharField(max_length=24, help_text="The row of acknowledging.RULES that asks for it")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    owed_from = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    how = models.CharField(max_length=12, choices=How, blank=True)

    objects = AcknowledgementQuerySet.as_manager()
    privacy = classify(
        identifying="owner sent_by", sensitive="why how", neither="id case owed_from due_at sent_at"
    )

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at=None, sent_by=None, how="")
                | (Q(sent_at__isnull=False, sent_by__isnull=False) & ~Q(how="")),
                name="acknowledged_by_whom_when_and_how",
            )
        ]
        indexes = [models.Index(fields=["owner"], condition=Q(sent_at=None), name="acknowledgement_owed_by")]

    def __str__(self):
        return f"Acknowledgement owed by {self.owner}"

    @property
    def was_told(self) -> bool:
        """Settled by telling them, and not because they would rather not hear from a senior leader."""
        return self.sent_at is not None and self.how != self.How.NOT_WANTED
