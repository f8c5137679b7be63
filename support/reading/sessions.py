"""The sessions that somebody leads, or that colleagues they look after are invited to."""

from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import CharField, Count, Prefetch, Q
from django.db.models.functions import Cast, Coalesce
from django.shortcuts import get_object_or_404

from people.trail import record
from support import access
from support.models import Attendance, Case, Session
from support.workflow import AttendanceStatus, CaseStatus, SessionStatus

ON_A_PAGE = 20
MOST_TO_CHOOSE = 60
SHOWN = {
    "upcoming": "Upcoming",
    "to-record": "To be recorded",
    "past": "Past",
    "colleagues": "Of colleagues you look after",
}
# Each colleague once, also for two reports of theirs.
_WHO = Coalesce(
    Cast("attendances__case__person__user", CharField()), Cast("attendances__case__person", CharField())
)
_EXPECTED = (AttendanceStatus.INVITED, AttendanceStatus.ACCEPTED, AttendanceStatus.CAME)


def sessions(user, shown: str, page, at: datetime):
    """One page of them, soonest first; past ones latest first."""
    planned = Q(status=SessionStatus.PLANNED)
    found = {
        "upcoming": Session.objects.led_by(user)
        .filter(planned, starts_at__gt=at)
        .order_by("starts_at", "id"),
        "to-record": Session.objects.led_by(user)
        .filter(planned, starts_at__lte=at)
        .order_by("starts_at", "id"),
        "past": Session.objects.led_by(user).exclude(planned).order_by("-starts_at", "id"),
        "colleagues": Session.objects.visible_to(user)
        .filter(planned)
        .exclude(leader=user)
        .order_by("starts_at", "id"),
    }[shown]
    expected = Count(_WHO, filter=Q(attendances__status__in=_EXPECTED), distinct=True)
    return Paginator(found.select_related("leader").annotate(expected=expected), ON_A_PAGE).get_page(page)


def open_session(request, pk) -> Session:
    """The session, noted in the trail, or 404 for one that does not exist and for one they may not see alike.

    `shown` are the invitations the reader may know of: the leader all, anybody else those of colleagues they look after.
    """
    wanted = Prefetch("attendances", to_attr="invited", queryset=_named())
    found = Session.objects.visible_to(request.user).select_related("leader", "made_by")
    session = get_object_or_404(found.prefetch_related(wanted), pk=pk)
    record("session.read", by=request.user, subject=session)
    session.is_led = Session.objects.led_by(request.user).filter(pk=pk).exists()
    session.shown = list({one.case.person.somebody: one for one in reversed(session.invited)}.values())[::-1]
    if not session.is_led:
        ids = [one.case_id for one in session.invited]
        theirs = set(Case.objects.visible_to(request.user).filter(pk__in=ids).values_list("pk", flat=True))
        session.shown = [one for one in session.invited if one.case_id in theirs]
    return session


def _named():
    return Attendance.objects.select_related(
        "case__person__user", "case__person__incident", "case__version"
    ).order_by("id")


def cases_to_invite(user, chosen: list, wanted_by: Case | None, words: str = ""):
    """Open cases that could be invited together: those chosen, those of the same team or report, and what they lead.

    `words` find others by name among those that the user may open, and nobody whose name is kept from lists.
    """
    if words.strip():
        return _with_what_is_asked(_named_like(user, chosen, words))
    near = Q(pk__in=chosen) | Q(lead=user)
    if wanted_by:
        near |= Q(team=wanted_by.team_id) | Q(person__incident=wanted_by.person.incident_id)
    found = Case.objects.visible_to(user).filter(near, status=CaseStatus.OPEN)
    return _with_what_is_asked(found.annotate(is_chosen=Q(pk__in=chosen)))


def _named_like(user, chosen, words):
    shown = access.not_in_confidence()
    for word in words.replace("\x00", "").split()[:5]:
        shown &= (
            Q(person__user__first_name__icontains=word)
            | Q(person__user__last_name__icontains=word)
            | Q(person__user=None, person__name__icontains=word)
        )
    found = Case.objects.visible_to(user).filter(Q(pk__in=chosen) | shown, status=CaseStatus.OPEN)
    return found.annotate(is_chosen=Q(pk__in=chosen))


def _with_what_is_asked(found):
    """Those chosen stand first, so that the end of a long list cuts none of them off."""
    return (
        found.select_related("person__user", "person__incident", "team__site", "lead", "version")
        .prefetch_related("stages", "attendances", "version__rules")
        .order_by("-is_chosen", "person__user__last_name", "person__name", "pk")[:MOST_TO_CHOOSE]
    )


def own_invitation(user, pk, number) -> Attendance:
    """An invitation of their own. `user` may be somebody who came in by a door."""
    case = get_object_or_404(Case.objects.about(user).select_related("person__user", "lead"), pk=pk)
    found = get_object_or_404(case.attendances, number=number)
    found.case = case
    return found
