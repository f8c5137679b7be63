"""Fields filled up to a few sizes, by the name that the migrations know them by."""

from people.padded import PaddedBytesField, PaddedJSONField

__all__ = ["PaddedBytesField", "PaddedJSONField"]
