"""What somebody looked after passes on once they may look after it no longer: nothing is owned by nobody (R10, G8).

An account that ends hands on everything at once; so does a role that is taken away. A role that runs out by its date is
found by the clock.
"""

from datetime import datetime
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery

from people.models import User
from support import access
from support.actions.moving import locked
from support.handing_on.passing import pass_on
from support.models import Case, Promise
from support.owed import KINDS
from support.workflow import CaseStatus

# Promises that are recorded apart from the case: whoever owes them need not open it, and hands them on in other ways.
_APART = reduce(or_, (Q(key__startswith=kind.key) for kind in KINDS.values() if kind.is_open_to))


def pass_on_all(at: datetime) -> int:
    """Every open case whose lead may not go on, whatever the reason; returns how many were handed on."""
    leads = Case.objects.filter(status=CaseStatus.OPEN).order_by().values("lead").distinct()
    passed = sum(pass_on_of(user, by=None, at=at) for user in User.objects.filter(pk__in=leads))
    owing = Promise.objects.open().exclude(owner=F("case__lead")).exclude(_APART, owner__is_active=True)
    for user in User.objects.filter(pk__in=owing.order_by().values("owner").distinct()):
        hand_back(user)
    return passed


def pass_on_of(user: User, *, by: User | None, at: datetime) -> int:
    """What this one person leads and may lead no longer."""
    theirs = Case.objects.filter(lead=user, status=CaseStatus.OPEN)
    rightly = Case.objects.filter(access.leads_by_right(user), lead=user).values("pk")
    passed = 0
    for case in theirs.exclude(pk__in=rightly).order_by("pk"):
        passed += _pass_on(case, user, by=by, at=at)
    hand_back(user)
    return passed


@transaction.atomic
def _pass_on(case, before, *, by, at):
    case = locked(case)
    still_theirs = case.lead_id == before.pk and case.status == CaseStatus.OPEN
    return still_theirs and pass_on(case, by=by, at=at)


def hand_back(user: User) -> None:
    """What somebody owed in a case that another leads is that lead's now: they have left, or open it no longer."""
    theirs = Promise.objects.open().filter(owner=user)
    if user.is_active:
        theirs = theirs.exclude(_APART).exclude(case__in=Case.objects.visible_to(user))
    lead = Case.objects.filter(pk=OuterRef("case")).values("lead")
    theirs.update(owner=Subquery(lead))
