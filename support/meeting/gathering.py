"""Who may lead a session, who may meet in one, and what must be said before it is planned."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from incidents.models import AllegedPerpetrator, InvolvedPerson
from people.models import Cover, User
from people.roles import RoleKind, TrainingKind
from support import access
from support.contact.avoided import avoided_by
from support.deadlines import london_day
from support.leading import may_lead
from support.models import Case, Session, SessionRules
from support.workflow import MOVES, CaseStatus, StageStatus


@dataclass(frozen=True)
class _PeerRule:
    """Who may lead a talk between peers, in the words of a stage's rule."""

    led_by: tuple = (RoleKind.PEER_SUPPORTER,)
    trained_in: tuple = (TrainingKind.PEER_SUPPORT,)


# What somebody may be told when colleagues must not meet: never which of them, and never why.
APART = "Not everybody can be in one group. Plan a talk with one colleague at a time."


def rules() -> SessionRules:
    return SessionRules.objects.first() or SessionRules(pk=1)


def leaders(kind: str, cases: Sequence[Case], on: date, *, also_away: bool = False):
    """Colleagues with the role or training for it in each of these cases, on that day, who are here and neither part of
    any of the incidents nor somebody from whom one of them would rather not hear."""
    found = User.objects.filter(is_active=True)
    for case in cases:
        found = found.filter(pk__in=may_lead(_rule(kind, case), case, on).values("pk"))
    if kind == Session.Kind.PEER:
        found = found.exclude(supporter__paused_at__isnull=False).exclude(supporter__ended_at__isnull=False)
    attending = [case.person.user_id for case in cases if case.person.user_id]
    found = found.exclude(pk__in=[*attending, *avoided_by(cases)])
    if also_away:
        return found
    return found.exclude(pk__in=Cover.objects.filter(starts_on__lte=on, ends_on__gte=on).values("user"))


def kinds_for(cases: Sequence[Case]) -> list[tuple[str, str]]:
    """What can be planned for all of these: stages that each of their pathways has, and a talk with a peer."""
    keys = (
        set.intersection(*({stage.key for stage in case.stages.all()} for case in cases)) if cases else set()
    )
    return [
        (kind, words) for kind, words in Session.Kind.choices if kind == Session.Kind.PEER or kind in keys
    ]


def faults(
    kind: str,
    cases: Sequence[Case],
    *,
    leader: User | None,
    starts_at: datetime | None,
    is_group: bool,
    voluntary: Collection = (),
    at: datetime,
    coming: Sequence[Case] = (),
) -> dict[str, str]:
    """Field to what to do about it; empty when all is well. `cases` are invited now, `coming` were before.

    `voluntary` are the ids of cases whose colleague knows that they may say no (R59). The form shows these faults, the
    action refuses them.
    """
    found, everybody = {}, [*coming, *cases]
    if starts_at is None or starts_at <= at:
        found["starts_on"] = "Enter a day and time that are still to come"
    for problem in (_nobody, _one_or_group, _in_confidence, _not_now, _apart):
        words = problem(kind, cases, everybody, is_group)
        if words:
            found["cases"] = words
            break
    if kind == Session.Kind.DEBRIEFING and any(case.pk not in voluntary for case in cases):
        found["voluntary"] = (
            "Tell each of them that they may say no, and stop at any time. Then tick their name"
        )
    if (
        not found
        and not leaders(kind, everybody, london_day(starts_at)).filter(pk=leader and leader.pk).exists()
    ):
        found["leader"] = (
            "Choose somebody with the role or training for it on that day, who is here and not part of what happened"
        )
    if "leader" not in found and leader and must_be_kept_apart(everybody, leader):
        found["leader"] = "Choose somebody else to lead it"
    return found


def _nobody(kind, cases, everybody, is_group):
    return "" if everybody else "Choose who is invited"


def _one_or_group(kind, cases, everybody, is_group):
    most, people = rules().group_at_most, who(everybody)
    if not is_group and len(people) > 1:
        return "Choose one colleague, or say that it is a group"
    return f"Choose {most} colleagues at most. A smaller group is safer" if len(people) > most else ""


def who(cases: Sequence[Case]) -> set:
    """Each colleague once, also where a talk is about two reports of theirs."""
    return {case.person.somebody for case in cases}


def _in_confidence(kind, cases, everybody, is_group):
    if len(everybody) == 1 and not is_group:
        return ""
    kept = any(case.incident.is_sealed or access.is_protected(case.person) for case in everybody)
    return "What was reported in confidence is talked about one to one only" if kept else ""


def _not_now(kind, cases, everybody, is_group):
    for case in cases:
        stage = next((one for one in case.stages.all() if one.key == kind), None)
        open_to_it = kind == Session.Kind.PEER or (stage and StageStatus.BOOKED in MOVES[stage.status])
        if case.status != CaseStatus.OPEN or not open_to_it:
            return f"This cannot be planned for {case.listed_as} as things stand"
        if stage and stage.status == StageStatus.BOOKED and _is_planned(case, kind):
            return f"{case.listed_as} is invited to such a talk already. Change or cancel that one first"
    return ""


def _is_planned(case, kind):
    return any(one.is_coming and one.session.kind == kind for one in case.attendances.all())


def _apart(kind, cases, everybody, is_group):
    return APART if len(everybody) > 1 and must_be_kept_apart(everybody) else ""


def must_be_kept_apart(cases: Sequence[Case], leader: User | None = None) -> bool:
    """Whether one of them (or the leader) is said to have hurt another of them.

    In these incidents or any other that is not sealed: what was said in confidence elsewhere is not told by a refusal.
    """
    people = {case.person.user_id for case in cases if case.person.user_id}
    incidents = {case.person.incident_id for case in cases}
    suspects = {leader.pk} if leader else people
    said = AllegedPerpetrator.objects.filter(user__in=suspects).filter(
        Q(incident__in=incidents) | Q(incident__is_sealed=False)
    )
    of_whom = dict.fromkeys(said.values_list("incident", "user"))
    hurt = InvolvedPerson.objects.filter(incident__in=[incident for incident, _ in of_whom]).filter(
        Q(user__in=people) | Q(case__in=cases)
    )
    pairs = set(hurt.values_list("incident", "user"))
    return any(
        incident == where and suspect != person for incident, suspect in of_whom for where, person in pairs
    )


def _rule(kind, case):
    if kind == Session.Kind.PEER:
        return _PeerRule()
    return case.version.rule(kind)
