"""A case: one affected person's support, stage by stage. An incident has a case for each person (R49)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from incidents.models import InvolvedPerson
from people.append_only import keep_history, refuse_changes
from people.encryption import EncryptedJSONField
from people.models import Team
from people.privacy import classify
from support import access
from support.models.pathway import PathwayVersion
from support.workflow import (
    CASE_MOVES,
    CHECK_IN_MOVES,
    MOVES,
    CannotMove,
    CaseStatus,
    CheckInStatus,
    StageStatus,
)


class CaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(access.visible_to(user))

    def about(self, user):
        """The user's own cases, whatever else they may see."""
        return self.filter(access.about(user))


class Case(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(InvolvedPerson, models.PROTECT, related_name="case")
    team = models.ForeignKey(
        Team, models.PROTECT, related_name="+", help_text="The person's team when it happened"
    )
    version = models.ForeignKey(PathwayVersion, models.PROTECT, related_name="cases")
    lead = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="leads")
    lead_why = models.CharField(
        max_length=120, blank=True, help_text="Why the work went past the manager, if it did"
    )
    status = models.CharField(max_length=12, choices=CaseStatus, default=CaseStatus.OPEN)
    opened_at = models.DateTimeField(default=timezone.now)
    contacted_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(
        null=True, blank=True, help_text="When they said yes to support, if they have"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    next_due_at = models.DateTimeField(null=True, blank=True)

    objects = CaseQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["next_due_at"])

    privacy = classify(
        identifying="person lead",
        sensitive="lead_why status accepted_at",
        neither="id team version opened_at contacted_at closed_at next_due_at",
    )

    class Meta:
        ordering = ["next_due_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="closed", closed_at__isnull=False)
                | (~Q(status="closed") & Q(closed_at=None)),
                name="case_closed_means_when",
            )
        ]
        indexes = [
            models.Index(
                fields=["lead", "next_due_at", "id"], condition=Q(status="open"), name="case_open_of_lead"
            ),
            models.Index(
                fields=["team", "next_due_at", "id"], condition=Q(status="open"), name="case_open_of_team"
            ),
            models.Index(fields=["next_due_at", "id"], condition=Q(status="open"), name="case_open_by_due"),
            models.Index(fields=["opened_at"], name="case_opened"),
        ]

    def __str__(self):
        return f"Support for {self.person}"

    @property
    def incident(self):
        return self.person.incident

    @property
    def listed_as(self) -> str:
        """Their name on lists. In confidence, they are named only once the case is opened."""
        in_confidence = self.incident.is_sealed or access.is_protected(self.person)
        return "A colleague, in confidence" if in_confidence else str(self.person)

    def move_to(self, status):
        if status not in CASE_MOVES[self.status]:
            raise CannotMove(f"{self.status} to {status}")
        self.status = status


class Stage(models.Model):
    """One stage of one case: where it stands, why, and what was decided about what comes next (R36)."""

    class NextStep(models.TextChoices):
        GO_ON = "go_on", "Go on to the next stage"
        REPEAT = "repeat", "Do this stage again"
        REFER = "refer", "Refer for more support"
        ONGOING = "ongoing", "Go straight to ongoing support"
        NOTHING = "nothing", "Nothing more for now"

    case = models.ForeignKey(Case, models.PROTECT, related_name="stages")
    key = models.CharField(max_length=24)
    order = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12, choices=StageStatus, default=StageStatus.AHEAD)
    opens_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True, help_text="Empty for a stage with no window")
    booked_for = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    considered_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was first offered or settled"
    )
    led_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=24, blank=True)
    next_step = models.CharField(max_length=12, choices=NextStep, blank=True)
    answers = EncryptedJSONField(default=dict)
    answered_at = models.DateTimeField(
        null=True, blank=True, help_text="When what was answered last suggested something"
    )

    history = HistoricalRecords()
    privacy = classify(
        identifying="led_by",
        sensitive="status reason next_step answers",
        neither="id case key order opens_at due_at booked_for settled_at considered_at answered_at",
    )

    class Meta:
        ordering = ["case", "order"]
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="one_stage_of_a_kind_a_case")]
        # The figures of a month are those of the stages due in it.
        indexes = [models.Index(fields=["due_at"], name="stage_due")]

    def __str__(self):
        return self.key

    def move_to(self, status):
        if status not in MOVES[self.status]:
            raise CannotMove(f"{self.status} to {status}")
        self.status = status


class StageMove(models.Model):
    """Who moved a stage, when and why: what screens and measures read. Never changed once written."""

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="moves")
    moved_from = models.CharField(max_length=12, choices=StageStatus)
    moved_to = models.CharField(max_length=12, choices=StageStatus)
    reason = models.CharField(max_length=24, blank=True)
    next_step = models.CharField(max_length=12, choices=Stage.NextStep, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    privacy = classify(
        identifying="by", sensitive="moved_from moved_to reason next_step", neither="id stage at"
    )

    class Meta:
        ordering = ["at", "id"]
        triggers = [refuse_changes()]

    def __str__(self):
        return f"{self.stage}: {self.moved_from} to {self.moved_to}"


class CheckIn(models.Model):
    """A welfare check-in, so many weeks after the incident (R66, R80). How it went, never what was said."""

    class Feeling(models.TextChoices):
        BETTER = "better", "Getting better"
        SAME = "same", "About the same"
        WORSE = "worse", "Finding it harder"
        CALL = "call", "Would like a call"

    class Signs(models.TextChoices):
        NO = "no", "No"
        YES = "yes", "Yes"

    case = models.ForeignKey(Case, models.PROTECT, related_name="check_ins")
    week = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12, choices=CheckInStatus, default=CheckInStatus.AHEAD)
    due_at = models.DateTimeField()
    feeling = models.CharField(max_length=12, choices=Feeling, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    signs = models.CharField(
        max_length=3, choices=Signs, blank=True, help_text="Whether signs were noticed that may come late"
    )
    again_by = models.DateTimeField(
        null=True, blank=True, help_text="Nobody was reached: when they must be tried again by another way"
    )
    ask_at = models.DateTimeField(null=True, blank=True, help_text="When to write to the person next")
    asked_at = models.DateTimeField(null=True, blank=True, help_text="When the person was written to")

    history = HistoricalRecords(excluded_fields=["ask_at", "asked_at"])
    privacy = classify(
        identifying="answered_by",
        sensitive="feeling status signs",
        neither="id case week due_at answered_at again_by ask_at asked_at",
    )

    class Meta:
        ordering = ["case", "week"]
        constraints = [models.UniqueConstraint(fields=["case", "week"], name="one_check_in_a_week_a_case")]
        indexes = [models.Index(fields=["ask_at"], condition=Q(ask_at__isnull=False), name="check_in_to_ask")]

    def __str__(self):
        return f"Week {self.week}"

    def move_to(self, status):
        if status not in CHECK_IN_MOVES[self.status]:
            raise CannotMove(f"{self.status} to {status}")
        self.status = status


for model in (Case, Stage, CheckIn):
    keep_history(model)
