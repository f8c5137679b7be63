"""Where a report stands, in the words users of incident systems know (domain.md, S76)."""

from django.db import models


class Status(models.TextChoices):
    HOLDING = "holding", "In the holding area"
    REVIEWING = "reviewing", "Being reviewed"
    APPROVING = "approving", "Awaiting approval"
    CLOSED = "closed", "Closed"
    MERGED = "merged", "Merged with another report"


# The same for the person who reported it.
PLAIN = {
    Status.HOLDING: "We have it. Somebody will look at it soon",
    Status.REVIEWING: "Somebody is looking at it",
    Status.APPROVING: "Somebody has looked at it, and it is being checked",
    Status.CLOSED: "It has been dealt with",
    Status.MERGED: "It was reported twice, and is looked at together with the other report",
}

# What comes after that, for them.
NEXT = {
    Status.HOLDING: "Next, somebody who looks after your team reads it.",
    Status.REVIEWING: "Next, they find out what happened and what has to change, and tell you here.",
    Status.APPROVING: "Next, a second person makes sure that nothing was left out.",
    Status.CLOSED: "It can be opened again. If something was left out, tell your manager or add it to the report.",
    Status.MERGED: "Nothing of yours is lost. What comes of it is told to you here.",
}

# Every move a report can make. Anything not listed here cannot happen. Closing, opening again and merging ask for more
# (actions/closing.py, actions/merging.py); a merged report stays merged.
MOVES = {
    Status.HOLDING: {Status.REVIEWING, Status.MERGED},
    Status.REVIEWING: {Status.APPROVING, Status.HOLDING, Status.MERGED},
    Status.APPROVING: {Status.CLOSED, Status.REVIEWING},
    Status.CLOSED: {Status.REVIEWING},
    Status.MERGED: set(),
}
# Those that need no more than a tap.
PLAIN_MOVES = {Status.HOLDING, Status.REVIEWING, Status.APPROVING}


class CannotMove(Exception):
    """The move is not in MOVES."""
