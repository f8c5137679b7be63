"""Where to get help: the directory of services, each with who may use it, how to reach it and when that was checked."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from people.append_only import keep_history
from people.models import Site
from people.privacy import classify
from support import access
from support.directory.needs import CHOICES, Cost, Tier, Way


class ServiceQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(access.service_visible_to(user))

    def open_to(self, *, site=None):
        """What anybody may read, with or without an account: checked once, not retired, for this site if one is named."""
        found = self.filter(verified_at__isnull=False, retired_at=None)
        if site is None:
            return found
        bound = Service.sites.through.objects.values("service")
        return found.filter(Q(pk__in=bound.filter(site=site)) | ~Q(pk__in=bound))


class Service(models.Model):
    """One entry. No site named means the whole trust. `verified_at` empty means that nobody has checked it yet, and then
    nobody but its keepers sees it. `due_at` is when it must be checked again; `chase` and `chase_at` are the clock's.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    what_for = models.CharField(max_length=400)
    tier = models.PositiveSmallIntegerField(choices=Tier)
    needs = ArrayField(models.CharField(max_length=16, choices=CHOICES))
    who_for = models.CharField("who may use it", max_length=300, blank=True)
    ways = ArrayField(models.CharField(max_length=12, choices=Way), default=list, blank=True)
    hours = models.CharField(max_length=200, blank=True)
    reach = models.CharField("how to reach it", max_length=300, blank=True)
    web = models.URLField(max_length=300, blank=True)
    self_referral = models.BooleanField(default=True)
    how_referred = models.CharField(max_length=200, blank=True)
    cost = models.CharField(max_length=8, choices=Cost, default=Cost.FREE)
    is_statutory = models.BooleanField(default=False, help_text="The law asks for it")
    duty = models.CharField(max_length=200, blank=True, help_text="Which law or contract asks for it")
    sites = models.ManyToManyField(Site, blank=True, related_name="+")
    keeper = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    capacity = models.PositiveSmallIntegerField(null=True, blank=True, help_text="People seen in a week")
    wait_days = models.PositiveSmallIntegerField(null=True, blank=True)
    measured_at = models.DateTimeField(null=True, blank=True)
    measured_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    retired_at = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    chase = models.PositiveSmallIntegerField(default=0)
    chase_at = models.DateTimeField(null=True, blank=True)

    objects = ServiceQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["due_at", "chase", "chase_at"])
    privacy = classify(
        identifying="keeper measured_by verified_by",
        neither="id name what_for tier needs who_for ways hours reach web self_referral how_referred cost is_statutory "
        "duty sites capacity wait_days measured_at verified_at retired_at added_at due_at chase chase_at",
    )

    class Meta:
        ordering = ["tier", "name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verified_at=None, verified_by=None)
                | Q(verified_at__isnull=False, verified_by__isnull=False),
                name="service_checked_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(measured_at=None, measured_by=None, capacity=None, wait_days=None)
                | Q(measured_at__isnull=False, measured_by__isnull=False),
                name="service_measured_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(retired_at=None) | Q(chase_at=None), name="a_retired_service_is_not_chased"
            ),
        ]
        indexes = [
            models.Index(
                fields=["tier", "name", "id"],
                condition=Q(retired_at=None, verified_at__isnull=False),
                name="service_shown",
            ),
            GinIndex(fields=["needs"], name="service_of_need"),
            models.Index(fields=["chase_at"], condition=Q(chase_at__isnull=False), name="service_to_chase"),
            models.Index(fields=["keeper"], condition=Q(retired_at=None), name="service_of_keeper"),
        ]

    def __str__(self):
        return self.name

    @property
    def in_what_form(self) -> str:
        return ", ".join(Way(key).label for key in self.ways)

    def is_stale(self, at: datetime) -> bool:
        """Whether it has gone unchecked for longer than the organisation has set."""
        return self.retired_at is None and self.due_at <= at


def checked_again_at(at: datetime) -> datetime:
    """When an entry checked at this time must be checked again."""
    return at + timedelta(days=settings.DIRECTORY_CHECKED_EVERY_DAYS)


keep_history(Service)
