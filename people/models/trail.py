"""The trail: who did and read what. Rows are added and never changed. Investigation only; nothing is decided by it."""

from django.db import models
from django.utils import timezone

from people.append_only import refuse_changes
from people.models.staff import User
from people.privacy import classify

# A record opened by itself. How many somebody opens in an hour is counted (security.md A7).
OPENINGS = ("case.read", "incident.read")


class Entry(models.Model):
    """One act. `mac` proves the application wrote it; `Seal` proves nothing was taken out or moved (security.md D6)."""

    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    event = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    why = models.CharField(max_length=300, blank=True)
    mac = models.CharField(max_length=64)

    privacy = classify(identifying="by", sensitive="subject_kind subject_id why", neither="id at event mac")

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-id"]),
            models.Index(fields=["by", "-id"]),
            models.Index(fields=["event", "-id"]),
            models.Index(
                fields=["at"],
                condition=models.Q(event__in=OPENINGS),
                name="entry_opened_at",
            ),
        ]
        triggers = [refuse_changes()]

    def __str__(self):
        return f"{self.event} {self.subject_kind} {self.subject_id}"


class Seal(models.Model):
    """One link of the chain over the trail: a hash of this entry and of the link before."""

    position = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="seal")
    link = models.CharField(max_length=64)

    privacy = classify(neither="position entry link")

    class Meta:
        triggers = [refuse_changes()]

    def __str__(self):
        return f"{self.position}: {self.link[:12]}"


class Heartbeat(models.Model):
    """When beat and worker were last seen working together; the health page goes red when it grows old."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField(default=timezone.now)

    privacy = classify(neither="name at")

    def __str__(self):
        return f"{self.name} at {self.at}"
