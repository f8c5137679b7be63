"""When a message may leave. Pure functions of times, Europe/London."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
# The one digest of the day. It falls outside the quiet hours (21:00 to 07:00) by definition.
DIGEST_AT = time(8)


def next_digest(at: datetime) -> datetime:
    """The next 08:00 on a London clock, strictly after `at`."""
    local = at.astimezone(LONDON)
    today = datetime.combine(local.date(), DIGEST_AT, LONDON)
    if today > local:
        return today
    return datetime.combine(local.date() + timedelta(days=1), DIGEST_AT, LONDON)


def send_at(at: datetime, *, urgent: bool) -> datetime:
    """Urgent notices leave at once; the rest wait for the digest."""
    return at if urgent else next_digest(at)
