"""Where a recording is held, and to whom it was given. The recording itself is not kept here (R35, R91)."""

import uuid

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from incidents import access
from incidents.models.incidents import Incident
from people.append_only import keep_history, refuse_changes
from people.encryption import EncryptedTextField
from people.models import User
from people.privacy import classify


class FootageQuerySet(models.QuerySet):
    def visible_to(self, user):
        reports = Incident.objects.visible_to(user).filter(access.evidence_of(user))
        return self.filter(incident__in=reports.values("pk"))


class Footage(models.Model):
    """A recording somebody else keeps until `kept_until`. `decided_at` says that somebody decided whether that is long
    enough."""

    class Kind(models.TextChoices):
        CCTV = "cctv", "CCTV"
        BODY_WORN = "body_worn", "Body-worn camera"
        TELEPHONE = "telephone", "Recorded telephone call"
        OTHER = "other", "Another recording"

    class Decision(models.TextChoices):
        LONGER = "longer", "It must be kept longer"
        COPIED = "copied", "The police or somebody else has a copy that is kept"
        LET_GO = "let_go", "It is not needed any longer"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="footage")
    kind = models.CharField(max_length=12, choices=Kind)
    reference = EncryptedTextField()
    custodian = EncryptedTextField(help_text="Who keeps it and can find it")
    held_at = EncryptedTextField(blank=True, help_text="Where it is held")
    covers_from = models.DateTimeField(null=True, blank=True)
    covers_until = models.DateTimeField(null=True, blank=True)
    kept_until = models.DateField(help_text="The last day before it is deleted where it is held")
    decision = models.CharField(max_length=12, choices=Decision, blank=True)
    why = EncryptedTextField(blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    objects = FootageQuerySet.as_manager()
    history = HistoricalRecords()
    privacy = classify(
        identifying="custodian noted_by decided_by",
        sensitive="reference held_at covers_from covers_until decision why",
        neither="id incident kind kept_until decided_at noted_at",
    )

    class Meta:
        ordering = ["noted_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(covers_from=None) | Q(covers_until=None) | Q(covers_until__gte=F("covers_from")),
                name="footage_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None, decided_by=None)
                | (~Q(decision="") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="footage_decided_by_somebody",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()


keep_history(Footage)


class FootageDisclosure(models.Model):
    """It was given, or shown, to somebody: who, on what day and why. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    footage = models.ForeignKey(Footage, models.PROTECT, related_name="disclosures")
    to = EncryptedTextField()
    on = models.DateField()
    why = EncryptedTextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    privacy = classify(identifying="to by", sensitive="why", neither="id footage on at")

    class Meta:
        ordering = ["on", "at"]
        triggers = [refuse_changes()]

    def __str__(self):
        return f"{self.footage}, {self.on}"
