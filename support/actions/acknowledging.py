"""A senior leader has told somebody that what happened matters (R69). That it was sent is noted, and never its text."""

from django.db import transaction

from people.access import require
from people.clock import now
from people.models import User
from people.trail import record
from support import access, acknowledging
from support.actions.moving import locked, under_way
from support.contact.avoided import avoided
from support.models import Acknowledgement, Case
from support.opening import part_of
from support.planning import plan


@transaction.atomic
def send_acknowledgement(
    one: Acknowledgement, *, by: User, how: str, by_owner: bool = False, at=None
) -> Acknowledgement:
    """Log that it was sent, by whoever logs it or (`by_owner`) by the leader who owes it. Twice changes nothing.

    That the colleague would rather not hear from one is noted by those who look after them, and settles it too.
    """
    case, at = locked(Case(pk=one.case_id)), at or now()
    one = Acknowledgement.objects.select_for_update(of=("self",)).get(pk=one.pk)
    require(access.can_send(by, one))
    if one.sent_at:
        return one
    one.sent_at, one.sent_by, one.how = at, one.owner if by_owner else by, Acknowledgement.How(how)
    require(one.was_told or access.can_run(by, case))
    one.save()
    record(
        "acknowledgement.sent" if one.was_told else "acknowledgement.not_wanted", by=by, subject=one, at=at
    )
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
    one = acknowledging.owe_one(case, part_of(case.incident) | avoided(case), by=by, at=at)
    plan(locked(case), at)
    return one
