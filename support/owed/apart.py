"""Looking again at how somebody is kept apart from the person who did it, as a promise: "apart.review" (R50)."""

from datetime import date

from django.urls import reverse

from support import chases, deadlines
from support.models import Case
from support.owed.kind import Kind, Owed

KEY = "apart.review"
# Said when demobilising: ways that somebody should keep an eye on, though no plan has been made of them yet.
_WAYS = {"area", "rota", "visits"}


def _owed(case: Case) -> dict[str, Owed]:
    plans = list(case.separations.all())
    standing = next((plan for plan in plans if plan.ended_at is None), None)
    due_at = standing.review_due_at if standing else None
    if not plans:
        due_at = said_when_demobilising(case)[1]
    return {KEY: Owed(deadlines.start_of_day(due_at), due_at)} if due_at else {}


def said_when_demobilising(case: Case):
    """(ways, the end of the day on which to look again): what was answered there, or ([], None)."""
    stage = next((one for one in case.stages.all() if one.key == "demobilising"), None)
    answers = stage.answers if stage else {}
    ways, on = answers.get("apart") or [], answers.get("apart_review")
    if not (on and _WAYS & set(ways)):
        return ways, None
    return ways, deadlines.last_minute(date.fromisoformat(on))


KIND = Kind(
    "apart",
    words=lambda promise, name: f"Look again at how {name} is kept apart from the person who did it",
    link=lambda promise: reverse("support:apart", args=[promise.case_id]),
    clock=lambda key: chases.STAGE,
    owed=_owed,
)
