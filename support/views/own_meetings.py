"""What a colleague answers to an invitation, their calendar file, and asking for a peer supporter."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from people.access import require
from people.clock import now
from support import actions
from support.access import can_answer_for_self
from support.meeting import calendars
from support.meeting.guides import for_person
from support.meeting.inviting import purpose
from support.meeting.meetings import meeting
from support.models import Case
from support.reading.sessions import own_invitation
from support.views.sessions import as_file
from support.workflow import CannotMove


def answer(request, pk, number):
    """A page of its own, so that a link in a message can lead to this one invitation."""
    found = own_invitation(request.oneself, pk, number)
    require(can_answer_for_self(request.oneself, found.case, purpose(found)))
    if request.method != "POST":
        context = {"one": meeting(found, now()), "for_person": for_person(found.session.kind)}
        return render(request, "support/my_meeting.html", context | {"layout": request.layout})
    comes = {"yes": True, "no": False}.get(request.POST.get("comes"))
    if comes is None:
        messages.info(request, "Choose yes or no.")
        return redirect(request.own_home)
    try:
        actions.answer_invitation(found, by=request.oneself, comes=comes)
    except CannotMove:
        messages.info(request, "Nothing was changed. The page below shows how it stands now.")
    else:
        said = "Thank you. You are expected." if comes else "That is fine. You can change your mind here."
        messages.success(request, said)
    return redirect(request.own_home)


@require_safe
def calendar(request, pk, number):
    found = own_invitation(request.oneself, pk, number)
    require(can_answer_for_self(request.oneself, found.case, purpose(found)))
    return as_file(calendars.for_attendance(found))


def ask_for_peer(request, pk):
    case = get_object_or_404(Case.objects.about(request.oneself).select_related("lead"), pk=pk)
    return require_POST(_ask_for_peer)(request, case)


def _ask_for_peer(request, case):
    try:
        actions.ask_for_peer(case, by=request.oneself, other_team=request.POST.get("who") == "other_team")
    except CannotMove:
        messages.info(request, "Support is not under way now. Start it again first, then ask.")
    else:
        messages.success(request, f"{case.lead} has been asked to put you in touch with a peer supporter.")
    return redirect(request.own_home)


PAGES = [
    ("<uuid:pk>/meetings/<int:number>/", answer, "meeting"),
    ("<uuid:pk>/meetings/<int:number>/meeting.ics", calendar, "meeting-calendar"),
    ("<uuid:pk>/peer/", ask_for_peer, "peer"),
]
