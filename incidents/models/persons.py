"""The people in an incident: those affected, each with a pathway of their own, and those said to have done
it."""

import uuid

from django.db import models
from django.db.models import Q

from incidents.models.incidents import Incident
from incidents.naming import normalised
from people.encryption import EncryptedTextField, keyed_hash
from people.models import Contractor, User
from people.privacy import classify


class InvolvedPerson(models.Model):
    """A colleague, with or without an account, who was harmed, saw it or came to help (R49)."""

    class Part(models.TextChoices):
        HARMED = "harmed", "It happened to them"
        WITNESS = "witness", "They saw or heard it"
        RESPONDER = "responder", "They came to help"

    class Consent(models.TextChoices):
        """Whether they agree that the report names them (R28, R46). Support is theirs whatever they say."""

        OWN = "own", "They reported it themselves"
        AGREED = "agreed", "They agreed to be named"
        NOT_ASKED = "not_asked", "They have not been asked yet"
        UNNAMED = "unnamed", "They do not want to be named"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="involved")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="involvements")
    name = models.CharField(
        max_length=160, help_text="As reported; the account's name stands before it where there is one"
    )
    contact = EncryptedTextField(blank=True, help_text="Phone or email of somebody with no account")
    contractor = models.ForeignKey(
        Contractor,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who employs somebody with no account",
    )
    part = models.CharField(max_length=12, choices=Part)
    is_named = models.BooleanField(default=True, help_text="Not while a few taps said only that somebody was")
    consent = models.CharField(max_length=12, choices=Consent, default=Consent.NOT_ASKED)

    privacy = classify(
        identifying="user name contact contractor", sensitive="part consent", neither="id incident is_named"
    )

    class Meta:
        ordering = ["part", "name"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "user"], name="one_part_a_person_an_incident")
        ]

    def __str__(self):
        return str(self.user) if self.user else self.name

    @property
    def somebody(self):
        """The same for one colleague in two reports; somebody without an account is another in each."""
        return self.user_id or self.pk

    @property
    def works_for_id(self):
        """The contractor of the register who employs them, as their account says, or as was reported."""
        return self.user.contractor_id if self.user else self.contractor_id


class AllegedPerpetrator(models.Model):
    """Who is said to have done it. The identifier is encrypted and matched by its keyed hash only."""

    class Kind(models.TextChoices):
        PATIENT = "patient", "A patient or service user"
        RELATIVE = "relative", "A relative, carer or visitor"
        PUBLIC = "public", "Another member of the public"
        COLLEAGUE = "colleague", "A colleague, or someone else who works here"
        UNKNOWN = "unknown", "I do not know"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="alleged")
    kind = models.CharField(max_length=12, choices=Kind)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    identifier = EncryptedTextField(blank=True)
    fingerprint = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    held_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when nothing about them may be destroyed"
    )
    held_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    held_why = EncryptedTextField(blank=True)

    privacy = classify(
        identifying="user identifier fingerprint held_by",
        sensitive="kind held_why",
        neither="id incident held_at",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None) | Q(kind="colleague"), name="only_a_colleague_has_an_account"
            ),
            models.CheckConstraint(
                condition=Q(held_at=None, held_by=None) | Q(held_at__isnull=False, held_by__isnull=False),
                name="alleged_held_by_somebody",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()

    def save(self, *args, **kwargs):
        self.fingerprint = fingerprint_of(self.identifier)
        super().save(*args, **kwargs)


def fingerprint_of(identifier: str) -> str:
    """The keyed hash by which the same name or number is found again; nothing for nothing."""
    words = normalised(identifier)
    return keyed_hash("alleged", words) if words else ""
