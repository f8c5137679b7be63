"""Companies whose staff work here, and what support after an incident their contract promises those staff (R16)."""

import uuid
from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from simple_history.models import HistoricalRecords

from people.append_only import keep_history
from people.encryption import EncryptedTextField
from people.models.staff import Site
from people.privacy import classify


class ContractorQuerySet(models.QuerySet):
    def working_here(self):
        return self.filter(retired_at=None)

    def named(self, words: str):
        """The one on the register with this name, however its letters are written; None when there is none."""
        words = " ".join(words.split())
        return self.working_here().filter(name__iexact=words).first() if words else None

    def with_gaps(self, on: date):
        """Those of which `gaps` says something."""
        missing = Q(route=Contractor.Route.NONE) | Q(reach="") | Q(evidence="") | Q(ends_on__lt=on)
        return self.working_here().filter(missing)


class Contractor(models.Model):
    """One row of the register. No site named means the whole trust. `seen_on` and `seen_by` are about the evidence;
    `due_at` is when the row must be looked at again; `chase` and `chase_at` are the clock's.
    """

    class Route(models.TextChoices):
        OWN = "own", "Their own occupational health or helpline"
        OURS = "ours", "Our occupational health, under an agreement"
        NONE = "none", "None is promised"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    does = models.CharField("what they do here", max_length=200)
    sites = models.ManyToManyField(Site, blank=True, related_name="+")
    route = models.CharField(max_length=8, choices=Route)
    reach = models.CharField("how their staff reach it", max_length=300, blank=True)
    contact = EncryptedTextField(blank=True, help_text="Whom we ask there")
    evidence = models.CharField(
        max_length=300, blank=True, help_text="Tender answer or clause of the contract"
    )
    seen_on = models.DateField(null=True, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ends_on = models.DateField("contract ends on", null=True, blank=True)
    keeper = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField()
    chase = models.PositiveSmallIntegerField(default=0)
    chase_at = models.DateTimeField(null=True, blank=True)

    objects = ContractorQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["due_at", "chase", "chase_at"])
    privacy = classify(
        identifying="contact seen_by keeper checked_by",
        neither="id name does sites route reach evidence seen_on ends_on checked_at added_at retired_at due_at chase "
        "chase_at",
    )

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"), condition=Q(retired_at=None), name="one_contractor_of_a_name"
            ),
            models.CheckConstraint(
                condition=Q(seen_on=None, seen_by=None)
                | Q(seen_on__isnull=False, seen_by__isnull=False) & ~Q(evidence=""),
                name="contractor_evidence_seen_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(retired_at=None) | Q(chase_at=None), name="a_retired_contractor_is_not_chased"
            ),
        ]
        indexes = [
            models.Index(
                fields=["chase_at"], condition=Q(chase_at__isnull=False), name="contractor_to_chase"
            ),
            models.Index(fields=["keeper"], condition=Q(retired_at=None), name="contractor_of_keeper"),
        ]

    def __str__(self):
        return self.name

    def gaps(self, on: date) -> list[str]:
        """What is missing, each in a few words; nothing for a contractor who works here no longer."""
        promised = self.route != self.Route.NONE
        found = [
            ("No support is promised to their staff", not promised),
            ("Nobody has noted how their staff reach it", promised and not self.reach),
            ("No evidence has been seen", promised and not self.evidence),
            ("The contract has ended", self.ends_on is not None and self.ends_on < on),
        ]
        return [words for words, missing in found if missing and self.retired_at is None]

    def is_stale(self, at: datetime) -> bool:
        """Whether it should have been looked at again by now."""
        return self.retired_at is None and self.due_at <= at


keep_history(Contractor)
