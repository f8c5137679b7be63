"""What is owed, from where a case stands: the one place that opens, moves and keeps promises.

`plan` is called at the end of every action. A promise is open while its thing is owed and is kept when it no
longer is, whoever settled it; `next_due_at` is the earliest that is open. The clock chases promises and
nothing else.
"""

from datetime import datetime

from support import deadlines
from support.chases import chase_at
from support.models import Case, Promise, Stage
from support.suggestions import SUGGESTIONS
from support.workflow import SETTLED, CaseStatus, CheckInStatus, StageStatus

DO = "do."


def plan(case: Case, at: datetime, *, moved: tuple[str, ...] = ()) -> None:
    """Bring the promises of a case in line with its stages and check-ins, then save `next_due_at`.

    The keys in `moved` are planned anew, for something else is owed of them now; the others keep their date.
    """
    promises = {promise.key: promise for promise in case.promises.all()}
    owed = _owed(case) if case.status == CaseStatus.OPEN else {}
    for key, promise in promises.items():
        asked_for = key.startswith(DO) and case.status == CaseStatus.OPEN
        if promise.kept_at is None and key not in owed and not asked_for:
            keep(promise, at)
    opened = [
        _promise(case, key, opens_at, due_at, at, again=key in promises)
        for key, (opens_at, due_at) in owed.items()
        if key not in promises or promises[key].kept_at or key in moved
    ]
    _write(opened)
    promises |= {promise.key: promise for promise in opened}
    open_until = [promise.due_at for promise in promises.values() if promise.kept_at is None]
    case.next_due_at = min(open_until, default=None)
    Case.objects.filter(pk=case.pk).update(next_due_at=case.next_due_at)


def keep(promise: Promise, at: datetime) -> None:
    promise.kept_at, promise.chase_at = at, None
    promise.save()


def promise_to_do(case: Case, key: str, at: datetime) -> None:
    """Take up a suggestion: owed until somebody says that it is done. Asking twice moves no date."""
    promise = case.promises.filter(key=DO + key).first()
    if promise and promise.kept_at is None:
        return
    due_at = deadlines.due(SUGGESTIONS[key].within, happened=at, reported=at)
    _write([_promise(case, DO + key, at, due_at, at, again=promise is not None)])


def _promise(case, key, opens_at, due_at, at, *, again):
    """One that is open. What comes up again after its time gets a little longer from now."""
    if again and due_at <= at:
        due_at = deadlines.closes(deadlines.AGAIN_WITHIN, at)
    first_chase = chase_at(key, opens_at, due_at, at=at)
    return Promise(
        case=case, key=key, owner=case.lead, opens_at=opens_at, due_at=due_at, chase_at=first_chase
    )


def _write(promises):
    """All in one statement; one that was there before is open again."""
    Promise.objects.bulk_create(
        promises,
        update_conflicts=True,
        unique_fields=["case", "key"],
        update_fields=["owner", "opens_at", "due_at", "kept_at", "chase", "chase_at"],
    )


def _owed(case):
    """Promise key to (opens_at, due_at), for each stage and check-in that still wants something."""
    owed, owes = {}, {rule.key: rule.owes for rule in case.version.rules.all()}
    for stage in case.stages.all():
        window = stage_owed(stage, owes[stage.key])
        if window:
            owed[f"stage.{stage.key}"] = window
    for check_in in case.check_ins.all():
        if check_in.status in (CheckInStatus.AHEAD, CheckInStatus.NO_ANSWER):
            owed[f"check_in.{check_in.week}"] = (deadlines.start_of_day(check_in.due_at), check_in.due_at)
    return owed


def stage_owed(stage: Stage, owes: str) -> tuple[datetime, datetime] | None:
    """When we must have done our part for this stage, or None when nothing is owed for it now."""
    if stage.status in SETTLED:
        return None
    if stage.booked_for:
        return stage.booked_for, deadlines.end_of_day(stage.booked_for)
    if owes == "agreed" or stage.due_at is None:
        return None
    if owes == "offered" and stage.status == StageStatus.OFFERED:
        return None
    return stage.opens_at, stage.due_at
