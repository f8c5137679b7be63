"""What must be said before a stage is recorded. The form shows these faults, the action refuses them."""

from collections.abc import Mapping

from support import reasons
from support.workflow import SETTLED, StageStatus


class CannotRecord(Exception):
    """Something that must be said is missing. `faults` maps a field to what to do."""

    def __init__(self, faults):
        super().__init__("; ".join(faults.values()))
        self.faults = faults


def faults(
    rule, *, outcome, reason, next_step, answers: Mapping, booked_for, led_by, leaders
) -> dict[str, str]:
    """Field to what to do about it; empty when all is well. `leaders` are those who may lead this stage."""
    found = {}
    if outcome in reasons.NEEDS_REASON and reason not in dict(reasons.choices(outcome)):
        found["reason"] = "Choose a reason"
    if outcome == StageStatus.BOOKED and not booked_for:
        found["booked_for"] = "Enter the day it is booked for"
    if outcome == StageStatus.DEFERRED and not booked_for:
        found["booked_for"] = "Enter the day you will look at it again"
    if outcome in SETTLED and not next_step:
        found["next_step"] = "Choose what comes next"
    if next_step == "repeat" and not booked_for:
        found["booked_for"] = "Enter the day you will do it again"
    if outcome == StageStatus.HELD and led_by not in leaders:
        found["led_by"] = "Choose who led it: somebody with the role or the training for it"
    for prompt in rule.prompts:
        if outcome in prompt["needed_for"]:
            answer = answers.get(prompt["key"])
            if not answer:
                found[prompt["key"]] = f"Answer “{prompt['words']}”"
            elif prompt["must_be"] and answer != prompt["must_be"]:
                found[prompt["key"]] = (
                    f"This can only be recorded when the answer to “{prompt['words']}” is yes"
                )
    return found
