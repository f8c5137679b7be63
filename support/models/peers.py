"""The register of peer supporters: what they learnt, when they are there, whom they are in touch with, how they are."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.encryption import EncryptedTextField
from people.models import Team
from people.privacy import classify
from support import access
from support.models.cases import Case


class Supporter(models.Model):
    """A colleague who helps colleagues (R123). `paused_at`: they take a rest from it; `ended_at`: they gave it up."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="supporter")
    at_once = models.PositiveSmallIntegerField(default=3, help_text="Most colleagues at one time")
    joined_at = models.DateTimeField(default=timezone.now)
    paused_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy = classify(identifying="user", sensitive="paused_at", neither="id at_once joined_at ended_at")

    class Meta:
        ordering = ["user__last_name", "user__first_name", "id"]

    def __str__(self):
        return str(self.user)


class LearntTopic(models.Model):
    """One of the five topics of their training, and when they learnt it (R123)."""

    class Topic(models.TextChoices):
        STRESS = "stress", "What traumatic stress is and where it comes from"
        SIGNS = "signs", "Its main signs"
        SKILLS = "skills", "How to hold a demobilising or defusing talk"
        REFERRAL = "referral", "When somebody needs more help, how and where"
        OWN_NEEDS = "own_needs", "Seeing and looking after their own needs"

    supporter = models.ForeignKey(Supporter, models.PROTECT, related_name="learnt")
    topic = models.CharField(max_length=12, choices=Topic)
    on = models.DateField()

    privacy = classify(neither="id supporter topic on")

    class Meta:
        ordering = ["supporter", "topic"]
        constraints = [
            models.UniqueConstraint(fields=["supporter", "topic"], name="one_date_a_topic_a_supporter")
        ]

    def __str__(self):
        return self.get_topic_display()


class Availability(models.Model):
    """A shift they can be asked in: every week on a weekday (0 is Monday), or on one date, which wins over it.

    A night belongs to the day it begins. `is_on` False on a date: not this time.
    """

    class Part(models.TextChoices):
        DAY = "day", "Day"
        NIGHT = "night", "Night"

    supporter = models.ForeignKey(Supporter, models.PROTECT, related_name="shifts")
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)
    on = models.DateField(null=True, blank=True)
    part = models.CharField(max_length=8, choices=Part)
    is_on = models.BooleanField(default=True)

    privacy = classify(neither="id supporter weekday on part is_on")

    class Meta:
        ordering = ["supporter", "weekday", "on", "part"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__lte=6, on=None) | Q(weekday=None, on__isnull=False),
                name="a_weekday_or_a_date",
            ),
            models.UniqueConstraint(
                fields=["supporter", "weekday", "on", "part"],
                nulls_distinct=False,
                name="each_shift_is_said_once",
            ),
        ]

    def __str__(self):
        return f"{self.weekday if self.on is None else self.on} {self.part}"


class WellBeingCheck(models.Model):
    """How a supporter is themselves (R123). They read their answer; the prevention lead reads `needs_word` alone."""

    class Answer(models.TextChoices):
        FINE = "fine", "I am fine with it"
        HEAVY = "heavy", "It is a lot at the moment"
        WORD = "word", "I would like a word with somebody"

    supporter = models.ForeignKey(Supporter, models.PROTECT, related_name="checks")
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = EncryptedTextField(blank=True)
    needs_word = models.BooleanField(default=False)
    followed_up_at = models.DateTimeField(
        null=True, blank=True, help_text="When the prevention lead heard that there was no answer"
    )
    spoken_at = models.DateTimeField(
        null=True, blank=True, help_text="When the prevention lead had a word with them"
    )

    privacy = classify(
        sensitive="answer needs_word", neither="id supporter asked_at answered_at followed_up_at spoken_at"
    )

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["supporter"], condition=Q(answered_at=None), name="one_open_check_a_supporter"
            )
        ]

    def __str__(self):
        return f"Asked {self.asked_at:%d %B %Y}"

    def get_answer_words(self) -> str:
        """An encrypted field has no choices of its own."""
        return self.Answer(self.answer).label if self.answer else ""


class Match(models.Model):
    """A colleague asked for a peer supporter; from when one is found until both are done."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="matches")
    other_team = models.BooleanField(default=False, help_text="Somebody who is not from their own team")
    asked_at = models.DateTimeField(default=timezone.now)
    supporter = models.ForeignKey(Supporter, models.PROTECT, null=True, blank=True, related_name="matches")
    matched_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy = classify(
        identifying="supporter", sensitive="other_team", neither="id case asked_at matched_at ended_at"
    )

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_at=None), name="one_match_a_case_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(supporter=None, matched_at=None)
                | Q(supporter__isnull=False, matched_at__isnull=False),
                name="match_says_who_and_when",
            ),
        ]
        indexes = [
            models.Index(fields=["supporter"], condition=Q(ended_at=None), name="match_open_of_supporter")
        ]

    def __str__(self):
        return f"Match {self.pk}"


class ComeNowQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(access.come_now_visible_to(user))


class ComeNow(models.Model):
    """A supporter was asked to come to a team now. What happened is never told with it."""

    class Answer(models.TextChoices):
        COMING = "coming", "I am coming"
        CALLING = "calling", "I cannot come, and will call"
        CANNOT = "cannot", "I cannot, please ask somebody else"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ComeNowQuerySet.as_manager()
    privacy = classify(identifying="to asked_by", neither="id team asked_at answer answered_at")

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["team", "-asked_at"], name="come_now_of_team")]

    def __str__(self):
        return f"Asked to {self.team}"


class SessionRules(models.Model):
    """What a trust sets for sessions and peer supporters; one row, ours until somebody changes it."""

    group_at_most = models.PositiveSmallIntegerField(default=8)
    ask_every_weeks = models.PositiveSmallIntegerField(default=8)
    ask_after_sessions = models.PositiveSmallIntegerField(default=5)

    privacy = classify(neither="id group_at_most ask_every_weeks ask_after_sessions")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_row_of_session_rules")]

    def __str__(self):
        return "Rules of sessions"
