"""Who may raise a concern about how a report is dealt with, with whom, and who sees it (R34).

The one who raised it and the one who answers, nobody else: neither those who look after the report nor administrators.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.db.models import Q

from incidents.access.confidential import confidential_recipients
from incidents.access.conflicts import accused
from incidents.signals import asked_who_leads
from people.access import holds
from people.deadlines import LONDON
from people.lines import NobodyResponsible, in_charge, line_above
from people.models import Cover, Role, User
from people.roles import MANAGERS, RoleKind


class AnswersAs(models.TextChoices):
    SENIOR = "senior", "Senior manager"
    GUARDIAN = "guardian", "Freedom to Speak Up guardian"
    UNION = "union", "Union representative"


IN_CONFIDENCE = {
    AnswersAs.GUARDIAN: RoleKind.FTSU_GUARDIAN,
    AnswersAs.UNION: RoleKind.UNION_REP,
}
# Whoever owes one of these deals with the report now.
DEALS_WITH_IT = ("look_at", "complete", "feedback", "investigation", "update")


@dataclass(frozen=True)
class Answerer:
    """Somebody with whom a concern can be raised today, as what, and until when they are away."""

    user: User
    role: str
    away_until: date | None

    def __str__(self) -> str:
        return f"{self.user}, {AnswersAs(self.role).label}"


def has_no_account(one) -> bool:
    """Whether it is a person of a report who acts for themselves without an account, and not a user."""
    return hasattr(one, "incident_id")


def concerned(user) -> Q:
    """Reports that this user made or was affected by, and is not said to have done.

    For somebody affected who has no account (an InvolvedPerson), the report they stand in.
    """
    if has_no_account(user):
        return Q(pk=user.incident_id) if user.user_id is None else Q(pk__in=[])
    if not user.is_active:
        return Q(pk__in=[])
    own = Q(reporter=user) | Q(pk__in=user.involvements.values("incident"))
    return own & ~accused(user)


def concern_visible_to(user) -> Q:
    """Its raiser, and whoever it is with for as long as they hold the role; never somebody said to have done it."""
    if has_no_account(user):
        return Q(person=user.pk, person__user=None)
    if not user.is_active:
        return Q(pk__in=[])
    roles = [AnswersAs.SENIOR, *(role for role, kind in IN_CONFIDENCE.items() if holds(user, kind))]
    raised = Q(raised_by=user) | Q(person__user=user)
    return (raised | Q(to=user, role__in=roles)) & ~accused(user, "incident__")


def raised_by(user) -> Q:
    return Q(person=user.pk) if has_no_account(user) else Q(raised_by=user) | Q(person__user=user)


def can_answer_concern(user: User, concern) -> bool:
    return user.is_active and user.pk == concern.to_id


def can_move_concern(user, concern) -> bool:
    if has_no_account(user):
        return user.pk == concern.person_id
    return user.is_active and user.pk == concern.raiser_account_id


def concern_recipients(incident, user: User, at: datetime, *, without: User | None = None) -> list[Answerer]:
    """Whom this user can raise it with: the next senior manager, then guardians, then union representatives.

    `without` is the one who had it before. Nobody who is part of the report or looks after it is among them. No manager is
    offered where the report is sealed, or where managers must not learn who reported it.
    """
    above = [] if _keeps_managers_out(incident, user) else _seniors(incident, user, at)
    above = [one for one in above if one.user != without]
    present = [one for one in above if not one.away_until] or above
    return present[:1] + [one for one in _in_confidence(incident, user, at) if one.user != without]


def may_have_concern(concern, at: datetime) -> list[Answerer]:
    """Whoever it is with, unless they left, lost the role or became part of the report; then those who may have it instead.

    Those are more senior managers, or others who hear in confidence; the same role first, and nobody who had it before.
    """
    incident, user = concern.incident, concern.raiser
    if concern.role == AnswersAs.SENIOR:
        others = _seniors(incident, user, at)
    else:
        others = sorted(_in_confidence(incident, user, at), key=lambda one: one.role != concern.role)
    had_it = {concern.to_id, concern.follows.to_id if concern.follows_id else None}
    now = [Answerer(concern.to, concern.role, None)] if _can_keep(concern) else []
    return now + [one for one in others if one.user.pk not in had_it]


def _can_keep(concern):
    in_role = concern.role == AnswersAs.SENIOR or holds(concern.to, IN_CONFIDENCE[concern.role])
    return concern.to.is_active and in_role and concern.to_id not in _has_a_part(concern.incident)


def part_of(incident) -> set[int]:
    """Accounts of those affected and of those said to have done it."""
    affected = incident.involved.exclude(user=None).values_list("user", flat=True)
    return {*affected, *incident.alleged.exclude(user=None).values_list("user", flat=True)}


def looks_after(incident, at: datetime) -> set[int]:
    """Accounts of those who deal with the report and with the people in it now: a concern may be about them."""
    return set().union(*(_deals_with(one, at) for one in _and_kept(incident)))


def _deals_with(incident, at):
    found = {incident.sealed_to_id} if incident.is_sealed else _in_charge(incident, at)
    owed = incident.duties.filter(kept_at=None, key__in=DEALS_WITH_IT)
    found |= set(owed.values_list("owner", flat=True))
    found |= set(incident.moves.order_by("-at", "-pk").values_list("by", flat=True)[:1])
    for _, leads in asked_who_leads.send(sender=type(incident), incident=incident):
        found |= set(leads or ())
    return found


def _has_a_part(incident):
    return set().union(*(part_of(one) for one in _and_kept(incident)))


def _and_kept(incident):
    """The report, and the one that it was merged with, to which those affected have gone."""
    found = [incident]
    while merge := getattr(found[-1], "merge", None):
        found.append(merge.into)
    return found


def _in_charge(incident, at):
    without = User.objects.filter(pk__in=part_of(incident))
    try:
        return {in_charge(None, incident.team, without=set(without), on=_day(at)).pk}
    except NobodyResponsible:
        return set()


def _keeps_managers_out(incident, user):
    return incident.is_sealed or (incident.protected_to_id and incident.reporter_id == user.pk)


def _seniors(incident, user, at):
    """Up the line from the team's own managers: nobody who looks after it, or answers to one who does."""
    on = _day(at)
    line = line_above(None, incident.team, on=on)
    roles = Role.objects.current(on).filter(user__in=line)
    own = set(roles.filter(kind__in=MANAGERS, team=incident.team_id).values_list("user", flat=True))
    leads = roles.filter(kind__in=(*MANAGERS, RoleKind.PREVENTION_LEAD))
    able = {one.manager_id for one in line} | set(leads.values_list("user", flat=True))
    about = looks_after(incident, at)
    shut_out = own | about | _has_a_part(incident) | {user.pk}
    found = [one for one in line if one.pk in able - shut_out and not _answers_to(one, about)]
    away = _away(found, on)
    return [Answerer(one, AnswersAs.SENIOR, away.get(one.pk)) for one in found]


def _in_confidence(incident, user, at):
    shut_out = looks_after(incident, at) | _has_a_part(incident) | {user.pk}
    role_of = {kind: role for role, kind in IN_CONFIDENCE.items()}
    return [
        Answerer(one.user, role_of[one.kind], one.away_until)
        for one in confidential_recipients(at, kinds=tuple(role_of))
        if one.user.pk not in shut_out
    ]


def _answers_to(one, about):
    met = set()
    while one.manager_id and one.manager_id not in met:
        if one.manager_id in about:
            return True
        met.add(one.manager_id)
        one = one.manager
    return False


def _away(users, on):
    covers = Cover.objects.filter(starts_on__lte=on, ends_on__gte=on, user__in=users)
    return dict(covers.order_by("ends_on").values_list("user", "ends_on"))


def _day(at):
    return at.astimezone(LONDON).date()
