"""The agenda as a PDF: asking for it, seeing how far it is, fetching it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from reviews import actions
from reviews.models import Print
from reviews.reading import open_meeting
from reviews.workflow import PrintStatus


def agenda(request, pk):
    meeting = open_meeting(request.user, pk)
    if request.method == "POST":
        actions.ask_for_print(meeting, by=request.user)
        return redirect("reviews:print", pk)
    copies = Print.objects.visible_to(request.user).filter(meeting=meeting, expires_at__gt=timezone.now())
    return render(
        request, "reviews/print.html", {"meeting": meeting, "copy": copies.defer("content").first()}
    )


def fetch(request, meeting, pk):
    ready = Print.objects.visible_to(request.user).filter(
        meeting=meeting, status=PrintStatus.READY, expires_at__gt=timezone.now()
    )
    copy = get_object_or_404(ready.select_related("meeting"), pk=pk)
    name = f"agenda-{copy.meeting.held_on:%Y-%m-%d}.pdf"
    return HttpResponse(
        bytes(copy.content),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )
