"""The morning's word about the safety crosses of the day before: what was marked (R99), and what was not recorded (R94).

Run again, it tells nobody twice: each notice has a key for its team and day, and teams told already are passed over.
"""

import logging
from collections import defaultdict
from datetime import date, datetime

from incidents import notices, shifts
from incidents.access import teams as access
from incidents.models import HandoverCheck, Mark, SafetyCross, ShiftPattern
from people.chasing import HOUR, WRITTEN_AT
from people.deadlines import LONDON, QUIET_FROM
from people.lines import NobodyResponsible, in_charge
from people.models import Notice, Team

log = logging.getLogger(__name__)


def tell_of_yesterday(at: datetime) -> None:
    """From half an hour before the digest leaves until the evening; a worker that was away catches up."""
    local = at.astimezone(LONDON)
    if not WRITTEN_AT <= local.time() < QUIET_FROM:
        return
    yesterday = local.date() - shifts.ONE_DAY
    _tell_of_marks(yesterday, at)
    _tell_of_missing(yesterday, at)


def _tell_of_marks(day: date, at):
    marked = Mark.objects.standing().filter(day=day).order_by().values("team").distinct()
    for team in _not_told("cross", day, Team.objects.filter(pk__in=marked)):
        to = dict.fromkeys([*_lead(team, day), *access.managers_of(team, day)])
        notices.marks_of_the_day(team, day, to=to, at=at)


def _tell_of_missing(day: date, at):
    """Teams that keep a cross and want to be reminded, with a shift of that day that has ended unanswered."""
    keeping = SafetyCross.objects.filter(reminds=True).values("team")
    teams = _not_told("handovers", day, Team.objects.filter(pk__in=keeping))
    changes, answered = defaultdict(list), defaultdict(set)
    for row in ShiftPattern.objects.filter(team__in=teams):
        changes[row.team_id].append((row.starts_on, row.pattern))
    for team, shift in HandoverCheck.objects.filter(day=day, team__in=teams).values_list("team", "shift"):
        answered[team].add(shift)
    for team in teams:
        hours = shifts.hours_of(changes[team.pk])
        ended = {one.key for one in shifts.shifts_on(day, hours) if shifts.ends_at(day, one) <= at - HOUR}
        for lead in _lead(team, day) if ended - answered[team.pk] else []:
            notices.handovers_missing(team, day, to=lead, at=at)


def _lead(team, day):
    """Whoever is in charge of the team on the morning after; one team without anybody holds up no other."""
    try:
        return [in_charge(None, team, on=day + shifts.ONE_DAY)]
    except NobodyResponsible:
        log.error("Nobody is left to look after team %s", team.pk)
        return []


def _not_told(about, day, teams):
    """Those of the teams that nobody has been told about yet."""
    start = f"{about}:{day.isoformat()}:"
    keys = Notice.objects.filter(key__startswith=start).values_list("key", flat=True)
    told = {int(key.removeprefix(start).split(":")[0]) for key in keys}
    return list(teams.exclude(pk__in=told).select_related("site").order_by("pk"))
