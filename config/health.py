"""Vital signs: is it alive, is it ready, does anything wait that should have gone (security.md E4, I6)."""

from django.db import DatabaseError
from kombu.exceptions import OperationalError

from config.celery import app
from incidents.models import Duty
from people import clock, jobs, mail, owning
from people.models import Mailing, Notice
from support.models import Promise


def signs() -> dict:
    """Database, broker and worker each true or false; the oldest waiting message and promise in seconds."""
    found = {"database": False, "broker": _broker(), "worker": False}
    try:
        now = clock.now()
        found["worker"] = jobs.was_seen(now)
        found["oldest_unsent_seconds"] = max(
            _age(now, Notice.objects.filter(mailing=None, send_at__lte=now), "send_at"),
            _age(now, Mailing.objects.filter(sent_at=None, gave_up_at=None, send_at__lte=now), "send_at"),
        )
        found["oldest_unclaimed_seconds"] = max(
            _age(now, Promise.objects.open().filter(chase_at__lte=now), "chase_at"),
            _age(now, Duty.objects.open().filter(chase_at__lte=now), "chase_at"),
        )
        found["stuck_messages"] = mail.stuck(now).count()
        found["owned_by_nobody"] = owning.was_seen()
        found["database"] = True
    except DatabaseError:
        pass
    found["well"] = found["database"] and found["broker"] and found["worker"]
    return found


def _age(now, rows, field):
    first = rows.order_by(field).values_list(field, flat=True).first()
    return int((now - first).total_seconds()) if first else 0


def _broker():
    try:
        with app.connection_for_write(connect_timeout=2) as broker:
            broker.ensure_connection(max_retries=1, timeout=2)
    except (OperationalError, OSError, *app.connection().connection_errors):
        return False
    return True
