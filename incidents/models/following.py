"""What followed a report: each change of where it stands, what was learnt, what was said back, and which was a double."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from incidents.models.incidents import Incident
from incidents.workflow import Status
from people.append_only import refuse_changes
from people.encryption import EncryptedTextField
from people.models import User
from people.privacy import classify


class IncidentMove(models.Model):
    """Who said where a report stands, when and why: what pages and rules read. Never changed once written."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="moves")
    moved_from = models.CharField(max_length=12, choices=Status)
    moved_to = models.CharField(max_length=12, choices=Status)
    why = EncryptedTextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    privacy = classify(identifying="by", sensitive="why", neither="id incident moved_from moved_to at")

    class Meta:
        ordering = ["at", "id"]
        triggers = [refuse_changes()]

    def __str__(self):
        return f"{self.incident_id}: {self.moved_from} to {self.moved_to}"


class Learning(models.Model):
    """What was learnt from a report (R100). A second thought is a second row."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="learnings")
    words = EncryptedTextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    privacy = classify(identifying="by", sensitive="words", neither="id incident at")

    class Meta:
        ordering = ["at", "id"]
        triggers = [refuse_changes()]

    def __str__(self):
        return f"Learning from {self.incident_id}"


class Feedback(models.Model):
    """What came of it, said to the person who reported it (R129); a row for each of them.

    It may be said to those affected too. Where nobody can be answered, that is a row as well.
    """

    class Way(models.TextChoices):
        REPORTER = "reporter", "To the person who reported it"
        CONFIDENTIAL = "confidential", "Through the confidential channel"
        NOBODY = "nobody", "There is nobody to answer"

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="feedback")
    way = models.CharField(max_length=12, choices=Way, default=Way.REPORTER)
    to = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    words = EncryptedTextField(blank=True)
    is_for_affected = models.BooleanField(default=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    privacy = classify(identifying="to by", sensitive="words way", neither="id incident is_for_affected at")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(way="reporter", to__isnull=False) | (~Q(way="reporter") & Q(to=None)),
                name="feedback_to_a_reporter_names_them",
            ),
            models.CheckConstraint(
                condition=Q(way="nobody", words="", is_for_affected=False) | ~Q(words=""),
                name="feedback_says_something",
            ),
        ]
        triggers = [refuse_changes()]

    def __str__(self):
        return f"Feedback on {self.incident_id}"


class Merge(models.Model):
    """A report that was another one's double, and the report that goes on (R46). It is not taken back."""

    duplicate = models.OneToOneField(Incident, models.PROTECT, related_name="merge")
    into = models.ForeignKey(Incident, models.PROTECT, related_name="merged")
    why = EncryptedTextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    privacy = classify(identifying="by", sensitive="why", neither="id duplicate into at")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(duplicate=F("into")), name="no_report_is_its_own_double")
        ]
        triggers = [refuse_changes()]

    def __str__(self):
        return f"{self.duplicate_id} into {self.into_id}"
