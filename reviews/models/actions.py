"""Something a panel asked somebody to do, until it is done."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from incidents.models import Incident
from people.append_only import keep_history
from people.encryption import EncryptedTextField
from people.privacy import classify
from reviews import access
from reviews.models.items import AgendaItem
from reviews.models.panels import Panel
from reviews.sbar import ActionKind
from reviews.workflow import MOVES, UNFINISHED, ActionStatus, CannotMove


class ActionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(access.actions_visible_to(user))

    def unfinished(self):
        return self.filter(status__in=UNFINISHED)

    def finished(self):
        return self.exclude(status__in=UNFINISHED).order_by("-finished_at", "id")

    def most_urgent_first(self):
        """By due date; what an old register wants "ASAP" stands before everything."""
        return self.order_by(F("due_on").asc(nulls_first=True), "assigned_at", "id")


class Action(models.Model):
    """Who is to do what by when. `incident` is empty only where an old register named one that was not found.

    From an old register: `legacy_number` is its number there, `owner_name` its owner when no colleague fits,
    and `due_words` what it said instead of a date, such as "ASAP".
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    panel = models.ForeignKey(Panel, models.PROTECT, related_name="actions")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="actions")
    incident = models.ForeignKey(Incident, models.PROTECT, null=True, blank=True, related_name="actions")
    kind = models.CharField(max_length=24, choices=ActionKind, default=ActionKind.ANOTHER)
    what = EncryptedTextField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="actions"
    )
    owner_name = models.CharField(max_length=160, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_words = models.CharField(max_length=60, blank=True)
    status = models.CharField(max_length=12, choices=ActionStatus, default=ActionStatus.OPEN)
    evidence = EncryptedTextField(blank=True, help_text="What shows that it was done")
    drop_reason = EncryptedTextField(blank=True)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    assigned_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True, help_text="When it was done or dropped")
    form_key = models.UUIDField(null=True, unique=True)
    legacy_number = models.PositiveIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = ActionQuerySet.as_manager()
    history = HistoricalRecords()

    privacy = classify(
        identifying="owner owner_name assigned_by",
        sensitive="what evidence drop_reason",
        neither="id panel item incident kind due_on due_words status assigned_at finished_at form_key"
        " legacy_number version",
    )

    class Meta:
        ordering = ["due_on", "assigned_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "legacy_number"], name="one_action_of_a_number_a_panel"),
            models.CheckConstraint(condition=~Q(owner=None, owner_name=""), name="action_has_an_owner"),
            models.CheckConstraint(condition=~Q(due_on=None, due_words=""), name="action_is_due"),
            models.CheckConstraint(
                condition=Q(status__in=["done", "dropped"], finished_at__isnull=False)
                | Q(status__in=["open", "in_progress"], finished_at=None),
                name="action_finished_means_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["panel", "due_on"],
                condition=Q(status__in=UNFINISHED),
                name="action_unfinished_of_panel",
            ),
            models.Index(
                fields=["owner", "due_on"],
                condition=Q(status__in=UNFINISHED),
                name="action_unfinished_of_owner",
            ),
        ]

    def __str__(self):
        return f"Action: {self.get_kind_display()}"

    @property
    def owned_by(self):
        return str(self.owner) if self.owner else self.owner_name

    @property
    def is_unfinished(self):
        return self.status in UNFINISHED

    def move_to(self, status):
        if status not in MOVES[self.status]:
            raise CannotMove(f"{self.status} to {status}")
        self.status = status


keep_history(Action)
