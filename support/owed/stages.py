"""Stages of the pathway as promises: "stage.defusing"."""

from django.urls import reverse

from support import chases, deadlines
from support.models import Case, Stage
from support.owed.kind import Kind, Owed
from support.pathway import STAGES
from support.workflow import SETTLED, StageStatus


def stage_owed(stage: Stage, owes: str) -> Owed | None:
    """When we must have done our part for this stage, or None when nothing is owed for it now."""
    if stage.status in SETTLED:
        return None
    if stage.booked_for:
        return Owed(stage.booked_for, deadlines.end_of_day(stage.booked_for))
    if owes == "agreed" or stage.due_at is None:
        return None
    if owes == "offered" and stage.status == StageStatus.OFFERED:
        return None
    return Owed(stage.opens_at, stage.due_at)


def _owed(case: Case) -> dict[str, Owed]:
    owes = {rule.key: rule.owes for rule in case.version.rules.all()}
    found = {f"stage.{stage.key}": stage_owed(stage, owes[stage.key]) for stage in case.stages.all()}
    led = {f"stage.{one.session.kind}" for one in case.attendances.all() if one.is_coming}
    return {key: owed for key, owed in found.items() if owed and key not in led}


def _words(promise, name):
    stage = STAGES[_stage(promise)]
    return f"Consider and offer: {stage.name.lower()}" if stage.owes == "offered" else stage.name


def _stage(promise):
    return promise.key.partition(".")[2]


def _clock(key):
    return chases.SAME_SHIFT if key in ("stage.immediate", "stage.demobilising") else chases.STAGE


KIND = Kind(
    "stage",
    words=_words,
    link=lambda promise: reverse("support:stage", args=[promise.case_id, _stage(promise)]),
    clock=_clock,
    owed=_owed,
)
