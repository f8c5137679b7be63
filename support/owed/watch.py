"""A reaction that may have come late, as a promise: "watch.12", owed until somebody decides what would help (R66)."""

from django.urls import reverse

from support import chases, deadlines
from support.models import Case
from support.owed.kind import Kind, Owed

DECIDED_WITHIN = "2 working days"


def _owed(case: Case) -> dict[str, Owed]:
    return {
        f"watch.{one.pk}": Owed(one.raised_at, deadlines.closes(DECIDED_WITHIN, one.raised_at))
        for one in case.watches.all()
        if one.decided_at is None
    }


KIND = Kind(
    "watch",
    words=lambda promise, name: f"Decide with {name} what would help now",
    link=lambda promise: reverse("support:watch", args=[promise.case_id]),
    clock=lambda key: chases.STAGE,
    owed=_owed,
)
