"""When it becomes known who was affected: who looks after them is chosen anew, and they hear that support has started."""

from datetime import datetime

from incidents.models import Incident, InvolvedPerson
from people.models import User
from support import notices
from support.handing_on.handing import give
from support.handing_on.passing import next_lead
from support.models import Case
from support.opening import part_of
from support.visits import door
from support.workflow import CaseStatus


def choose_anew(person: InvolvedPerson, *, by: User | None, at: datetime) -> None:
    """The case of somebody who has just been named, and those that the named person has looked after until now (R10).

    Whoever has been in touch with them already goes on, unless they turn out to be part of the report.
    """
    incident = person.incident
    shut_out = part_of(incident)
    cases = Case.objects.select_for_update(of=("self",)).filter(person__incident=incident)
    for case in cases.select_related("person__user", "person__incident", "team__site", "lead"):
        theirs = case.person_id == person.pk
        if theirs and person.user and person.user.team:
            case.team = person.user.team
            case.save()
        if case.status != CaseStatus.OPEN:
            continue
        if case.lead in shut_out or (theirs and person.user and case.contacted_at is None):
            _lead_anew(case, incident, by, at)
        if theirs and person.user:
            notices.support_started(case, at)
        elif theirs:
            door.invite(case, at)


def pass_on(incident: Incident, user: User, *, by: User, at: datetime) -> None:
    """What somebody looks after passes on, for they are said to have done it: they see none of it any more (R10)."""
    cases = Case.objects.select_for_update(of=("self",)).filter(person__incident=incident, lead=user)
    for case in cases.select_related("person__user", "person__incident", "team__site", "lead"):
        _lead_anew(case, incident, by, at)


def _lead_anew(case, incident, by, at):
    lead, why = next_lead(case, at, incident=incident)
    if lead != case.lead:
        give(case, lead, why, by=by, at=at)
