"""Proof for what somebody may claim back: photos and documents of one help, kept encrypted and never changed (R90)."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models

from incidents.models import Evidence
from people.encryption import EncryptedBytesField, EncryptedTextField
from people.privacy import classify
from support.models.help import Help


class HelpFile(models.Model):
    """A file without its own name. `added_by` empty is the colleague, who has no account. Taken out, it is kept and
    given to nobody; there is no list of files beside that of a help somebody opened.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    help = models.ForeignKey(Help, models.PROTECT, related_name="files")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Evidence.Kind)
    size = models.PositiveIntegerField(help_text="Bytes, as it is kept")
    shows = EncryptedTextField(blank=True)
    content = EncryptedBytesField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    privacy = classify(
        identifying="content added_by",
        sensitive="shows",
        neither="id help number kind size added_at withdrawn_at",
    )

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["help", "number"], name="one_number_a_file_of_a_help")]
        triggers = [
            pgtrigger.ReadOnly(
                name="help_file_stays_as_it_was",
                fields=["help", "number", "kind", "size", "shows", "content", "added_by", "added_at"],
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.number}"

    @property
    def file_name(self):
        """Ours; it says neither whose it is nor what it is about."""
        return f"{self.kind}-{self.number}{Evidence.SUFFIXES[self.kind]}"

    @property
    def type(self):
        return Evidence.TYPES[self.kind]
