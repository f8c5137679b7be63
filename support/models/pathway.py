"""The pathway as it stood on the day a case was opened. Published versions are frozen in the database.

A version with no site is the trust's. What a release brings is a version too; it is in force until the trust or a
site publishes one of its own (R25, R121).
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q, prefetch_related_objects
from django.utils import timezone

from people.append_only import refuse_changes
from people.models import Site
from people.privacy import classify


class PathwayVersionQuerySet(models.QuerySet):
    def best_for(self, site):
        """The one in force first: the site's own, then what the trust has edited, then the release's."""
        here = Q(site=None) | Q(site=site, pk__in=self.model.objects.in_own_right()) if site else Q(site=None)
        order = (F("site").asc(nulls_last=True), "-is_edited", "-number")
        return self.filter(here).prefetch_related("rules").order_by(*order)

    def in_own_right(self):
        """The newest of each site that has a pathway of its own and has not gone back to the trust's."""
        newest = self.exclude(site=None).order_by("site_id", "-number").distinct("site_id")
        return self.model.objects.filter(pk__in=newest.values("pk"), is_return=False).values("pk")


class PathwayVersion(models.Model):
    number = models.PositiveIntegerField(unique=True)
    site = models.ForeignKey(
        Site, models.PROTECT, null=True, blank=True, related_name="+", help_text="Empty for the whole trust"
    )
    is_edited = models.BooleanField(
        default=False, help_text="Published in the settings pages, and not by a release"
    )
    is_return = models.BooleanField(
        default=False, help_text="From then on the trust's pathway holds there again; a copy of what it was"
    )
    based_on = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The release it goes back to",
    )
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    why = models.CharField(max_length=200, blank=True)
    policy = models.CharField(
        max_length=120, blank=True, help_text="The trust's own policy that it goes with, and its version"
    )
    check_in_weeks = models.JSONField(default=list)
    team_weeks = models.JSONField(default=list)
    signs = models.JSONField(default=list, help_text="What may be noticed weeks later, one sentence each")

    objects = PathwayVersionQuerySet.as_manager()
    privacy = classify(
        identifying="published_by",
        neither="id number site is_edited is_return based_on published_at why policy check_in_weeks team_weeks signs",
    )

    class Meta:
        ordering = ["-number"]
        triggers = [refuse_changes()]

    def __str__(self):
        return f"Pathway version {self.number}"

    def rule(self, key: str) -> "StageRule":
        """That of one stage. All of them are read at once and kept, for they never change."""
        prefetch_related_objects([self], "rules")
        return next(rule for rule in self.rules.all() if rule.key == key)


class StageRule(models.Model):
    """One stage of one version: its window, who may lead it, what is asked. Copied and never changed."""

    version = models.ForeignKey(PathwayVersion, models.PROTECT, related_name="rules")
    key = models.CharField(max_length=24)
    order = models.PositiveSmallIntegerField()
    is_on = models.BooleanField(default=True, help_text="A stage that is off is not opened for anybody")
    opens_after = models.CharField(
        max_length=24, blank=True, help_text='A span such as "0 shifts", "3 days", "2 working days"'
    )
    closes_after = models.CharField(max_length=24, blank=True, help_text="Empty for a stage with no window")
    owes = models.CharField(max_length=12, help_text="What keeps our promise: held, offered or agreed")
    led_by = models.JSONField(default=list, help_text="Roles that may lead it")
    trained_in = models.JSONField(
        default=list, help_text="Trainings that let somebody lead it without such a role"
    )
    prompts = models.JSONField(default=list)
    prompts_off = models.JSONField(
        default=list, blank=True, help_text="Questions that are not asked and can be switched on again"
    )

    privacy = classify(
        neither="id version key order is_on opens_after closes_after owes led_by trained_in prompts prompts_off"
    )

    class Meta:
        ordering = ["version", "order"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="one_rule_a_stage_a_version")]
        triggers = [refuse_changes()]

    def __str__(self):
        return f"{self.key} in {self.version}"


class PathwayDraft(models.Model):
    """A copy of a version that one person at a time edits. `revision` counts the times it was saved."""

    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="+")
    started_from = models.ForeignKey(PathwayVersion, models.PROTECT, related_name="+")
    based_on = models.ForeignKey(PathwayVersion, models.PROTECT, related_name="+")
    content = models.JSONField()
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    editing_since = models.DateTimeField()
    saved_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)

    privacy = classify(
        identifying="editor",
        neither="id site started_from based_on content editing_since saved_at revision",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site"], nulls_distinct=False, name="one_draft_a_place")
        ]

    def __str__(self):
        return f"Draft of the pathway for {self.site or 'the whole trust'}"
