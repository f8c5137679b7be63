"""The pathway as it stood on the day a case was opened. Published versions are frozen in the database."""

from django.db import models
from django.utils import timezone

from people.append_only import refuse_changes
from people.privacy import classify


class PathwayVersion(models.Model):
    number = models.PositiveIntegerField(unique=True)
    published_at = models.DateTimeField(default=timezone.now)
    check_in_weeks = models.JSONField(default=list)

    privacy = classify(neither="id number published_at check_in_weeks")

    class Meta:
        ordering = ["-number"]
        triggers = [refuse_changes()]

    def __str__(self):
        return f"Pathway version {self.number}"


class StageRule(models.Model):
    """One stage of one version: its window, who may lead it, what is asked. Copied and never changed."""

    version = models.ForeignKey(PathwayVersion, models.PROTECT, related_name="rules")
    key = models.CharField(max_length=24)
    order = models.PositiveSmallIntegerField()
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

    privacy = classify(neither="id version key order opens_after closes_after owes led_by trained_in prompts")

    class Meta:
        ordering = ["version", "order"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="one_rule_a_stage_a_version")]
        triggers = [refuse_changes()]

    def __str__(self):
        return f"{self.key} in {self.version}"
