"""Equality answers, kept so that neither the tables nor a backup say whose they are (R11).

No row leads to an account but by a keyed hash, for which the tables have no key. Everybody who works here has an envelope
of one size, whether there is an answer in it or not. What somebody saves waits as a parcel under another hash; each night
all envelopes are sealed anew in one transaction, in shuffled order, so that PostgreSQL's hidden marks of which rows were
written together pair none of them with a session (security.md, section 2, fact 5).
"""

import uuid

from django.db import models

from people.padded import SmallPaddedJSONField
from people.privacy import classify


class EqualityParcel(models.Model):
    """What somebody saved today: it counts at once for themselves and goes into their envelope in the night."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=64, unique=True, editable=False)
    goes_on = models.DateField(help_text="The day after, for everybody who saved on that day")
    content = SmallPaddedJSONField()

    privacy = classify(identifying="key", sensitive="content", neither="id goes_on")

    def __str__(self):
        return "Waiting for the night"


class EqualityEnvelope(models.Model):
    """`content`: answers by characteristic, or nothing."""

    key = models.CharField(max_length=64, primary_key=True, editable=False)
    content = SmallPaddedJSONField()

    privacy = classify(identifying="key", sensitive="content")

    def __str__(self):
        return "Envelope"
