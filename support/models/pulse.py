"""How did we do: answers that lead to nobody (R103).

Three tables that cannot be joined. A mark says that somebody need not be asked again: not when, and not whether they
answered. A slip is a closed envelope, one for each mark, the same size whether there is an answer in it or not. Once a
month, when enough slips lie there, all of them are opened together and shuffled into answers; the envelopes are burnt.
"""

import uuid

from django.db import models

from people.models import Site
from people.padded import PaddedJSONField
from people.privacy import classify
from support.models.cases import Case


class PulseMark(models.Model):
    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="pulse_mark")

    privacy = classify(neither="case")

    def __str__(self):
        return "Need not be asked again"


class PulseSlip(models.Model):
    """`content`: "site" and the answers by question; empty for somebody who would rather not answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content = PaddedJSONField()

    privacy = classify(sensitive="content", neither="id")

    def __str__(self):
        return "Slip"


class Pulse(models.Model):
    """One answer: 1 (not at all) to 5 (very much) a question. `site` is empty where too few answered there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    month = models.DateField(help_text="The month in which the slips were opened")
    site = models.ForeignKey(Site, models.PROTECT, null=True, related_name="+")
    helped = models.PositiveSmallIntegerField(null=True)
    trusted = models.PositiveSmallIntegerField(null=True)
    in_time = models.PositiveSmallIntegerField(null=True)
    heard = models.PositiveSmallIntegerField(null=True)

    privacy = classify(sensitive="helped trusted in_time heard", neither="id month site")

    class Meta:
        indexes = [models.Index(fields=["month"], name="pulse_month")]

    def __str__(self):
        return f"An answer of {self.month:%B %Y}"
