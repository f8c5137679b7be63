"""When two cases turn out to be one, the meetings and the peer supporter of the one that ends go along (R46)."""

from datetime import datetime

from django.db.models import Max

from people.models import User
from support.actions.moving import move
from support.models import Attendance, Case, Match
from support.planning import plan
from support.workflow import MOVES, StageStatus


def carry(ended: Case, kept: Case, *, by: User | None, at: datetime) -> None:
    """Nobody is told: it is the same meeting. Somebody invited for both goes once."""
    there = set(kept.attendances.values_list("session", flat=True))
    for one in list(ended.attendances.all()):
        if one.is_coming and one.session_id not in there:
            _carry(one, kept, by, at)
    matches = Match.objects.filter(case=ended, ended_at=None)
    if Match.objects.filter(case=kept, ended_at=None).exists():
        matches.update(ended_at=at)
    else:
        matches.update(case=kept)


def _carry(attendance: Attendance, kept, by, at):
    most = kept.attendances.aggregate(most=Max("number"))["most"] or 0
    attendance.case, attendance.number = kept, most + 1
    attendance.save()
    session = attendance.session
    stage = kept.stages.filter(key=session.kind).first()
    if stage and StageStatus.BOOKED in MOVES[stage.status] and stage.booked_for != session.starts_at:
        move(stage, StageStatus.BOOKED, by=by, at=at, booked_for=session.starts_at)
    plan(kept, at, moved=(f"stage.{session.kind}", f"session.{attendance.number}"))
