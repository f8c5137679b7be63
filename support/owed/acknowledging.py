"""What a senior leader owes somebody, as a promise: "acknowledge.1" (R69)."""

from django.urls import reverse

from support import chases
from support.models import Acknowledgement, Case
from support.owed.kind import Kind, Owed


def _owed(case: Case) -> dict[str, Owed]:
    one = getattr(case, "acknowledgement", None)
    if one is None or one.sent_at:
        return {}
    return {"acknowledge.1": Owed(one.owed_from, one.due_at, one.owner)}


KIND = Kind(
    "acknowledge",
    words=lambda promise, name: f"A senior leader tells {name} that what happened matters",
    link=lambda promise: reverse("support:acknowledge", args=[promise.case_id]),
    clock=lambda key: chases.ACKNOWLEDGE,
    owed=_owed,
    is_open_to=lambda user, promise: (
        Acknowledgement.objects.visible_to(user).filter(case=promise.case_id).exists()
    ),
)
