"""A leader who is away on the day of a session: whoever stands in for them is asked to lead it, or the next who is
trained for it (R55, R123).

Nobody who is affected or accused, has no role or training for it, or must be kept apart is asked. Where nobody is left,
whoever looks after those invited finds somebody.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import TruncDate

from people.models import Cover, User
from support.actions.sessions import coming_to, locked_session
from support.deadlines import LONDON, london_day
from support.meeting import inviting
from support.meeting.gathering import leaders, must_be_kept_apart
from support.meeting.led_anew import give_session
from support.models import Session
from support.workflow import SessionStatus

LOOKED_AT = 20


def cover_all(at: datetime) -> int:
    """Sessions still to come whose leader is away on their day; returns how many somebody else leads now."""
    day = TruncDate("starts_at", tzinfo=LONDON)
    away = Cover.objects.filter(
        user=OuterRef("leader"), starts_on__lte=OuterRef("day"), ends_on__gte=OuterRef("day")
    )
    ahead = Session.objects.filter(status=SessionStatus.PLANNED, starts_at__gt=at, seeks_leader=False)
    found = ahead.annotate(day=day).filter(Exists(away)).order_by("starts_at", "pk")
    return sum(_cover(session, at) for session in found)


@transaction.atomic
def _cover(session, at):
    session = locked_session(session)
    on, before = london_day(session.starts_at), session.leader
    covers = Cover.objects.filter(user=before, starts_on__lte=on, ends_on__gte=on).order_by("pk")
    coming = coming_to(session)
    if session.status != SessionStatus.PLANNED or not covers or not coming:
        return False
    fit = _next(session, [one.case for one in coming], covers, on)
    give_session(session, coming, fit, by=None, at=at, line=inviting.STANDS_IN)
    return True


def _next(session, cases, covers, on) -> User | None:
    """Stand-ins first, then those of the site, then whoever leads fewest talks that are planned; case leads come last."""
    able = leaders(session.kind, cases, on)
    stand_ins = [cover.covered_by for cover in covers if cover.covered_by_id]
    first = [one for one in stand_ins if able.filter(pk=one.pk).exists()]
    planned = Count("sessions_led", filter=Q(sessions_led__status=SessionStatus.PLANNED))
    ranked = able.annotate(planned=planned).order_by("planned", "last_name", "first_name", "pk")[:LOOKED_AT]
    sites, leads = {case.team.site_id for case in cases}, {case.lead_id for case in cases}
    near = sorted(
        ranked.select_related("team"),
        key=lambda one: (one.pk in leads, not (one.team and one.team.site_id in sites)),
    )
    return next((one for one in [*first, *near] if not must_be_kept_apart(cases, one)), None)
