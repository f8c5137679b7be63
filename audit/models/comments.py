"""What a union representative says of published figures, and the answer they are owed (R15). Never taken away."""

import uuid
from datetime import datetime

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from audit import access
from audit.models.publications import Publication
from people.encryption import EncryptedTextField
from people.privacy import classify


class CommentQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(access.comment_visible_to(user))

    def waiting_first(self):
        return self.order_by(F("answered_at").desc(nulls_first=True), "-made_at", "id")


class Comment(models.Model):
    """`measure` is a row of audit/measures.py; empty for all of the figures. The database lets nobody change or delete
    what was said, nor an answer that was given.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="comments")
    measure = models.CharField(max_length=40, blank=True)
    words = EncryptedTextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", help_text="Who owes the answer"
    )
    due_at = models.DateTimeField()
    answer = EncryptedTextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()
    privacy = classify(
        identifying="by owner answered_by",
        sensitive="words answer",
        neither="id publication measure made_at due_at answered_at",
    )

    class Meta:
        ordering = ["-made_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="answered_comment_has_an_answer",
            ),
        ]
        indexes = [
            models.Index(
                F("answered_at").desc(nulls_first=True),
                F("made_at").desc(),
                "id",
                name="comment_waiting_first",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_taken_away", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="said_stays_said", fields=["publication", "measure", "words", "by", "made_at", "due_at"]
            ),
            pgtrigger.Protect(
                name="answered_stays_answered",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__answered_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"Comment of {self.made_at:%-d %B %Y}"

    def is_late(self, at: datetime) -> bool:
        return self.answered_at is None and self.due_at <= at
