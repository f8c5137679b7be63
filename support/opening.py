"""Opening a case for each person affected, in the transaction that takes the report (R10, R46, R49)."""

from datetime import datetime
from functools import cache

from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from incidents.models import Incident, InvolvedPerson
from people.lines import Lines
from people.models import User
from people.trail import record_all
from support import access, acknowledging, deadlines, notices, standing, versions
from support.contact import team_check_ins
from support.models import Case, CheckIn, Stage, StageMove
from support.planning import plan_all
from support.visits import door
from support.workflow import CaseStatus, StageStatus

BEFORE_AFTERCARE = "before_aftercare"


def open_cases(incident: Incident, *, by: User | None, at: datetime) -> list[Case]:
    """One case for each affected person who has none; NobodyResponsible when nobody is left to lead.

    What all of them need is read once, and each kind of row is written at once for all of them.
    """
    people = incident.involved.filter(case=None).select_related("user__manager__manager", "user__team__site")
    shut_out, in_force, lines = part_of(incident), cache(versions.in_force), Lines(timezone.localdate(at))
    cases = [_case(person, incident, in_force, shut_out, lines, at) for person in people]
    happened = deadlines.happened_at(
        incident.occurred_on, incident.occurred_time, reported=incident.reported_at
    )
    bulk_create_with_history(cases, Case, default_date=at)
    stages = _add_stages(cases, incident, happened, at)
    check_ins = _add_check_ins(cases, happened, at)
    teams = team_check_ins.add(cases, incident, happened, at)
    owed = acknowledging.owe(cases, incident, shut_out, at)
    standing.just_opened(
        cases, stages=stages, check_ins=check_ins, team_check_ins=teams, acknowledgement=owed
    )
    _begin(cases, incident, by, at)
    return cases


def choose_lead(
    person: InvolvedPerson,
    team,
    incident: Incident,
    shut_out: set[User],
    *,
    at: datetime,
    lines: Lines | None = None,
) -> tuple[User, str]:
    """Who looks after this person, and in plain words why it is not their manager."""
    on = timezone.localdate(at)
    if incident.is_sealed:
        why = "The report was sent to them in confidence"
        return _in_confidence(incident.sealed_to, why, person, team, shut_out, on)
    if access.is_protected(person):
        why = "They alone know who made the report"
        return _in_confidence(incident.protected_to, why, person, team, shut_out, on)
    lines = lines or Lines(on)
    lead = lines.in_charge(person.user, team, without=shut_out)
    manager = lines.manager_of(person.user, team)
    if incident.protected_to_id and manager != lead:
        return lead, "Somebody stands in for the manager"  # why could say who made the report
    return lead, _why_not_the_manager(manager, lead, shut_out)


def _in_confidence(chosen, why, person, team, shut_out, on):
    """The one the reporter chose; once they cannot, somebody of a role that hears in confidence and nobody else."""
    if chosen.is_active and chosen not in shut_out:
        return chosen, why
    others = [one for one in access.takers_in_confidence(person, team, on) if one not in shut_out]
    return (others[0], "Whoever it was sent to cannot go on") if others else (chosen, why)


def part_of(incident: Incident) -> set[User]:
    """Everybody affected by an incident or said to have done it: none of them looks after the others."""
    affected = incident.involved.exclude(user=None).order_by().values("user")
    accused = incident.alleged.exclude(user=None).order_by().values("user")
    return set(User.objects.filter(pk__in=affected.union(accused)))


def _case(person, incident, in_force, shut_out, lines, at):
    team = person.user.team if person.user and person.user.team else incident.team
    lead, why = choose_lead(person, team, incident, shut_out, at=at, lines=lines)
    version = in_force(team.site_id if team else None)
    return Case(person=person, team=team, version=version, lead=lead, lead_why=why, opened_at=at)


def _begin(cases, incident, by, at):
    """From here on something is owed, and those it concerns know. What the old system had tells nobody."""
    plan_all([(case, case) for case in cases], at)
    record_all("case.opened", by=by, subjects=cases, at=at)
    if not incident.is_imported:
        notices.cases_opened(cases, at)
    for case in cases:
        if not incident.is_imported:
            door.invite(case, at)
        elif case.next_due_at is None:
            case.move_to(CaseStatus.CLOSED)
            case.closed_at = at
            case.save()


def _add_stages(cases, incident, happened, at):
    """Brought over from the old system, what is past is past: it owes nothing and says why."""
    told = happened if incident.is_imported else incident.reported_at
    stages = [
        stage_of(case, rule, happened, told)
        for case in cases
        for rule in case.version.rules.all()
        if rule.is_on
    ]
    passed = [
        stage for stage in stages if incident.is_imported and (stage.due_at is None or stage.due_at <= at)
    ]
    for stage in passed:
        stage.move_to(StageStatus.NOT_NEEDED)
        stage.reason, stage.settled_at = BEFORE_AFTERCARE, at
    bulk_create_with_history(stages, Stage, default_date=at)
    StageMove.objects.bulk_create(
        StageMove(
            stage=stage, moved_from=StageStatus.AHEAD, moved_to=stage.status, reason=stage.reason, at=at
        )
        for stage in passed
    )
    return stages


def stage_of(case, rule, happened, told) -> Stage:
    stage = Stage(case=case, key=rule.key, order=rule.order, opens_at=happened)
    if rule.closes_after:
        stage.opens_at = deadlines.opens(rule.opens_after, happened)
        stage.due_at = deadlines.due(rule.closes_after, happened=happened, reported=told)
    return stage


def _add_check_ins(cases, happened, at):
    """Those whose week has not passed yet when it is reported; the first contact stands for the others."""
    check_ins = [
        CheckIn(case=case, week=week, due_at=deadlines.closes(f"{week} weeks", happened))
        for case in cases
        for week in case.version.check_in_weeks
    ]
    ahead = [one for one in check_ins if one.due_at > at]
    bulk_create_with_history(ahead, CheckIn, default_date=at)
    return ahead


def _why_not_the_manager(manager, lead, shut_out):
    if manager == lead:
        return ""
    if manager is None:
        return "There is no manager for this team"
    if not manager.is_active:
        return "The manager no longer works here"
    if manager in shut_out:
        return "The manager is part of this report"
    return "The manager is away"
