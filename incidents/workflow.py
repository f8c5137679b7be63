"""Where a report stands, in the words users of incident systems know (domain.md, S76)."""

from django.db import models


class Status(models.TextChoices):
    HOLDING = "holding", "In the holding area"
    REVIEWING = "reviewing", "Being reviewed"
    APPROVING = "approving", "Awaiting approval"
    CLOSED = "closed", "Closed"


# The same for the person who reported it.
PLAIN = {
    Status.HOLDING: "We have it. Somebody will look at it soon",
    Status.REVIEWING: "Somebody is looking at it",
    Status.APPROVING: "Somebody has looked at it, and it is being checked",
    Status.CLOSED: "It has been dealt with",
}

# Every move a report can make. Anything not listed here cannot happen.
MOVES = {
    Status.HOLDING: {Status.REVIEWING},
    Status.REVIEWING: {Status.APPROVING, Status.HOLDING},
    Status.APPROVING: {Status.CLOSED, Status.REVIEWING},
    Status.CLOSED: {Status.REVIEWING},
}


class CannotMove(Exception):
    """The move is not in MOVES."""
