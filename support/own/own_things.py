"""What stands beneath each case on somebody's own page: what they asked for, wrote and may say."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, prefetch_related_objects

from incidents.access import raised_by
from incidents.models import Concern, InvolvedPerson
from incidents.reading.concerns import standing
from support import access, pulse
from support.models import Leaflet, SomebodyElse
from support.own.leaflets import LEAFLETS
from support.visits.visitor import account_of
from support.workflow import CaseStatus

WANTED = ("asked_for_another", "leaflets", "statement__shares")


@dataclass(frozen=True)
class Things:
    """`leaflets` are (row, when they said that they have read it)."""

    leaflets: list
    has_statement: bool
    shared_with: int
    can_keep_statement: bool
    can_be_named: bool
    is_named: bool
    may_ask: bool
    can_raise: bool
    concern: Concern | None


def own(cases, oneself, at: datetime) -> dict:
    prefetch_related_objects(cases, *WANTED)
    incidents = [case.incident for case in cases]
    by = account_of(oneself)
    raised = raised_by(by) if by else Q(person__in=[case.person_id for case in cases])
    concerns = standing(raised, incidents) if access.can_take_all(oneself) else {}
    here = [case for case in cases if case.status != CaseStatus.MERGED or hasattr(case, "statement")]
    return {case.pk: _of(case, oneself, concerns.get(case.incident.pk)) for case in here}


def asked_for_another(cases, oneself, at: datetime) -> dict:
    """The newest wish for somebody else, while it waits or when it could not be met."""
    prefetch_related_objects(
        cases, Prefetch("asked_for_another", SomebodyElse.objects.select_related("owner"))
    )
    newest = {
        case.pk: next(iter(case.asked_for_another.all()), None)
        for case in cases
        if case.status == CaseStatus.OPEN
    }
    shown = ("", SomebodyElse.Outcome.NOBODY)
    return {pk: wish for pk, wish in newest.items() if wish and wish.outcome in shown}


def asked_how_we_did(cases, oneself, at: datetime) -> dict:
    return {case.pk: {} for case in cases if pulse.is_asked(case, at)}


def _of(case, oneself, concern):
    asked = next(iter(case.asked_for_another.all()), None)
    statement = getattr(case, "statement", None)
    read: dict[str, Leaflet] = {leaflet.key: leaflet for leaflet in case.leaflets.all()}
    consent = case.person.consent
    return Things(
        leaflets=[(row, getattr(read.get(key), "read_at", None)) for key, row in LEAFLETS.items()],
        has_statement=statement is not None,
        shared_with=sum(share.withdrawn_at is None for share in statement.shares.all()) if statement else 0,
        can_keep_statement=access.can_keep_statement(oneself, case, statement),
        can_be_named=consent != InvolvedPerson.Consent.OWN,
        is_named=consent in (InvolvedPerson.Consent.OWN, InvolvedPerson.Consent.AGREED),
        may_ask=case.status == CaseStatus.OPEN and (asked is None or asked.decided_at is not None),
        can_raise=case.can_raise if account_of(oneself) else access.can_take_all(oneself),
        concern=concern,
    )
