"""One meeting: its agenda, open actions first, then the incidents."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from reviews import access, actions
from reviews import agenda as agendas
from reviews.reading import open_meeting


def agenda(request, pk):
    meeting = open_meeting(request.user, pk)
    context = agendas.of(meeting, request.user, timezone.localdate())
    context["may_run"] = access.can_run(request.user, meeting.panel)
    return render(request, "reviews/meeting.html", context)


@require_POST
def refresh(request, pk):
    meeting = open_meeting(request.user, pk)
    try:
        added = actions.refresh_agenda(meeting, by=request.user)
    except actions.MeetingClosed:
        messages.error(request, "The meeting is closed. Nothing was added")
        return redirect("reviews:meeting", pk)
    messages.success(
        request, "The agenda has been brought up to date" if added else "Nothing new has been reported"
    )
    return redirect("reviews:meeting", pk)


@require_POST
def close(request, pk):
    meeting = open_meeting(request.user, pk)
    try:
        actions.close_meeting(meeting, by=request.user)
        messages.success(request, "The meeting is closed. What is not finished will stand on the next agenda")
    except actions.MeetingClosed:
        messages.success(request, "The meeting is closed already")
    return redirect("reviews:panel", meeting.panel_id)
