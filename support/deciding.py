"""What an answer suggests and nobody has decided yet: shown, owed, and made anew when the answer changes (R36, R37)."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from support import deadlines
from support.models import Case, Help, Promise, Stage, SuggestionDecision
from support.suggestions import Suggestion, suggested
from support.workflow import HelpStatus


def undecided(
    stage: Stage, prompts: Iterable[Mapping], promises: Iterable[Promise], helps: Iterable[Help] = ()
) -> list[Suggestion]:
    """What stands to be decided: what is being done, or was done since the answer was given, is not asked again.

    `helps` are open, and count before anything is promised of them.
    """
    decided = {one.key for one in stage.decisions.all() if one.superseded_at is None}
    asked_at = stage.answered_at
    promised = [
        promise.key
        for promise in promises
        if promise.kept_at is None or asked_at is None or promise.kept_at >= asked_at
    ]
    promised += [f"help.{one.track}." for one in helps]
    return [
        one
        for one in suggested(prompts, stage.answers)
        if one.key not in decided and not one.is_under_way(promised)
    ]


def waiting(case: Case) -> dict[Stage, list[Suggestion]]:
    """Stage to what nobody has decided there, for stages answered since decisions are asked for."""
    prompts = {rule.key: rule.prompts for rule in case.version.rules.all()}
    promises = list(case.promises.all())
    helps = [one for one in case.helps.all() if one.status == HelpStatus.OPEN]
    found = {
        stage: undecided(stage, prompts.get(stage.key, ()), promises, helps)
        for stage in case.stages.all()
        if stage.answered_at
    }
    return {stage: ones for stage, ones in found.items() if ones}


def due(stage: Stage, suggestions: Iterable[Suggestion]) -> datetime:
    """As soon as the most urgent of them should be done: what is to be done today is to be decided today."""
    at = stage.answered_at
    return min(deadlines.due(one.within, happened=at, reported=at) for one in suggestions)


def answers_changed(stage: Stage, prompts: Iterable[Mapping], before: Mapping, at: datetime) -> None:
    """Call when `stage.answers` has been changed from `before` and before it is saved.

    A decision about an answer that is another one now stands no more.
    """
    old, new = _behind(prompts, before), _behind(prompts, stage.answers)
    changed = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
    if not changed:
        return
    if changed & new.keys():
        stage.answered_at = at
    stage.decisions.filter(key__in=changed, superseded_at=None).update(superseded_at=at)


def decide(case: Case, key: str, *, by, is_taken: bool, reason: str = "", at: datetime) -> bool:
    """Write the decision for every stage that suggests it; False when nothing was left to decide."""
    prompts = {rule.key: rule.prompts for rule in case.version.rules.all()}
    stages = [
        stage
        for stage in case.stages.prefetch_related("decisions")
        if key in [one.key for one in undecided(stage, prompts.get(stage.key, ()), ())]
    ]
    SuggestionDecision.objects.bulk_create(
        SuggestionDecision(case=case, stage=stage, key=key, is_taken=is_taken, reason=reason, by=by, at=at)
        for stage in stages
    )
    return bool(stages)


def _behind(prompts, answers):
    """Suggestion to the answers that make it."""
    found = {}
    for prompt in prompts:
        answer = answers.get(prompt["key"])
        for one in answer if isinstance(answer, list) else [answer]:
            for key in prompt["suggests"].get(one, []):
                found.setdefault(key, set()).add((prompt["key"], one))
    return found
