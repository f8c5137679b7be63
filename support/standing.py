"""What stands beside a case, from which all that it owes is worked out: read once, in few questions.

Most cases have no meeting, no practical help and no wish. One question finds which of these there are, and only those
are read.
"""

import copy
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from django.db import connection
from django.db.models import Prefetch, prefetch_related_objects

from support.models import Case

ALWAYS = ("promises", "stages", "check_ins", "version__rules")
SELDOM = (
    "acknowledgement",
    "asked_for_another",
    "attendances",
    "decisions",
    "helps",
    "preference",
    "separations",
    "team_check_ins",
    "watches",
)
# What is read together with it: rows further on, and whoever owns it.
DEEPER = {"decisions": "stages__decisions", "helps": "helps__steps"}
OWNED = {
    "acknowledgement": ("owner",),
    "asked_for_another": ("owner",),
    "helps": ("owner",),
    "preference": ("hear_from", "on_leave_by"),
}


def of(case: Case) -> Case:
    """The case once more, with all that stands beside it as it is now."""
    fresh = copy.copy(case)
    fresh._prefetched_objects_cache = {}
    fresh.next_due_at, *there = _what_is_there(case.pk)
    for name in SELDOM:
        put(fresh, name, ()) if name not in there else _forget(fresh, name)
    deeper = [DEEPER[name] for name in there if name in DEEPER]
    prefetch_related_objects([fresh], *ALWAYS, *map(_with_owner, there), *deeper)
    _no_decisions(fresh, there)
    return fresh


def just_opened(cases: Iterable[Case], **made: Iterable) -> None:
    """Cases that were opened a moment ago, with the rows that were made beside them; nothing else can be there yet."""
    beside = defaultdict(list)
    for name, rows in made.items():
        for row in rows:
            beside[row.case_id, name].append(row)
    for case in cases:
        for name in ("promises", "stages", "check_ins", *SELDOM):
            put(case, name, beside[case.pk, name])
        _no_decisions(case, ())


def put(row, name: str, found) -> None:
    """As prefetching would have it: `row.<name>` is these rows, and the database is not asked."""
    field = row._meta.get_field(name)
    if field.one_to_one:
        field.set_cached_value(row, next(iter(found), None))
        return
    rows = field.related_model._default_manager.none()
    rows._result_cache = list(found)
    row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = rows


def _with_owner(name):
    rows = Case._meta.get_field(name).related_model._default_manager
    return Prefetch(name, rows.select_related(*OWNED[name])) if name in OWNED else name


def _no_decisions(case, there):
    if "decisions" not in there:
        for stage in case.stages.all():
            put(stage, "decisions", ())


def _forget(case, name):
    field = case._meta.get_field(name)
    if field.one_to_one and field.is_cached(case):
        field.delete_cached_value(case)


def _what_is_there(pk):
    """When it is next due, and the names of SELDOM of which there is any."""
    with connection.cursor() as cursor:
        cursor.execute(_question(), [pk])
        next_due_at, *answers = cursor.fetchone()
    return next_due_at, *(name for name, there in zip(SELDOM, answers, strict=True) if there)


@cache
def _question():
    tables = [Case._meta.get_field(name).related_model._meta.db_table for name in SELDOM]
    asked = [f"EXISTS (SELECT FROM {table} WHERE {table}.case_id = support_case.id)" for table in tables]
    return f"SELECT next_due_at, {', '.join(asked)} FROM support_case WHERE id = %s"
