"""An incident on an agenda, and what the panel wrote and decided about it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from incidents.models import Incident
from people.append_only import keep_history
from people.encryption import EncryptedJSONField
from people.privacy import classify
from reviews import access, sbar
from reviews.models.panels import Meeting, Panel
from reviews.workflow import Decision


class AgendaItemQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(access.items_visible_to(user))


class AgendaItem(models.Model):
    """One incident at one meeting, in SBAR (R133). What is not finished is copied to the next agenda.

    A review brought over from an old register stands at no meeting: `meeting` is empty, `legacy_status` holds
    the register's own words and `recorded_at` its "date reviewed"; its columns go under the notes keys of
    `sbar.empty()`. `version` counts the savings, so that nobody writes over what somebody else saved
    meanwhile (security.md D5).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    panel = models.ForeignKey(Panel, models.PROTECT, related_name="items")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="items")
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="agenda_items")
    carried_from = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="carried_to"
    )
    added_at = models.DateTimeField()
    review = EncryptedJSONField(default=sbar.empty)
    decision = models.CharField(max_length=12, choices=Decision, blank=True)
    legacy_status = models.CharField(max_length=40, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = AgendaItemQuerySet.as_manager()
    history = HistoricalRecords()

    privacy = classify(
        identifying="recorded_by",
        sensitive="review decision",
        neither="id panel meeting incident carried_from added_at legacy_status recorded_at version",
    )

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "incident"], name="one_item_an_incident_a_meeting"),
            models.UniqueConstraint(
                fields=["panel", "incident"],
                condition=Q(meeting=None),
                name="one_imported_review_an_incident_a_panel",
            ),
            models.CheckConstraint(
                condition=Q(decision="") | Q(recorded_at__isnull=False), name="decided_means_when"
            ),
        ]
        indexes = [
            models.Index(fields=["meeting", "added_at", "id"], name="item_of_meeting"),
            models.Index(fields=["panel", "incident"], name="item_of_panel"),
        ]

    def __str__(self):
        return f"Review of {self.incident.reference}"

    @property
    def is_reviewed(self):
        return bool(self.decision)


keep_history(AgendaItem)
