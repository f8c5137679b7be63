"""What a panel can decide about an incident, where an action stands, and every move an action can make."""

from django.db import models


class CannotMove(Exception):
    """The move is not in MOVES."""


class Decision(models.TextChoices):
    KEEP_OPEN = "keep_open", "Keep open: look at it again next time"
    ESCALATE = "escalate", "Escalate: ask the violence prevention lead, and look at it again next time"
    CLOSE = "close", "Close: the panel has finished with it"


class ActionStatus(models.TextChoices):
    OPEN = "open", "Open"
    IN_PROGRESS = "in_progress", "In progress"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"


# Every move an action can make. Anything not listed here cannot happen.
MOVES = {
    ActionStatus.OPEN: {ActionStatus.IN_PROGRESS, ActionStatus.DONE, ActionStatus.DROPPED},
    ActionStatus.IN_PROGRESS: {ActionStatus.OPEN, ActionStatus.DONE, ActionStatus.DROPPED},
    ActionStatus.DONE: {ActionStatus.OPEN},
    ActionStatus.DROPPED: {ActionStatus.OPEN},
}

# Still owed: these open every agenda (R132).
UNFINISHED = (ActionStatus.OPEN, ActionStatus.IN_PROGRESS)


class PrintStatus(models.TextChoices):
    WAITING = "waiting", "Waiting to be made"
    READY = "ready", "Ready"
    FAILED = "failed", "Could not be made"
