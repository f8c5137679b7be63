"""Photos and documents that belong to a report, kept encrypted and never changed."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q

from incidents import access
from incidents.models.incidents import Incident
from people.encryption import EncryptedBytesField, EncryptedTextField
from people.models import User
from people.privacy import classify


class EvidenceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of reports the user may open, those whose evidence is theirs to see."""
        reports = Incident.objects.visible_to(user).filter(access.evidence_of(user))
        return self.filter(incident__in=reports.values("pk"))

    def kept(self):
        return self.filter(withdrawn_at=None)


class Evidence(models.Model):
    """A file without its own name: `number` and kind name it. Withdrawn, it is kept and not served."""

    class Kind(models.TextChoices):
        PHOTO = "photo", "Photo"
        PICTURE = "picture", "Picture"
        PDF = "pdf", "PDF document"
        WORD = "word", "Word document"
        TEXT = "text", "Text"

    SUFFIXES = {"photo": ".jpg", "picture": ".png", "pdf": ".pdf", "word": ".docx", "text": ".txt"}
    TYPES = {
        "photo": "image/jpeg",
        "picture": "image/png",
        "pdf": "application/pdf",
        "word": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "text": "text/plain; charset=utf-8",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="evidence")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    size = models.PositiveIntegerField(help_text="Bytes, as it is kept")
    shows = EncryptedTextField(blank=True)
    content = EncryptedBytesField()
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_why = EncryptedTextField(blank=True)

    objects = EvidenceQuerySet.as_manager()
    privacy = classify(
        identifying="content added_by withdrawn_by",
        sensitive="shows withdrawn_why",
        neither="id incident number kind size added_at withdrawn_at",
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="one_number_a_piece_of_evidence"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="evidence_withdrawn_by_somebody",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="evidence_stays_as_it_was",
                fields=["incident", "number", "kind", "size", "shows", "content", "added_by", "added_at"],
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.number}"

    @property
    def file_name(self):
        """Ours; it says nothing about whoever took it."""
        return f"{self.incident.reference}-{self.kind}-{self.number}{self.SUFFIXES[self.kind]}"

    @property
    def type(self):
        return self.TYPES[self.kind]
