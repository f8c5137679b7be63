"""What is owed, from where a case stands: the one place that opens, moves and keeps promises.

`plan` is called at the end of every action. A promise is open while its thing is owed and is kept when it no
longer is, whoever settled it; `next_due_at` is the earliest that is open. The clock chases promises and
nothing else. What can be owed stands in `owed`, one row a kind.
"""

from datetime import datetime

from support import deadlines
from support.models import Case, Promise
from support.owed import KINDS, Owed, kind_of
from support.owed.by_hand import DO
from support.suggestions import SUGGESTIONS
from support.workflow import CaseStatus

# What `plan` reads beside a case: what there is when it is opened, and what cannot be there yet. Read for many cases at
# once, it costs as much as for one.
AT_FIRST = ("stages", "check_ins", "team_check_ins", "acknowledgement")
NOT_YET = (
    "promises",
    "helps",
    "watches",
    "preference",
    "attendances",
    "asked_for_another",
    "stages__decisions",
    "separations",
)


def none_of(path: str):
    """No rows of what stands at this path from a case, found without asking the database."""
    model = Case
    for name in path.split("__"):
        model = model._meta.get_field(name).related_model
    return model._default_manager.none()


def plan(case: Case, at: datetime, *, moved: tuple[str, ...] = ()) -> None:
    """Bring the promises of a case in line with all that it owes, then save `next_due_at`.

    The keys in `moved` are planned anew, for something else is owed of them now; the others keep their date.
    """
    promises = {promise.key: promise for promise in case.promises.all()}
    owed = _owed(case) if case.status == CaseStatus.OPEN else {}
    for key, promise in promises.items():
        by_hand = kind_of(key).owed is None and case.status == CaseStatus.OPEN
        if promise.kept_at is None and key not in owed and not by_hand:
            keep(promise, at)
    opened = [
        _promise(case, key, one, at, again=key in promises)
        for key, one in owed.items()
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
    _write([_promise(case, DO + key, Owed(at, due_at), at, again=promise is not None)])


def _promise(case, key, owed, at, *, again):
    """One that is open. What comes up again after its time gets a little longer from now."""
    due_at = deadlines.closes(deadlines.AGAIN_WITHIN, at) if again and owed.due_at <= at else owed.due_at
    first_chase = kind_of(key).clock(key).next_at(owed.opens_at, due_at, at=at)
    return Promise(
        case=case,
        key=key,
        owner=owed.owner or case.lead,
        opens_at=owed.opens_at,
        due_at=due_at,
        chase_at=first_chase,
        **owed.about,
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
    """Promise key to what is owed, of all kinds."""
    return {key: owed for kind in KINDS.values() if kind.owed for key, owed in kind.owed(case).items()}
