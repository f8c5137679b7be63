"""Reporting from a poster, without an account: three answers, and what whoever sent them may still do (R26, R27, R47)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from incidents import access, notices, urgent
from incidents.actions.affected import named
from incidents.actions.changing import save
from incidents.actions.reporting import Affected, first_with
from incidents.actions.stubs import UNNAMED, completed, stub
from incidents.models import Incident, InvolvedPerson, QuickReport
from incidents.quick import WHAT, form_key_of
from people.access import require
from people.models import Team, User
from people.trail import record

# So long somebody can say that it was a mistake, and so long the code adds to the report without an account.
MISTAKE_WITHIN, ADD_WITHIN = timedelta(minutes=15), timedelta(days=7)
PEOPLE = {QuickReport.Whom.ME: 1, QuickReport.Whom.COLLEAGUE: 1, QuickReport.Whom.SEVERAL: 2}
NO = Incident.Answer.NO


class TooLate(Exception):
    """The time for this has passed: sign in, or ask whoever is in charge."""


class SomebodyElses(Exception):
    """Another colleague is the reporter of this already."""


@transaction.atomic
def report_quick(
    *, team: Team, code: str, what: str, whom: str, safe: str, sentence: str = "", reach: str = "", at=None
) -> Incident:
    """Somebody tapped what, to whom and whether everybody is safe. One `code` makes one report (security.md D1).

    Sent once more with the news that not everybody is safe, it says so in the report that is there.
    """
    at = at or timezone.now()
    key = form_key_of(code)
    if earlier := first_with(key):
        return _not_safe(earlier, at) if safe == NO else earlier
    incident = stub(
        by=None,
        team=team,
        kinds=list(WHAT[what].kinds),
        occurred_on=timezone.localdate(at),
        occurred_time=timezone.localtime(at).time().replace(second=0, microsecond=0),
        channel=Incident.Channel.QUICK,
        people=_people(whom, reach),
        safe=safe,
        sentence=sentence,
        form_key=key,
        at=at,
    )
    QuickReport.objects.create(incident=incident, whom=whom, reach=reach, sent_at=at)
    return incident


@transaction.atomic
def not_safe(incident: Incident, *, at=None) -> Incident:
    """Whoever sent it says that not everybody is safe: those who lead the team hear it at once."""
    return _not_safe(_locked(incident), at or timezone.now())


@transaction.atomic
def take_back(incident: Incident, *, at=None) -> Incident:
    """Whoever sent it says, within minutes, that it was a mistake. Nothing is deleted: somebody looks whether it was."""
    incident, at = _locked(incident), at or timezone.now()
    if at - incident.quick.sent_at > MISTAKE_WITHIN:
        raise TooLate
    if incident.quick.mistake_at is None:
        QuickReport.objects.filter(pk=incident.pk).update(mistake_at=at)
        record("incident.taken_back", by=None, subject=incident, at=at)
        urgent.said_to_be_a_mistake(incident, at=at)
    return incident


@transaction.atomic
def add_to_quick(
    incident: Incident, *, what_happened="", place="", occurred_time=None, people=(), reach="", at=None
) -> Incident:
    """Whoever sent it says more, without an account, within seven days. What stands there already is added to.

    `people` are (name, contact) for those not named yet, in order. It is complete when all of them are.
    """
    incident, at = _locked(incident), at or timezone.now()
    if at - incident.quick.sent_at > ADD_WITHIN:
        raise TooLate
    for name in ("what_happened", "place"):
        text = {"what_happened": what_happened, "place": place}[name]
        joined = "\n\n".join(filter(None, [getattr(incident, name), text]))
        setattr(incident, name, joined if name == "what_happened" else joined.replace("\n\n", "; "))
    incident.occurred_time = occurred_time or incident.occurred_time
    save(incident, None, at)
    if reach:
        incident.quick.reach = reach
        incident.quick.save()
    waiting = list(incident.involved.select_for_update(of=("self",)).filter(is_named=False))
    for person, (name, contact) in zip(waiting, people, strict=False):
        if name:
            named(person, incident, Affected(person.part, None, name, contact), None, at)
    record("incident.added_to", by=None, subject=incident, at=at)
    urgent.added_to(incident, at=at)
    if incident.is_stub and not incident.involved.filter(is_named=False).exists():
        return completed(incident, None, at)
    return incident


@transaction.atomic
def claim_quick(incident: Incident, *, by: User, at=None) -> Incident:
    """A colleague with the code is the one who sent it: from now on it is their report, and they can complete it.

    Raises SomebodyElses when it is another colleague's already.
    """
    require(access.can_report(by))
    incident, at = _locked(incident), at or timezone.now()
    if incident.reporter_id == by.pk:
        return incident
    if incident.reporter_id:
        raise SomebodyElses
    incident.reporter = by
    save(incident, by, at)
    record("incident.claimed", by=by, subject=incident, at=at)
    waiting = list(incident.involved.select_for_update(of=("self",)).filter(is_named=False))
    to_me = incident.quick.whom != QuickReport.Whom.COLLEAGUE
    if to_me and waiting and not incident.involved.filter(user=by).exists():
        named(waiting[0], incident, Affected(waiting[0].part, by), by, at)
    notices.received(incident, at=at)
    return incident


def _people(whom, reach):
    """How to reach whoever sent it is how to reach somebody affected, unless it happened to somebody else."""
    number = PEOPLE[whom]
    part = InvolvedPerson.Part.HARMED
    names = [UNNAMED] if number == 1 else [f"{UNNAMED} ({one} of {number})" for one in range(1, number + 1)]
    mine = "" if whom == QuickReport.Whom.COLLEAGUE else reach
    return [
        Affected(part, name=name, contact=mine if place == 0 else "", is_named=False)
        for place, name in enumerate(names)
    ]


def _not_safe(incident, at: datetime):
    if incident.everyone_safe != NO and at - incident.reported_at < ADD_WITHIN:
        incident.everyone_safe = NO
        save(incident, None, at)
        record("incident.amended", by=None, subject=incident, at=at)
        urgent.not_safe_after_all(incident, at=at)
    return incident


def _locked(incident) -> Incident:
    """The row of whoever holds its code, which the caller has looked it up by."""
    return (
        Incident.objects.select_for_update(of=("self",)).select_related("team", "quick").get(pk=incident.pk)
    )
