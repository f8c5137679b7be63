"""The screening questionnaire: its licence, its answers and who may read them (B13).

Nothing here makes a promise, a reminder or an entry about the case: whoever looks after somebody must not be able to
tell that they answered.
"""

from datetime import date

from django.db import transaction

from people.access import require
from people.clock import now
from people.models import User
from people.trail import record
from support import access, notices
from support.access import screening as may
from support.contact import screening
from support.models import Case, Screening, ScreeningConsent, ScreeningLicence, ScreeningOffer
from support.models.screening import ITEMS
from support.recording import CannotRecord
from support.visits.visitor import Visitor, account_of


@transaction.atomic
def set_screening_licence(
    *,
    by: User,
    is_on: bool,
    items: list[str] = (),
    introduction: str = "",
    given_by: str = "",
    reference: str = "",
    given_on: date | None = None,
    evidence: str = "",
    from_day: int = screening.FROM_DAY,
    at=None,
) -> ScreeningLicence:
    """Enter the wording with the permission to use it, and switch it on or off. Each change is kept."""
    at = at or now()
    require(may.can_set_licence(by))
    items = [item.strip() for item in items if item.strip()]
    if is_on:
        _require_permission(items, given_by, reference, given_on, evidence)
    licence = ScreeningLicence.objects.create(
        is_on=is_on,
        items=items,
        introduction=introduction.strip(),
        given_by=given_by,
        reference=reference,
        given_on=given_on,
        evidence=evidence,
        from_day=from_day,
        set_by=by,
        set_at=at,
    )
    record(f"screening_licence.{'on' if is_on else 'off'}", by=by, subject=licence, at=at)
    return licence


@transaction.atomic
def switch_off_screening(*, by: User, at=None) -> ScreeningLicence:
    """From now on nothing of it shows anywhere. What was entered, and what was answered, is kept."""
    last = ScreeningLicence.objects.first() or ScreeningLicence()
    kept = ("items", "introduction", "given_by", "reference", "given_on", "evidence", "from_day")
    return set_screening_licence(by=by, is_on=False, at=at, **{name: getattr(last, name) for name in kept})


@transaction.atomic
def answer_screening(case: Case, *, by: User | Visitor, answers: list[bool], at=None) -> Screening:
    """The person's own answers, yes or no to each item: one row, encrypted, read by themselves."""
    at = at or now()
    case = Case.objects.select_for_update(of=("self",)).select_related("person").get(pk=case.pk)
    require(access.can_answer_for_self(by, case) and not getattr(by, "by_hand", False))
    licence = screening.in_force()
    require(licence is not None and screening.is_offered(case, licence, at))
    if len(answers) != ITEMS:
        raise CannotRecord({"answers": "Answer every question with yes or no"})
    found = Screening.objects.create(
        case=case, licence=licence, answers=[bool(answer) for answer in answers], answered_at=at
    )
    record("screening.answered", by=account_of(by), subject=found, at=at)
    return found


@transaction.atomic
def decline_screening(case: Case, *, by: User | Visitor, at=None) -> None:
    """They would rather not: nothing tells them of it any more, and they can answer all the same."""
    at = at or now()
    case = Case.objects.select_for_update(of=("self",)).select_related("person").get(pk=case.pk)
    require(access.can_answer_for_self(by, case) and not getattr(by, "by_hand", False))
    require(screening.in_force() is not None)
    offer = ScreeningOffer.objects.filter(case=case).first() or ScreeningOffer(case=case)
    if offer.declined_at is None:
        offer.declined_at = at
        offer.save()
        record("screening.declined", by=account_of(by), subject=offer, at=at)


@transaction.atomic
def share_screening(case: Case, *, by: User | Visitor, at=None) -> ScreeningConsent:
    """Occupational health may read their answers and get in touch, until they take it back."""
    at = at or now()
    case = Case.objects.select_for_update(of=("self",)).select_related("person", "team__site").get(pk=case.pk)
    require(access.can_answer_for_self(by, case) and not getattr(by, "by_hand", False))
    require(screening.in_force() is not None)
    given = ScreeningConsent.objects.filter(case=case, withdrawn_at=None).first()
    if given:
        return given
    given = ScreeningConsent.objects.create(case=case, given_at=at)
    record("screening.shared", by=account_of(by), subject=given, at=at)
    notices.shared_with_health(given, screening.readers(case), at)
    return given


@transaction.atomic
def withdraw_screening(case: Case, *, by: User | Visitor, at=None) -> None:
    """From this moment nobody but themselves reads their answers. Doing it twice is nothing."""
    at = at or now()
    case = Case.objects.select_for_update(of=("self",)).select_related("person").get(pk=case.pk)
    require(access.can_answer_for_self(by, case) and not getattr(by, "by_hand", False))
    for given in ScreeningConsent.objects.filter(case=case, withdrawn_at=None):
        given.withdrawn_at = at
        given.save()
        record("screening.withdrawn", by=account_of(by), subject=given, at=at)


def _require_permission(items, given_by, reference, given_on, evidence):
    said = {
        "items": len(items) == ITEMS or f"Enter all {ITEMS} questions, in the words you were allowed to use",
        "given_by": bool(given_by) or "Enter who gave the permission",
        "reference": bool(reference) or "Enter the reference of the permission",
        "given_on": given_on is not None or "Enter the day on which it was given",
        "evidence": bool(evidence) or "Enter where the permission can be seen",
    }
    missing = {name: words for name, words in said.items() if words is not True}
    if missing:
        raise CannotRecord(missing)
