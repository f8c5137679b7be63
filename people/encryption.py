"""Fields kept encrypted at rest, with keys that live outside the database, and keyed hashes to match by."""

import hashlib
import hmac
import json

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


def _box():
    return MultiFernet([Fernet(key) for key in settings.ENCRYPTION_KEYS])


def encrypt(data: bytes) -> bytes:
    return _box().encrypt(data)


def decrypt(token: bytes) -> bytes:
    """The bytes that were encrypted; raises `cryptography.fernet.InvalidToken` when no key fits."""
    return _box().decrypt(bytes(token))


def keyed_hash(purpose: str, text: str) -> str:
    """64 hex digits; the same text gives the same digits for one purpose only, and nothing without HASH_KEY."""
    return hmac.new(settings.HASH_KEY.encode(), f"{purpose}\x1f{text}".encode(), hashlib.sha256).hexdigest()


class EncryptedTextField(models.TextField):
    """Text that the database holds only as a Fernet token. It cannot be filtered or sorted by."""

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return value if value in (None, "") else encrypt(value.encode()).decode()

    def from_db_value(self, value, expression, connection):
        return value if value in (None, "") else decrypt(value.encode()).decode()


class EncryptedJSONField(EncryptedTextField):
    """Lists and dicts, dates included (they come back as ISO text), held as a Fernet token."""

    def get_prep_value(self, value):
        return None if value is None else super().get_prep_value(json.dumps(value, cls=DjangoJSONEncoder))

    def from_db_value(self, value, expression, connection):
        text = super().from_db_value(value, expression, connection)
        return text if text in (None, "") else json.loads(text)

    def to_python(self, value):
        return value


class EncryptedBytesField(models.BinaryField):
    """A file, held as a Fernet token."""

    def get_db_prep_value(self, value, connection, prepared=False):
        if value is not None and not prepared:
            value = encrypt(bytes(value))
        return super().get_db_prep_value(value, connection, prepared)

    def from_db_value(self, value, expression, connection):
        return None if value is None else decrypt(value)
