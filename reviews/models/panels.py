"""A panel that reviews what happened at a site, and its meetings."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from people.models import Site
from people.privacy import classify
from reviews import access


class PanelQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(access.panels_visible_to(user))

    def with_meetings(self):
        """Each with `sitting`, the id of the meeting open now, and `last_held`, the day of the last one."""
        meetings = Meeting.objects.filter(panel=OuterRef("pk"))
        return self.annotate(
            sitting=Subquery(meetings.filter(closed_at=None).values("pk")[:1]),
            last_held=Subquery(meetings.order_by("-held_on").values("held_on")[:1]),
        )


class Panel(models.Model):
    """Its members are not listed here: they are those who hold a panel role over the site (R126, R130)."""

    class Rhythm(models.TextChoices):
        WEEKLY = "weekly", "Every week"
        AD_HOC = "ad_hoc", "When there is something to review"

    class Weekday(models.IntegerChoices):
        MONDAY = 0
        TUESDAY = 1
        WEDNESDAY = 2
        THURSDAY = 3
        FRIDAY = 4
        SATURDAY = 5
        SUNDAY = 6

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    site = models.ForeignKey(Site, models.PROTECT, related_name="panels")
    name = models.CharField(max_length=120)
    rhythm = models.CharField(max_length=8, choices=Rhythm, default=Rhythm.WEEKLY)
    weekday = models.PositiveSmallIntegerField(choices=Weekday, null=True, blank=True)
    starts_at = models.TimeField(null=True, blank=True)
    hotspots_only = models.BooleanField(
        default=False, help_text="Looks at the site's hotspot teams and no others"
    )
    begins_at = models.DateTimeField(
        default=timezone.now, help_text="Incidents reported before this are not put on its agenda"
    )

    objects = PanelQuerySet.as_manager()
    privacy = classify(neither="id site name rhythm weekday starts_at hotspots_only begins_at")

    class Meta:
        ordering = ["site__name", "name"]
        constraints = [
            models.UniqueConstraint(fields=["site", "name"], name="one_panel_of_a_name_per_site"),
            models.CheckConstraint(
                condition=Q(rhythm="ad_hoc", weekday=None)
                | Q(rhythm="weekly", weekday__isnull=False, starts_at__isnull=False),
                name="weekly_panel_has_a_day_and_a_time",
            ),
        ]

    def __str__(self):
        return self.name


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(access.meetings_visible_to(user))


class Meeting(models.Model):
    """One sitting. A panel has one open at a time and one a day, however many people open it at once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    panel = models.ForeignKey(Panel, models.PROTECT, related_name="meetings")
    held_on = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = MeetingQuerySet.as_manager()
    privacy = classify(identifying="opened_by closed_by", neither="id panel held_on opened_at closed_at")

    class Meta:
        ordering = ["-held_on"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "held_on"], name="one_meeting_a_panel_a_day"),
            models.UniqueConstraint(
                fields=["panel"], condition=Q(closed_at=None), name="one_open_meeting_a_panel"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__gte=F("opened_at"), closed_by__isnull=False),
                name="meeting_closed_means_when_and_by_whom",
            ),
        ]

    def __str__(self):
        return f"{self.panel}, {self.held_on:%-d %B %Y}"

    @property
    def is_open(self):
        return self.closed_at is None
