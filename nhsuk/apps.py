"""Tells Django that the look of the house is here."""

from django.apps import AppConfig


class NhsukConfig(AppConfig):
    name = "nhsuk"
