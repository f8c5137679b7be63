"""Practical help for one person: a track, its steps with their dates, and what was noted. No narrative."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from people.append_only import keep_history, refuse_changes
from people.encryption import EncryptedJSONField
from people.privacy import classify
from support import access
from support.models.cases import Case
from support.workflow import HELP_MOVES, HELP_STEP_MOVES, CannotMove, HelpStatus, HelpStepStatus


class HelpQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(access.help_visible_to(user, Case.objects.visible_to(user)))

    def about(self, user):
        """What was opened for the user themselves."""
        return self.filter(case__in=Case.objects.about(user))


class Help(models.Model):
    """One track opened for one case. `owner` empty is whoever looks after the case.

    `facts` holds the latest answers, by step. `shared_at` is when the colleague agreed that others than those
    who look after them learn of it; it matters for tracks that ask, in confidence, and while it `is_held`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="helps")
    track = models.CharField(max_length=24)
    number = models.PositiveSmallIntegerField(help_text="The nth of this track in the case")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="helps_owned"
    )
    status = models.CharField(max_length=12, choices=HelpStatus, default=HelpStatus.OPEN)
    wording = models.CharField(
        max_length=24, blank=True, help_text="Version of the track's list, if it has one"
    )
    opened_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    shared_at = models.DateTimeField(null=True, blank=True)
    next_due_at = models.DateTimeField(null=True, blank=True)
    is_held = models.BooleanField(
        default=False, help_text="A role asked for it that may not know of the case"
    )
    facts = EncryptedJSONField(default=dict)

    objects = HelpQuerySet.as_manager()
    privacy = classify(
        identifying="owner",
        sensitive="track status facts",
        neither="id case number wording opened_at settled_at shared_at next_due_at is_held",
    )

    class Meta:
        ordering = ["case", "opened_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "track", "number"], name="one_help_of_a_number_a_track"),
            models.CheckConstraint(
                condition=Q(status="open", settled_at=None)
                | (~Q(status="open") & Q(settled_at__isnull=False)),
                name="help_settled_means_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["track", "next_due_at", "id"], condition=Q(status="open"), name="help_open_of_track"
            ),
            models.Index(
                fields=["owner", "next_due_at", "id"], condition=Q(status="open"), name="help_open_of_owner"
            ),
        ]

    def __str__(self):
        return f"{self.track} {self.number}"

    def move_to(self, status):
        if status not in HELP_MOVES[self.status]:
            raise CannotMove(f"{self.status} to {status}")
        self.status = status


class HelpStep(models.Model):
    """A step or a log of one track. `due_at` empty: nothing is owed for it now.

    Where both must agree, `proposed_at` and `agreed_at` are when the owner and when the colleague did.
    """

    help = models.ForeignKey(Help, models.PROTECT, related_name="steps")
    key = models.CharField(max_length=24)
    order = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12, choices=HelpStepStatus, default=HelpStepStatus.AHEAD)
    due_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    proposed_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    history = HistoricalRecords()
    privacy = classify(
        identifying="by",
        sensitive="status",
        neither="id help key order due_at settled_at proposed_at agreed_at",
    )

    class Meta:
        ordering = ["help", "order"]
        constraints = [models.UniqueConstraint(fields=["help", "key"], name="one_step_of_a_kind_a_help")]

    def __str__(self):
        return f"{self.help}: {self.key}"

    def move_to(self, status):
        if status not in HELP_STEP_MOVES[self.status]:
            raise CannotMove(f"{self.status} to {status}")
        self.status = status


class HelpEntry(models.Model):
    """What was recorded, by whom and when: of a step, of a log, or with no key of the help itself. Never changed.

    `outcome` is the status that it led to; `on` is the day that an entry of a log is about.
    """

    help = models.ForeignKey(Help, models.PROTECT, related_name="entries")
    key = models.CharField(max_length=24, blank=True)
    outcome = models.CharField(max_length=12, blank=True)
    on = models.DateField(null=True, blank=True)
    answers = EncryptedJSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    privacy = classify(identifying="by", sensitive="outcome answers", neither="id help key on at")

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["help", "key", "at"], name="help_entry_of_step")]
        triggers = [refuse_changes()]

    def __str__(self):
        return f"{self.help}: {self.key}"


class TrustText(models.Model):
    """A text that is the trust's own to fill in: what we do not know stands empty, and is never invented."""

    key = models.CharField(max_length=32, unique=True)
    words = models.TextField(blank=True)

    history = HistoricalRecords()
    privacy = classify(neither="id key words")

    def __str__(self):
        return self.key


for model in (HelpStep, TrustText):
    keep_history(model)
