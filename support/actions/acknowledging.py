"""A senior leader has told somebody that what happened matters (R69). That it was sent is noted, and never its text."""

from django.db import transaction

from people.access import require
from people.clock import now
from people.models import User
from people.trail import record
from support import access, acknowledging
from support.actions.moving import locked, under_way
from support.models import Acknowledgement, Case
from support.opening import part_of
from support.planning import plan


@transaction.atomic
def send_acknowledgement(one: Acknowledgement, *, by: User, how: str, at=None) -> Acknowledgement:
    """Log that it was sent. Logging it twice changes nothing."""
    case, at = locked(Case(pk=one.case_id)), at or now()
    one = Acknowledgement.objects.select_for_update(of=("self",)).get(pk=one.pk)
    require(access.can_send(by, one))
    if one.sent_at:
        return one
    one.sent_at, one.sent_by, one.how = at, by, Acknowledgement.How(how)
    one.save()
    record("acknowledgement.sent", by=by, subject=one, at=at)
    plan(case, at)
    return one


@transaction.atomic
def ask_for_acknowledgement(case: Case, *, by: User, at=None) -> Acknowledgement:
    """Whoever looks after somebody asks a senior leader for it where no rule did. Not for what is in confidence."""
    case, at = locked(case), at or now()
    in_confidence = case.incident.is_sealed or access.is_protected(case.person)
    require(access.can_run(by, case) and not in_confidence)
    under_way(case)
    standing = Acknowledgement.objects.filter(case=case).first()
    if standing:
        return standing
    one = acknowledging.owe_one(case, part_of(case.incident), by=by, at=at)
    plan(locked(case), at)
    return one
