"""Whoever looks after a team goes through a day on its cross (R96), and sets the cross up."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from incidents import shifts
from incidents.access import teams as access
from incidents.actions.handovers import begin_report, locked, owe_review, point
from incidents.actions.merging import merge
from incidents.models import Incident, Mark, SafetyCross, ShiftPattern
from people import clock
from people.access import require
from people.deadlines import LONDON
from people.encryption import keyed_hash
from people.models import Team, User
from people.trail import record

WHY = "It was marked on the safety cross, and had been reported as well."


@dataclass(frozen=True)
class Found:
    """About one mark: which report it is (or a new one, or none here), and whether everyone in it was seen to."""

    mark: Mark
    report: Incident | None = None
    is_new: bool = False
    is_elsewhere: bool = False
    is_checked: bool = False


@transaction.atomic
def review_day(team: Team, *, by: User, day: date, found: list[Found], at: datetime | None = None) -> bool:
    """What was found about each mark. True when nothing of the day is left to do."""
    at = at or clock.now()
    team = locked(team)
    require(access.can_look_after(by, team))
    marks = (
        Mark.objects.standing()
        .filter(team=team, day=day)
        .select_related("check_of", "incident", "team__site")
    )
    marks = {mark.pk: mark for mark in marks}
    for one in found:
        mark = marks.get(one.mark.pk)
        if mark is None:
            continue
        _say_which(mark, one, by=by, team=team, at=at)
        has_report = mark.incident_id or mark.is_elsewhere
        if one.is_checked and has_report and mark.checked_at is None:
            mark.checked_at, mark.checked_by = at, by
            mark.save()
            record("mark.checked", by=by, subject=mark, at=at)
    owe_review(team, day, at=at)
    return not any(mark.checked_at is None for mark in marks.values())


def _say_which(mark, one, *, by, team, at):
    """A mark's own few taps become part of the full report; a mark that has one keeps it."""
    if mark.incident_id:
        taps = mark.incident
        if one.report is None or one.report == taps or not _is_bare(taps):
            return
        point(mark, one.report, by=by, team=team)
        merge(taps, into=one.report, by=by, why=WHY, at=at)
    elif one.is_new:
        begin_report(mark, by=by, at=at)
    elif one.report or (one.is_elsewhere and not mark.is_elsewhere):
        point(mark, one.report, by=by, team=team)
    else:
        return
    record("mark.matched", by=by, subject=mark, at=at)


def _is_bare(incident):
    return incident.is_stub and incident.channel == Incident.Channel.CROSS


@transaction.atomic
def set_shifts(team: Team, *, by: User, pattern: str, reminds: bool, at: datetime | None = None) -> None:
    """The team works like this from tomorrow; days until then keep the shifts they had."""
    at = at or clock.now()
    team = locked(team)
    require(access.can_set_up(by, team))
    tomorrow = at.astimezone(LONDON).date() + shifts.ONE_DAY
    changes = list(ShiftPattern.objects.filter(team=team).values_list("starts_on", "pattern"))
    if shifts.hours_of(changes)(tomorrow).key != pattern:
        ShiftPattern.objects.update_or_create(team=team, starts_on=tomorrow, defaults={"pattern": pattern})
    SafetyCross.objects.update_or_create(team=team, defaults={"reminds": reminds})
    record("safety_cross.set_up", by=by, subject=team, at=at)


@transaction.atomic
def make_wall(team: Team, *, by: User, at: datetime | None = None) -> str:
    """A new secret for the address of the wall page, shown once; the one before it opens nothing any more."""
    at = at or clock.now()
    team = locked(team)
    require(access.can_set_up(by, team))
    secret = secrets.token_urlsafe(24)
    SafetyCross.objects.update_or_create(
        team=team, defaults={"wall_hash": keyed_hash("wall", secret), "wall_since": at}
    )
    record("safety_cross.wall_made", by=by, subject=team, at=at)
    return secret


@transaction.atomic
def end_wall(team: Team, *, by: User, at: datetime | None = None) -> None:
    """No address opens the wall page any more."""
    team = locked(team)
    require(access.can_set_up(by, team))
    SafetyCross.objects.filter(team=team).update(wall_hash=None, wall_since=None)
    record("safety_cross.wall_ended", by=by, subject=team, at=at or clock.now())
