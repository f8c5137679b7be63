"""What is done with the register of policies: add one, correct it, review it, take it out of force (R14, R25)."""

from datetime import date, datetime, timedelta

from django.db import transaction

from audit import access, deadlines, notices
from audit.models import Policy, PolicyReview
from audit.owed import REVIEW
from incidents import duties
from incidents.models import Duty
from incidents.workflow import CannotMove
from people.access import require
from people.clock import now
from people.models import User
from people.trail import record
from support.models import PathwayVersion

Outcome = PolicyReview.Outcome
# The same review within this time is a form that was sent twice.
SENT_TWICE = timedelta(minutes=10)


@transaction.atomic
def add_policy(
    *,
    by: User,
    title: str,
    what_for: str,
    version: str,
    reference: str,
    reviewed_on: date,
    next_on: date,
    owner: User,
    serves: str = "",
    has_support: bool = False,
    at: datetime | None = None,
) -> Policy:
    """One that exists already, with the version that is in force. Its owner is reminded from now on."""
    require(access.can_keep_registers(by))
    at = at or now()
    policy = Policy(
        title=title,
        what_for=what_for,
        serves=serves,
        owner=owner,
        version=version,
        reference=reference,
        has_support=has_support,
        reviewed_on=reviewed_on,
        next_on=next_on,
        added_at=at,
        added_by=by,
    )
    _save(policy, by, at)
    _write(policy, Outcome.ENTERED, by, at)
    _owe(policy, at)
    record("policy.added", by=by, subject=policy, at=at)
    if owner != by:
        notices.policy_given(policy, at=at)
    return policy


@transaction.atomic
def change_policy(
    policy: Policy,
    *,
    by: User,
    title: str,
    what_for: str,
    reference: str,
    owner: User,
    serves: str = "",
    at: datetime | None = None,
) -> Policy:
    """Correct what the register says, or give it to another owner. A new version or date comes of a review alone."""
    policy, at = _locked(policy), at or now()
    require(access.can_keep_registers(by))
    is_given = owner != policy.owner
    policy.title, policy.what_for, policy.reference = title, what_for, reference
    policy.owner, policy.serves = owner, serves
    _save(policy, by, at)
    record("policy.changed", by=by, subject=policy, at=at)
    if is_given:
        duties.hand(REVIEW, subject=str(policy.pk), owner=owner)
        notices.policy_given(policy, at=at)
    return policy


@transaction.atomic
def review_policy(
    policy: Policy,
    *,
    by: User,
    on: date,
    outcome: str,
    next_on: date,
    version: str = "",
    reference: str = "",
    has_support: bool = False,
    what_changed: str = "",
    at: datetime | None = None,
) -> Policy:
    """Somebody has looked at it: it is kept as it is, or there is a new version. The old one stays readable (R14)."""
    policy, at = _locked(policy), at or now()
    require(access.can_review(by, policy))
    if policy.retired_at:
        raise CannotMove("It is in force no longer")
    if outcome == Outcome.CHANGED:
        policy.version, policy.reference = version, reference
    else:
        what_changed = ""
    policy.reviewed_on, policy.next_on, policy.has_support = on, next_on, has_support
    if _is_sent_twice(policy, outcome, what_changed, by, at):
        return policy
    _save(policy, by, at)
    _write(policy, outcome, by, at, what_changed)
    duties.keep(REVIEW, subject=str(policy.pk), at=at)
    _owe(policy, at)
    record("policy.reviewed", by=by, subject=policy, why=outcome, at=at)
    return policy


@transaction.atomic
def retire_policy(policy: Policy, *, by: User, at: datetime | None = None) -> Policy:
    """It is in force no longer. It stays in the register, with every version, and nothing more is owed."""
    policy, at = _locked(policy), at or now()
    require(access.can_keep_registers(by))
    if policy.retired_at is None:
        policy.retired_at, policy.retired_by = at, by
        _save(policy, by, at)
        duties.keep(REVIEW, subject=str(policy.pk), at=at)
        record("policy.retired", by=by, subject=policy, at=at)
    return policy


@transaction.atomic
def restore_policy(policy: Policy, *, by: User, at: datetime | None = None) -> Policy:
    """It is in force after all, with the date that it had. Whoever brings it back owns it, if its owner has left."""
    policy, at = _locked(policy), at or now()
    require(access.can_keep_registers(by))
    if policy.retired_at:
        policy.retired_at = policy.retired_by = None
        policy.owner = policy.owner if policy.owner.is_active else by
        _save(policy, by, at)
        _owe(policy, at)
        record("policy.restored", by=by, subject=policy, at=at)
    return policy


def _locked(policy):
    # What is owed first, as the clock does, so that neither waits for the other.
    list(Duty.objects.select_for_update().filter(key=REVIEW, subject=str(policy.pk)))
    return Policy.objects.select_for_update(of=("self",)).select_related("owner").get(pk=policy.pk)


def _save(policy, by, at):
    policy._history_user, policy._history_date = by, at
    policy.save()


def _write(policy, outcome, by, at, what_changed=""):
    PolicyReview.objects.create(
        policy=policy,
        outcome=outcome,
        on=policy.reviewed_on,
        by=by,
        at=at,
        version=policy.version,
        reference=policy.reference,
        has_support=policy.has_support,
        pathway=_pathway_then(policy, at) if policy.has_support else None,
        what_changed=what_changed,
        next_on=policy.next_on,
    )


def _pathway_then(policy, at):
    """The one in force when it was reviewed, not when that was typed in: a newer one has not been looked at beside it."""
    then = min(at, deadlines.end_of(policy.reviewed_on))
    return PathwayVersion.objects.best_for(None).filter(published_at__lt=then).first()


def _is_sent_twice(policy, outcome, what_changed, by, at):
    last = policy.reviews.first()
    said = (outcome, policy.version, policy.reviewed_on, policy.next_on, what_changed, by.pk)
    before = (last.outcome, last.version, last.on, last.next_on, last.what_changed, last.by_id)
    return said == before and at - last.at < SENT_TWICE


def _owe(policy, at):
    due_at = deadlines.review_due(policy.next_on)
    duties.owe(
        REVIEW,
        subject=str(policy.pk),
        owner=policy.owner,
        opens_at=due_at - deadlines.REMIND_BEFORE,
        due_at=due_at,
        at=at,
    )
