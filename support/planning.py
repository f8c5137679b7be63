"""What is owed, from where a case stands: the one place that opens, moves and keeps promises.

`plan` is called at the end of every action. A promise is open while its thing is owed and is kept when it no
longer is, whoever settled it; `next_due_at` is the earliest that is open. The clock chases promises and
nothing else. What can be owed stands in `owed`, one row a kind.
"""

import json
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import connection

from support import deadlines, standing
from support.models import Case, Promise
from support.owed import KINDS, Owed, kind_of
from support.owed.by_hand import DO
from support.suggestions import SUGGESTIONS
from support.workflow import CaseStatus


def plan(case: Case, at: datetime, *, moved: tuple[str, ...] = ()) -> None:
    """Bring the promises of a case in line with all that it owes, then save `next_due_at`.

    The keys in `moved` are planned anew, for something else is owed of them now; the others keep their date, and go to
    whoever owes them now.
    """
    if case.status == CaseStatus.OPEN:
        plan_all([(case, standing.of(case))], at, moved=moved)
    else:
        _nothing_more(case, at)


def plan_all(cases: Iterable[tuple[Case, Case]], at: datetime, *, moved: tuple[str, ...] = ()) -> None:
    """The same for many open cases at once, each with the copy of it that knows what stands beside it."""
    kept, opened, given, changed = [], [], [], []
    for case, known in cases:
        promises, owed = {promise.key: promise for promise in known.promises.all()}, _owed(known)
        over = [one for one in promises.values() if _is_over(one, owed)]
        new = [
            _promise(case, key, one, at, again=key in promises)
            for key, one in owed.items()
            if key not in promises or promises[key].kept_at or key in moved
        ]
        kept, opened = kept + over, opened + new
        given += [one for one in promises.values() if one.kept_at is None and _is_anothers(one, owed, case)]
        still = promises | {one.key: one for one in new}
        due = [one.due_at for one in still.values() if one.kept_at is None and one not in over]
        before, case.next_due_at = known.next_due_at, min(due, default=None)
        if case.next_due_at != before:
            changed.append(case)
    keep_all(kept, at)
    Promise.objects.bulk_update(given, ["owner"])
    _write(opened)
    _write_next_due(changed)


def _is_over(promise, owed):
    """It is open, and owed no longer. What was promised by hand is kept by hand."""
    by_hand = kind_of(promise.key).owed is None
    return promise.kept_at is None and promise.key not in owed and not by_hand


def _is_anothers(promise, owed, case):
    """Somebody else owes it by now; says so on the promise, too."""
    if promise.key not in owed:
        return False
    before, promise.owner = promise.owner_id, owed[promise.key].owner or case.lead
    return promise.owner_id != before


def _nothing_more(case, at):
    """Support has ended or is not wanted: nothing is owed, not even what was promised by hand."""
    case.promises.open().update(kept_at=at, chase_at=None)
    case.next_due_at = None
    Case.objects.filter(pk=case.pk).update(next_due_at=None)


def keep(promise: Promise, at: datetime) -> None:
    promise.kept_at, promise.chase_at = at, None
    promise.save()


def keep_all(promises: Collection[Promise], at: datetime) -> None:
    if promises:
        Promise.objects.filter(pk__in=[one.pk for one in promises]).update(kept_at=at, chase_at=None)


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


def _write_next_due(cases):
    """In one statement; one that is due nowhere has none."""
    if not cases:
        return
    rows = [
        {"id": str(case.pk), "due_at": case.next_due_at.isoformat() if case.next_due_at else None}
        for case in cases
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE support_case SET next_due_at = next.due_at
            FROM json_to_recordset(%s) AS next (id uuid, due_at timestamptz)
            WHERE support_case.id = next.id
            """,
            [json.dumps(rows)],
        )


def _owed(case):
    """Promise key to what is owed, of all kinds."""
    return {key: owed for kind in KINDS.values() if kind.owed for key, owed in kind.owed(case).items()}
