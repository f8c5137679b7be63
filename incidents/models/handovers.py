"""The safety cross of a team: what was said at each handover, and each incident that was marked there."""

import uuid

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from incidents import kinds, shifts
from incidents.models.incidents import Incident
from people.append_only import keep_history
from people.models import Team, User
from people.privacy import classify


class SafetyCross(models.Model):
    """A team keeps one from its first handover. `wall_hash` is the keyed hash of the secret in the address of its wall
    page."""

    team = models.OneToOneField(Team, models.PROTECT, primary_key=True, related_name="safety_cross")
    reminds = models.BooleanField(default=True, help_text="Whether missing handovers are told of")
    wall_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    wall_since = models.DateTimeField(null=True, blank=True)

    privacy = classify(neither="team reminds wall_hash wall_since")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(wall_hash=None, wall_since=None)
                | Q(wall_hash__isnull=False, wall_since__isnull=False),
                name="wall_has_a_secret_since_a_time",
            )
        ]

    def __str__(self):
        return f"Safety cross of {self.team}"


class ShiftPattern(models.Model):
    """From this day on the team works like this. Days before it keep the shifts they had."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="shift_patterns")
    starts_on = models.DateField()
    pattern = models.CharField(max_length=12, choices=shifts.CHOICES)

    privacy = classify(neither="id team starts_on pattern")

    class Meta:
        ordering = ["starts_on"]
        constraints = [models.UniqueConstraint(fields=["team", "starts_on"], name="one_pattern_a_team_a_day")]

    def __str__(self):
        return f"{self.get_pattern_display()} from {self.starts_on}"


class HandoverCheck(models.Model):
    """The three answers of one shift (R94)."""

    class Answer(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, models.PROTECT, related_name="handovers")
    day = models.DateField(help_text="The day on which the shift started")
    shift = models.CharField(max_length=12)
    had_incidents = models.BooleanField()
    all_reported = models.CharField(max_length=3, choices=Answer, blank=True)
    all_right = models.BooleanField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    history = HistoricalRecords()
    privacy = classify(
        identifying="by", sensitive="had_incidents all_reported all_right", neither="id team day shift at"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "day", "shift"], name="one_handover_a_shift"),
            models.CheckConstraint(
                condition=Q(had_incidents=True) ^ Q(all_reported=""), name="reported_is_asked_of_incidents"
            ),
        ]
        indexes = [models.Index(fields=["day", "team"], name="handover_day")]

    def __str__(self):
        return f"{self.team}, {self.day}, {self.shift}"


class MarkQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(withdrawn_at=None)

    def without_a_report(self):
        """Nobody has said the whole of it yet (R96)."""
        bare = Q(incident__completed_at=None, incident__merge=None, incident__isnull=False)
        return self.standing().filter(Q(incident=None, is_elsewhere=False) | bare)


class Mark(models.Model):
    """One incident as it was marked at a handover. `incident` is its report: a few taps, or one that was there.

    `is_elsewhere`: somebody has said that it was reported in another way. `checked_at`: whoever looks after the team has
    seen to everyone involved (R96).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    check_of = models.ForeignKey(HandoverCheck, models.PROTECT, related_name="marks")
    team = models.ForeignKey(Team, models.PROTECT, related_name="marks")
    day = models.DateField()
    kind = models.CharField(max_length=24, choices=kinds.CHOICES)
    incident = models.ForeignKey(Incident, models.PROTECT, null=True, blank=True, related_name="marks")
    is_elsewhere = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = MarkQuerySet.as_manager()
    privacy = classify(
        identifying="checked_by",
        sensitive="kind is_elsewhere",
        neither="id check_of team day incident made_at checked_at withdrawn_at",
    )

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_at=None, checked_by=None)
                | Q(checked_at__isnull=False, checked_by__isnull=False),
                name="mark_is_checked_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(incident=None) | Q(is_elsewhere=False), name="mark_has_one_report"
            ),
        ]
        indexes = [
            models.Index(fields=["team", "day"], condition=Q(withdrawn_at=None), name="mark_team_day"),
            models.Index(fields=["day", "team"], condition=Q(withdrawn_at=None), name="mark_day"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.day}"

    @property
    def kind_name(self):
        return kinds.KINDS[self.kind].name


keep_history(HandoverCheck)
