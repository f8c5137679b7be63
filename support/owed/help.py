"""Steps of practical help as promises: "help.adjustments.1.agree" (R71 to R81)."""

from django.urls import reverse

from support import chases
from support.help import LEAD, PERSON, TRACKS
from support.models import Case, Help
from support.owed.kind import Kind, Owed
from support.workflow import HelpStatus


def key_of(help: Help, step: str) -> str:
    return f"help.{help.track}.{help.number}.{step}"


def _owed(case: Case) -> dict[str, Owed]:
    return {
        key_of(help, step.key): Owed(help.opened_at, step.due_at, _owner(help, step), {"help": help})
        for help in case.helps.all()
        if help.status == HelpStatus.OPEN
        for step in help.steps.all()
        if step.due_at
    }


def _owner(help, step):
    """None, whoever looks after the case, also for what waits for the colleague's own word."""
    track = TRACKS[help.track]
    return None if track.owner_of(track.parts[step.key]) in (LEAD, PERSON) else help.owner


def _parts(promise):
    _, track, _, step = promise.key.split(".")
    return TRACKS[track], TRACKS[track].parts[step]


def _words(promise, name):
    track, part = _parts(promise)
    return f"{track.name}: {part.name}"


def _clock(key):
    """The colleague is reminded of a day in court too (R89)."""
    _, track, _, step = key.split(".")
    return chases.COURT_DAY if (track, step) == ("court", "dates") else chases.HELP


KIND = Kind(
    "help",
    words=_words,
    link=lambda promise: reverse("support:help-step", args=[promise.help_id, promise.key.split(".")[3]]),
    clock=_clock,
    owed=_owed,
    is_open_to=lambda user, promise: Help.objects.visible_to(user).filter(pk=promise.help_id).exists(),
)
