"""Whether whoever looks after somebody may go on, and who does when they may not (R10)."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from incidents.models import Incident
from people.lines import NobodyResponsible, line_of
from people.models import Cover, User
from support import access, notices
from support.contact.avoided import avoided
from support.deadlines import london_day
from support.handing_on.handing import give
from support.models import Case
from support.opening import choose_lead, part_of


def goes_on(case: Case, at: datetime) -> bool:
    """Whether whoever leads a case may go on: by right, as one of the line, or standing in for one of it."""
    if Case.objects.filter(access.leads_by_right(case.lead), pk=case.pk).exists():
        return True
    in_confidence = case.incident.is_sealed or access.is_protected(case.person)
    if in_confidence or not case.lead.is_active or case.lead in part_of(case.incident):
        return False
    on = london_day(at)
    line = line_of(case.person.user, case.team, on=on)
    here = Q(starts_on__lte=on, ends_on__gte=on)
    return case.lead in line or Cover.objects.filter(here, covered_by=case.lead, user__in=line).exists()


def next_lead(
    case: Case, at: datetime, *, incident: Incident | None = None, without: Collection[User] = ()
) -> tuple[User, str]:
    """As choose_lead. Whom they would rather not hear from is passed over while there is anybody else."""
    incident = incident or case.incident
    shut_out = part_of(incident) | set(without)
    try:
        return choose_lead(case.person, case.team, incident, shut_out | avoided(case), at=at)
    except NobodyResponsible:
        return choose_lead(case.person, case.team, incident, shut_out, at=at)


def pass_on(case: Case, *, by: User | None, at: datetime) -> bool:
    """Hand on a locked case whose lead may not go on; False when there is nobody else, or no need."""
    if goes_on(case, at):
        return False
    before = case.lead
    lead, why = next_lead(case, at)
    if lead == before:
        return False
    give(case, lead, why, by=by, at=at)
    notices.looked_after_by_another(case, before, at)
    return True
