"""That somebody asked to be looked after by somebody else, as a promise to answer: "another"."""

from django.urls import reverse

from support import chases
from support.models import Case
from support.owed.kind import Kind, Owed
from support.own.somebody_else import KEY


def _owed(case: Case) -> dict[str, Owed]:
    wish = next((one for one in case.asked_for_another.all() if one.decided_at is None), None)
    return {KEY: Owed(wish.asked_at, wish.due_at, wish.owner)} if wish else {}


def _is_open_to(user, promise):
    return promise.owner_id == user.pk


KIND = Kind(
    KEY,
    words=lambda promise, name: f"Answer what {name} has asked for",
    link=lambda promise: reverse("support:another", args=[promise.case_id]),
    clock=lambda key: chases.STAGE,
    owed=_owed,
    is_open_to=_is_open_to,
)
