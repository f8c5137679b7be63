"""Fields for what was said in confidence: filled up to a few sizes, encrypted, and without the time.

A Fernet token begins with the second it was made, for anybody to read. That would tell when somebody sat down to
report, so these say that they were made in 1970.
"""

import json

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from people.encryption import decrypt
from people.padding import SMALLEST, pad, unpad


def encrypt_undated(data: bytes) -> bytes:
    return MultiFernet([Fernet(key) for key in settings.ENCRYPTION_KEYS]).encrypt_at_time(data, 0)


class PaddedBytesField(models.BinaryField):
    smallest = SMALLEST

    def get_db_prep_value(self, value, connection, prepared=False):
        if value is not None and not prepared:
            value = encrypt_undated(pad(bytes(value), self.smallest))
        return super().get_db_prep_value(value, connection, prepared)

    def from_db_value(self, value, expression, connection):
        return None if value is None else unpad(decrypt(value))


class PaddedJSONField(PaddedBytesField):
    """A dictionary; it cannot be searched by."""

    def get_db_prep_value(self, value, connection, prepared=False):
        if value is not None and not prepared:
            value = json.dumps(value, cls=DjangoJSONEncoder).encode()
        return super().get_db_prep_value(value, connection, prepared)

    def from_db_value(self, value, expression, connection):
        content = super().from_db_value(value, expression, connection)
        return None if content is None else json.loads(content)


class SmallPaddedJSONField(PaddedJSONField):
    """For a few short answers, of which there is a row for everybody."""

    smallest = 1024
