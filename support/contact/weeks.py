"""In which weeks somebody is asked how they are, beyond those of the pathway (R66)."""

from datetime import datetime, timedelta

from support import deadlines
from support.models import Case, CheckIn, TeamCheckIn
from support.workflow import CheckInStatus

MORE_EVERY = 4
A_WEEK = timedelta(weeks=1)


def start_again(case: Case, at: datetime) -> None:
    """Support was declined or had ended, and begins again: what is past stays past, and one more lies ahead."""
    waiting = (CheckInStatus.AHEAD, CheckInStatus.NO_ANSWER)
    for one in case.check_ins.filter(status__in=waiting, due_at__lte=at):
        one.move_to(CheckInStatus.NOT_WANTED)
        one.save()
    teams = case.team_check_ins.filter(status=TeamCheckIn.Status.AHEAD, due_at__lte=at)
    teams.update(status=TeamCheckIn.Status.NOT_NEEDED)
    if not case.check_ins.filter(due_at__gt=at).exists():
        one_more(case, at)


def one_more(case: Case, at: datetime) -> CheckIn:
    """Four weeks after the last, counted from the incident, and at least a week from now."""
    incident = case.person.incident
    happened = deadlines.happened_at(
        incident.occurred_on, incident.occurred_time, reported=incident.reported_at
    )
    last = case.check_ins.order_by("-week").first()
    week = (last.week if last else 0) + MORE_EVERY
    while deadlines.closes(f"{week} weeks", happened) < at + A_WEEK:
        week += MORE_EVERY
    check_in = CheckIn(case=case, week=week, due_at=deadlines.closes(f"{week} weeks", happened))
    check_in.save()
    return check_in
