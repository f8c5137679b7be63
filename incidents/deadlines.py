"""Times in this room: whether something can have happened yet. Pure functions, Europe/London."""

from datetime import UTC, date, datetime, time

from people.deadlines import LONDON


def has_happened(on: date, at: time | None, now: datetime) -> bool:
    """Whether a clock on the wall can have shown this before `now`.

    01:30 on the autumn night comes twice, so the first counts; 01:30 on the spring night never comes, and
    is read as
    the clock would have shown it an hour either way. Without a time the whole day counts.
    """
    if at is None:
        return on <= now.astimezone(LONDON).date()
    instants = [datetime.combine(on, at.replace(fold=fold), LONDON).astimezone(UTC) for fold in (0, 1)]
    return min(instants) <= now
