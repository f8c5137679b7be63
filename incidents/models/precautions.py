"""What was put in place about a person who is said to have hurt staff, and until when before it is looked at again (B4)."""

import uuid

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from incidents import access, precautions
from incidents.models.incidents import Incident
from incidents.models.persons import AllegedPerpetrator
from people.append_only import keep_history
from people.encryption import EncryptedTextField
from people.models import User
from people.privacy import classify


class PrecautionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of reports the user may open and plans safety for."""
        reports = Incident.objects.visible_to(user).filter(access.safety_of(user))
        return self.filter(incident__in=reports.values("pk"))

    def in_place(self):
        return self.filter(ended_at=None)

    def about(self, fingerprint: str):
        """Whatever report it came from. A sealed report gives nothing away elsewhere."""
        return self.filter(fingerprint=fingerprint, incident__is_sealed=False)


class Precaution(models.Model):
    """One step about one person. `fingerprint` finds it again on a later report; facts are what was seen and said."""

    class Told(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="precautions")
    alleged = models.ForeignKey(AllegedPerpetrator, models.PROTECT, related_name="precautions")
    identifier = EncryptedTextField(help_text="As it was when this was put in place")
    fingerprint = models.CharField(max_length=64, db_index=True, editable=False)
    kind = models.CharField(max_length=16, choices=precautions.CHOICES)
    facts = EncryptedTextField()
    starts_on = models.DateField()
    review_on = models.DateField()
    told = models.CharField(max_length=8, choices=Told)
    told_on = models.DateField(null=True, blank=True)
    told_why = EncryptedTextField(blank=True, help_text="Why the person was not told")
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    why = EncryptedTextField(blank=True, help_text="Why it goes on or has ended, said at its last review")

    objects = PrecautionQuerySet.as_manager()
    history = HistoricalRecords()
    privacy = classify(
        identifying="alleged identifier fingerprint set_by ended_by",
        sensitive="kind facts told told_on told_why why",
        neither="id incident starts_on review_on set_at ended_at",
    )

    class Meta:
        ordering = ["review_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(review_on__gte=F("starts_on")), name="precaution_is_reviewed_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="precaution_ended_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(told="no", told_on=None) | (~Q(told="no") & Q(told_on__isnull=False)),
                name="precaution_told_on_a_day",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()


keep_history(Precaution)
