"""A concern about how a report is dealt with: what somebody wrote, with whom it is, and the answer (R34)."""

import uuid

from django.db import models
from django.db.models import Q

from incidents import access
from incidents.access.concerns import AnswersAs
from incidents.models.incidents import Incident
from incidents.models.persons import InvolvedPerson
from people.encryption import EncryptedTextField
from people.models import User
from people.privacy import classify


class ConcernQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(access.concern_visible_to(user))

    def open(self):
        return self.filter(answered_at=None, moved_on_at=None)


class Concern(models.Model):
    """`follows` is the one that was raised with somebody else before: a concern is moved on once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="concerns")
    raised_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(
        InvolvedPerson,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="Who raised it, if it was somebody affected who had no account",
    )
    to = models.ForeignKey(User, models.PROTECT, related_name="+", help_text="The colleague who answers")
    role = models.CharField(max_length=12, choices=AnswersAs)
    words = EncryptedTextField()
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answer = EncryptedTextField(blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    follows = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    moved_on_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when it is raised with somebody else"
    )

    objects = ConcernQuerySet.as_manager()
    privacy = classify(
        identifying="raised_by person to answered_by",
        sensitive="role words answer",
        neither="id incident raised_at due_at answered_at follows moved_on_at",
    )
    # Nobody learns from the page of the trail who is not content (security.md I3).
    is_kept_from_the_trail_page = True

    class Meta:
        ordering = ["-raised_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="answered_concern_has_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(raised_by=None, person__isnull=False) | Q(raised_by__isnull=False, person=None),
                name="concern_raised_by_one",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(answered_at=None, moved_on_at=None),
                name="one_open_concern_a_person_without_account",
            ),
            models.UniqueConstraint(
                fields=["incident", "raised_by"],
                condition=Q(answered_at=None, moved_on_at=None),
                name="one_open_concern_a_person_a_report",
            ),
        ]
        indexes = [
            models.Index(fields=["to", "-raised_at", "-id"], name="concern_with"),
            models.Index(fields=["raised_by", "-raised_at", "-id"], name="concern_raised"),
        ]

    def __str__(self):
        return f"Concern {self.pk}"

    @property
    def raiser(self):
        """An account, or the person affected who has none."""
        return self.raised_by or self.person

    @property
    def raiser_account_id(self):
        """Whoever had no account when they raised it may have one now."""
        return self.person.user_id if self.person_id else self.raised_by_id

    @property
    def is_open(self):
        return self.answered_at is None and self.moved_on_at is None

    def can_move_on(self, at):
        """Answered, or not in time; and not moved on before."""
        ready = self.answered_at is not None or self.due_at <= at
        return ready and self.moved_on_at is None and self.follows_id is None
