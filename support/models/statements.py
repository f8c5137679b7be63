"""A personal impact statement (R125): the person's own, kept encrypted, read by nobody they have not chosen."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from people.encryption import EncryptedTextField
from people.privacy import classify
from support import access
from support.models.cases import Case


class Statement(models.Model):
    """`draft` is what is being written. `address` is the keyed hash of the address whose link opened the page on which
    somebody without an account wrote it: no other address opens it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.OneToOneField(Case, models.PROTECT, related_name="statement")
    draft = EncryptedTextField(blank=True)
    address = models.CharField(max_length=64, blank=True)
    saved_at = models.DateTimeField()

    privacy = classify(identifying="address", sensitive="draft", neither="id case saved_at")
    # Nobody learns from the page of the trail that there is one.
    is_kept_from_the_trail_page = True

    def __str__(self):
        return f"Statement {self.pk}"


class StatementVersion(models.Model):
    """What they decided to keep, numbered. Only its writer takes one away."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    words = EncryptedTextField()
    kept_at = models.DateTimeField()

    privacy = classify(sensitive="words", neither="id statement number kept_at")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "number"], name="one_version_of_a_number_a_statement"
            )
        ]

    def __str__(self):
        return f"Version {self.number}"

    @property
    def label(self) -> str:
        return f"{self.number}, {self.kept_at:%d %B %Y}"


class ShareQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(access.share_visible_to(user))

    def open(self):
        return self.filter(withdrawn_at=None)


class StatementShare(models.Model):
    """Consent for one named colleague (`to`), or for the review panel (`to` empty), to read one version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="shares")
    version = models.ForeignKey(StatementVersion, models.CASCADE, related_name="+")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = ShareQuerySet.as_manager()
    privacy = classify(identifying="to", neither="id statement version given_at withdrawn_at")
    is_kept_from_the_trail_page = True

    class Meta:
        ordering = ["-given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "to"],
                condition=Q(withdrawn_at=None),
                nulls_distinct=False,
                name="one_open_share_a_reader",
            )
        ]

    def __str__(self):
        return f"Shared with {self.to or 'the review panel'}"


class StatementReading(models.Model):
    """Who opened it, and when: its writer sees this."""

    share = models.ForeignKey(StatementShare, models.CASCADE, related_name="readings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    privacy = classify(identifying="by", neither="id share at")

    class Meta:
        ordering = ["-at"]

    def __str__(self):
        return f"Read by {self.by}"
