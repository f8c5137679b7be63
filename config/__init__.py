"""The wiring: settings, addresses, the worker, the health page. No rule about incidents or people lives here."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
