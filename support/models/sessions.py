"""A session: a talk that is planned for one colleague or a small group, and who comes. What is said is never stored."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from people.append_only import keep_history
from people.privacy import classify
from support import access
from support.models.cases import Case, Stage
from support.workflow import (
    ATTENDANCE_MOVES,
    SESSION_MOVES,
    AttendanceStatus,
    CannotMove,
    SessionStatus,
)


class SessionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(access.sessions_visible_to(user, _invitations(user)))

    def led_by(self, user):
        return self.filter(access.sessions_led_by(user))

    def run_by(self, user):
        return self.filter(access.sessions_run_by(user, _invitations(user), Attendance.objects.all()))


class Session(models.Model):
    """`seeks_leader`: whoever led it is gone, and the one it went to may not lead it themselves."""

    class Kind(models.TextChoices):
        DEMOBILISING = "demobilising", "Demobilising"
        DEFUSING = "defusing", "Defusing"
        DEBRIEFING = "debriefing", "Debriefing"
        PEER = "peer", "Talk with a peer supporter"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=24, choices=Kind)
    is_group = models.BooleanField(default=False)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=60)
    is_online = models.BooleanField(default=False)
    place = models.CharField(max_length=200, help_text="A room, or the link of an online meeting")
    leader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="sessions_led")
    seeks_leader = models.BooleanField(default=False)
    status = models.CharField(max_length=12, choices=SessionStatus, default=SessionStatus.PLANNED)
    sequence = models.PositiveSmallIntegerField(
        default=0, help_text="Raised with each change, for the leader's calendar"
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True, help_text="When it was recorded or called off")

    objects = SessionQuerySet.as_manager()
    history = HistoricalRecords()
    privacy = classify(
        identifying="leader made_by",
        sensitive="kind place",
        neither="id is_group starts_at minutes is_online seeks_leader status sequence made_at settled_at",
    )

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [models.Index(fields=["leader", "starts_at", "id"], name="session_of_leader")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="planned", settled_at=None)
                | (~Q(status="planned") & Q(settled_at__isnull=False)),
                name="session_settled_means_when",
            )
        ]

    def __str__(self):
        return self.get_kind_display()

    @property
    def ends_at(self):
        return self.starts_at + timedelta(minutes=self.minutes)

    def move_to(self, status):
        if status not in SESSION_MOVES[self.status]:
            raise CannotMove(f"{self.status} to {status}")
        self.status = status


class AttendanceManager(models.Manager):
    """Nobody asks about an invitation without asking about its session."""

    def get_queryset(self):
        return super().get_queryset().select_related("session__leader")


class Attendance(models.Model):
    """One colleague in one session. `number` counts the sessions of a case, and `sequence` the changes that their own
    calendar was told of."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="attendances")
    case = models.ForeignKey(Case, models.PROTECT, related_name="attendances")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12, choices=AttendanceStatus, default=AttendanceStatus.INVITED)
    sequence = models.PositiveSmallIntegerField(default=0)
    knows_it_is_voluntary = models.BooleanField(default=False)
    next_step = models.CharField(max_length=12, choices=Stage.NextStep, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = AttendanceManager()
    history = HistoricalRecords()
    privacy = classify(
        sensitive="status next_step knows_it_is_voluntary",
        neither="id session case number sequence answered_at",
    )

    class Meta:
        ordering = ["session", "id"]
        constraints = [
            models.UniqueConstraint(fields=["session", "case"], name="one_place_a_case_a_session"),
            models.UniqueConstraint(fields=["case", "number"], name="sessions_of_a_case_are_counted"),
            models.CheckConstraint(
                condition=Q(next_step="") | Q(status="came"), name="an_outcome_is_of_who_came"
            ),
        ]

    def __str__(self):
        return f"Invitation {self.number}"

    @property
    def is_coming(self) -> bool:
        """Invited or said yes, and it is still to be recorded."""
        expected = self.status in (AttendanceStatus.INVITED, AttendanceStatus.ACCEPTED)
        return expected and self.session.status == SessionStatus.PLANNED

    def move_to(self, status):
        if status not in ATTENDANCE_MOVES[self.status]:
            raise CannotMove(f"{self.status} to {status}")
        self.status = status


def _invitations(user):
    """Those of cases they may open."""
    return Attendance.objects.filter(case__in=Case.objects.visible_to(user).order_by())


for model in (Session, Attendance):
    keep_history(model)
