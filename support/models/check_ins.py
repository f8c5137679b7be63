"""What stands around a check-in: each try to reach somebody, the team's own check-in, and signs that came late."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.append_only import refuse_changes
from people.privacy import classify
from support.models.cases import Case, CheckIn


class ContactTry(models.Model):
    """Somebody tried to reach a colleague and could not. Never changed once written (R66)."""

    class How(models.TextChoices):
        PHONE = "phone", "Phone"
        EMAIL = "email", "Email"
        TEXT = "text", "Text message"
        IN_PERSON = "in_person", "In person"
        SOMEBODY = "somebody", "Through somebody they chose"

    check_in = models.ForeignKey(CheckIn, models.PROTECT, related_name="tries")
    how = models.CharField(max_length=12, choices=How, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    privacy = classify(identifying="by", sensitive="how", neither="id check_in at")

    class Meta:
        ordering = ["at", "id"]
        triggers = [refuse_changes()]

    def __str__(self):
        return f"{self.check_in}: tried"


class TeamCheckIn(models.Model):
    """How the team is, and those who supported somebody: asked so many weeks later (R80). No names, no narrative.

    It hangs on one case of an incident for each team, so that nobody is asked twice about the same thing.
    """

    class Status(models.TextChoices):
        AHEAD = "ahead", "To come"
        DONE = "done", "Done"
        NOT_NEEDED = "not_needed", "Not needed"

    class Found(models.TextChoices):
        WELL = "well", "All right, nothing more is needed"
        SOME = "some", "Some need more support"
        TALK = "talk", "They would like to talk about it together"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="team_check_ins")
    week = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField()
    status = models.CharField(max_length=12, choices=Status, default=Status.AHEAD)
    asked = models.JSONField(default=list, help_text='Who was asked: "team", "supporters", "rep"')
    found = models.CharField(max_length=8, choices=Found, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    privacy = classify(
        identifying="answered_by", sensitive="asked found", neither="id case week due_at status answered_at"
    )

    class Meta:
        ordering = ["case", "week"]
        constraints = [
            models.UniqueConstraint(fields=["case", "week"], name="one_team_check_in_a_week_a_case")
        ]

    def __str__(self):
        return f"Team, week {self.week}"


class Watch(models.Model):
    """A reaction that may have come late: raised by what was answered, decided by a person (R66, R79)."""

    class Cause(models.TextChoices):
        SIGNS = "signs", "signs were noticed that may come late"
        HARDER_AGAIN = "harder_again", "they found it harder more than once"
        HARDER_AFTER_BETTER = "harder_after", "they find it harder after it had got better"
        NEW_SIGN = "new_sign", "a new sign showed after support had ended"

    class Decision(models.TextChoices):
        REFERRAL = "referral", "Offer occupational health or counselling"
        CALL = "call", "Call them, and ask what would help"
        MORE = "more", "Keep asking how they are for longer"
        HAS_HELP = "has_help", "They have the help that they want"
        NOT_WANTED = "not_wanted", "They would rather have nothing for now"

    case = models.ForeignKey(Case, models.PROTECT, related_name="watches")
    cause = models.CharField(max_length=16, choices=Cause)
    raised_at = models.DateTimeField(default=timezone.now)
    decision = models.CharField(max_length=12, choices=Decision, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    privacy = classify(
        identifying="decided_by", sensitive="cause decision", neither="id case raised_at decided_at"
    )

    class Meta:
        ordering = ["case", "raised_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(decided_at=None), name="one_watch_to_decide_a_case"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decision="") | (Q(decided_at__isnull=False) & ~Q(decision="")),
                name="watch_decided_means_when",
            ),
        ]

    def __str__(self):
        return f"Late reaction: {self.get_cause_display()}"
