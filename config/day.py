"""What needs somebody today, by role: each room says its part, the most urgent first."""

from importlib import import_module

from django.utils import timezone

ROOMS = ("incidents", "support", "reviews", "audit", "people")


def panels(user, at=None):
    """The panels of every room's `day.py`. A room returns only what concerns this user's roles."""
    at = at or timezone.now()
    found = [panel for room in ROOMS for panel in import_module(f"{room}.day").panels(user, at)]
    return sorted(found, key=lambda panel: panel["urgent"])
