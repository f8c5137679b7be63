"""An incident as it was reported."""

import json
import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from incidents import access, causes, kinds, riddor
from incidents.references import make_reference
from incidents.words import words_of
from incidents.workflow import MOVES, PLAIN, CannotMove, Status
from people.append_only import keep_history
from people.encryption import EncryptedTextField, keyed_hash
from people.models import Team, User
from people.privacy import classify


class IncidentQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(access.visible_to(user))

    def looked_after_by(self, user):
        return self.visible_to(user).filter(access.looked_after_by(user))


class IncidentManager(models.Manager.from_queryset(IncidentQuerySet)):
    """Leaves the index of words in the database, where it is only ever searched."""

    def get_queryset(self):
        return super().get_queryset().defer("words", "near")


class Incident(models.Model):
    class Channel(models.TextChoices):
        FULL = "full", "Reported here"
        QUICK = "quick", "Reported from a poster"
        CROSS = "cross", "Marked on the safety cross"
        CONFIDENTIAL = "confidential", "Came by the confidential route"
        IMPORTED = "imported", "Brought over from the old system"

    class Harm(models.TextChoices):
        """The old system's words for the result, and ours for how badly people were hurt."""

        NONE = "none", "No harm"
        NEAR_MISS = "near_miss", "Near miss"
        LOW = "low", "Low harm"
        MODERATE = "moderate", "Moderate harm"
        SEVERE = "severe", "Severe harm"
        NOT_KNOWN = "not_known", "Not known"

    class Characteristic(models.TextChoices):
        """The seven of third-party harassment (R23); the five hate-crime strands are among them (R24)."""

        AGE = "age", "Age"
        DISABILITY = "disability", "Disability"
        GENDER_REASSIGNMENT = "gender_reassignment", "Being transgender, or thought to be"
        RACE = "race", "Race"
        RELIGION = "religion", "Religion or belief"
        SEX = "sex", "Sex"
        SEXUAL_ORIENTATION = "sexual_orientation", "Sexual orientation"

    class Answer(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        NOT_KNOWN = "not_known", "I do not know"

    class Setting(models.TextChoices):
        """Home, phone and online count like a ward (R1, R19)."""

        SITE = "site", "On a ward, in a clinic or another of our buildings"
        OUTSIDE = "outside", "Outside our buildings, such as a car park"
        HOME = "home", "In somebody’s home"
        COMMUNITY = "community", "Somewhere else in the community"
        TRAVEL = "travel", "On the way, such as in a vehicle or on public transport"
        PHONE = "phone", "On the phone or a video call"
        ONLINE = "online", "Online, by email, text or social media"

    class ReportedAs(models.TextChoices):
        """How the reporter knows of it, or for whom they report (R28, R46)."""

        SELF = "self", "It happened to me"
        SAW = "saw", "I was there"
        MANAGER = "manager", "I manage somebody who was affected"
        UNION = "union", "I am their union representative"
        GUARDIAN = "guardian", "I am a Freedom to Speak Up guardian"
        COLLEAGUE = "colleague", "I am a colleague"

    class Perceived(models.TextChoices):
        """By anyone's perception (R24)."""

        REPORTER = "reporter", "I think so"
        PERSON = "person", "The person it happened to thinks so"
        OTHER = "other", "Somebody else thinks so"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=20, unique=True, default=make_reference, editable=False)
    legacy_reference = models.CharField(max_length=40, null=True, blank=True, unique=True)
    channel = models.CharField(max_length=12, choices=Channel, default=Channel.FULL)
    form_key = models.UUIDField(null=True, unique=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.HOLDING)

    kinds = ArrayField(models.CharField(max_length=24, choices=kinds.CHOICES))
    occurred_on = models.DateField()
    occurred_time = models.TimeField(null=True, blank=True)
    team = models.ForeignKey(Team, models.PROTECT, related_name="incidents")
    setting = models.CharField(max_length=12, choices=Setting, blank=True)
    place = EncryptedTextField(blank=True)
    what_happened = EncryptedTextField(blank=True)
    what_was_said = EncryptedTextField(blank=True)
    what_was_done = EncryptedTextField(blank=True)
    harm = models.CharField(max_length=12, choices=Harm, default=Harm.NOT_KNOWN)
    injuries = EncryptedTextField(blank=True)
    specified = ArrayField(
        models.CharField(max_length=16, choices=riddor.SPECIFIED_CHOICES), default=list, blank=True
    )
    first_aid = models.CharField(max_length=12, choices=Answer, default=Answer.NOT_KNOWN)
    weapon = models.CharField(max_length=12, choices=Answer, default=Answer.NOT_KNOWN)
    weapon_what = EncryptedTextField(blank=True)
    restraint = models.CharField(max_length=12, choices=Answer, default=Answer.NOT_KNOWN)
    everyone_safe = models.CharField(max_length=12, choices=Answer, default=Answer.NOT_KNOWN)
    hate_motive = models.CharField(max_length=12, choices=Answer, default=Answer.NOT_KNOWN)
    perceived_by = ArrayField(models.CharField(max_length=12, choices=Perceived), default=list, blank=True)
    characteristics = ArrayField(
        models.CharField(max_length=24, choices=Characteristic), default=list, blank=True
    )
    police = models.CharField(max_length=12, choices=Answer, default=Answer.NOT_KNOWN)
    police_reference = EncryptedTextField(blank=True)
    security = models.CharField(max_length=12, choices=Answer, default=Answer.NOT_KNOWN)

    reporter = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="reports")
    reported_as = models.CharField(max_length=12, choices=ReportedAs, blank=True)
    protected_to = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+",
        help_text="The only one who learns the reporter's name",
    )  # fmt: skip
    reported_at = models.DateTimeField(default=timezone.now)
    policy_version = models.CharField(max_length=40, blank=True)
    cause = models.CharField(max_length=12, choices=causes.CHOICES, blank=True)
    completed_at = models.DateTimeField(
        null=True, blank=True, help_text="Empty for a few taps that somebody still has to complete"
    )
    is_sealed = models.BooleanField(default=False)
    sealed_to = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    # What the list's word filter looks in: keyed hashes (incidents/words.py).
    words = ArrayField(models.BigIntegerField(), default=list, editable=False)
    near = ArrayField(models.BigIntegerField(), default=list, editable=False)

    objects = IncidentManager()
    history = HistoricalRecords(excluded_fields=["words", "near"])

    # What is written about it in somebody's own words: encrypted, and found by its words.
    TOLD = ("place", "what_happened", "what_was_said", "what_was_done", "weapon_what", "injuries")

    # What may be corrected after the report was sent.
    AMENDABLE = (
        "kinds", "occurred_on", "occurred_time", "setting", "place", "what_happened", "what_was_said",
        "what_was_done", "harm", "injuries", "specified", "first_aid", "everyone_safe", "weapon", "weapon_what",
        "restraint", "security", "police", "police_reference", "hate_motive", "perceived_by", "characteristics",
    )  # fmt: skip
    NOT_KNOWN_WHEN_EMPTY = (
        "harm", "first_aid", "everyone_safe", "weapon", "restraint", "security", "police", "hate_motive",
    )  # fmt: skip

    privacy = classify(
        identifying="reporter sealed_to protected_to place police_reference",
        sensitive="kinds setting what_happened what_was_said what_was_done words near harm injuries specified "
        "first_aid weapon weapon_what restraint everyone_safe hate_motive perceived_by characteristics "
        "police security is_sealed reported_as cause",
        neither="id reference legacy_reference channel form_key status occurred_on occurred_time team "
        "reported_at completed_at policy_version",
    )

    class Meta:
        ordering = ["-reported_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(kinds__len__gt=0), name="incident_has_a_kind"),
            models.CheckConstraint(
                condition=Q(is_sealed=False, sealed_to=None) | Q(is_sealed=True, sealed_to__isnull=False),
                name="sealed_means_sealed_to_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["-reported_at", "-id"], name="incident_newest"),
            models.Index(fields=["team", "-reported_at", "-id"], name="incident_team_newest"),
            models.Index(fields=["reporter", "-reported_at"], name="incident_reporter"),
            models.Index(fields=["-occurred_on", "-reported_at", "-id"], name="incident_occurred"),
            models.Index(fields=["team", "-occurred_on"], name="incident_team_occurred"),
            models.Index(
                fields=["team", "-reported_at"], condition=Q(status="holding"), name="incident_holding"
            ),
            models.Index(
                fields=["team", "-reported_at"], condition=Q(completed_at=None), name="incident_stub"
            ),
            GinIndex(fields=["kinds"], name="incident_kinds"),
            GinIndex(fields=["words"], name="incident_words"),
            GinIndex(fields=["near"], name="incident_near"),
        ]

    def __str__(self):
        return self.reference

    def save(self, *args, **kwargs):
        """The index of words follows the words."""
        self.words, self.near = words_of(*(getattr(self, name) for name in self.TOLD))
        super().save(*args, **kwargs)

    @property
    def kind_names(self):
        return kinds.names(self.kinds)

    @property
    def characteristic_names(self):
        return [self.Characteristic(key).label for key in self.characteristics]

    @property
    def plain_status(self):
        """Where it stands, for the one who reported it."""
        return PLAIN[self.status]

    @property
    def is_imported(self):
        return self.channel == self.Channel.IMPORTED

    @property
    def version(self):
        return version_of(self)

    @property
    def is_stub(self):
        """A few taps on a poster or a safety cross: somebody still has to say the rest (R92)."""
        return self.completed_at is None

    def move_to(self, status):
        if status not in MOVES[self.status]:
            raise CannotMove(f"{self.status} to {status}")
        self.status = status


def version_of(row) -> str:
    """A token for what a report, or a row of its history, says: any fact that may be corrected changes it
    (D5)."""
    facts = {name: getattr(row, name) for name in Incident.AMENDABLE}
    return keyed_hash("incident version", json.dumps(facts, cls=DjangoJSONEncoder, sort_keys=True))[:24]


keep_history(Incident)
