"""What an answer suggests, as a promise: "decide.immediate". Owed until somebody has decided, either way (R36, R37)."""

from django.urls import reverse

from support import chases, deciding
from support.models import Case
from support.owed.kind import Kind, Owed

SAME_SHIFT = ("decide.immediate", "decide.demobilising")


def _owed(case: Case) -> dict[str, Owed]:
    return {
        f"decide.{stage.key}": Owed(stage.answered_at, deciding.due(stage, suggestions))
        for stage, suggestions in deciding.waiting(case).items()
    }


KIND = Kind(
    "decide",
    words=lambda promise, name: f"Decide what the answers suggest for {name}",
    link=lambda promise: f"{reverse('support:case', args=[promise.case_id])}#{promise.key}",
    clock=lambda key: chases.SAME_SHIFT if key in SAME_SHIFT else chases.STAGE,
    owed=_owed,
)
