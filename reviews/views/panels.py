"""The panels somebody sits on, one panel with its meetings, and making a panel."""

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from people.access import require
from reviews import access, actions
from reviews.deadlines import next_meeting_on
from reviews.forms import PanelForm
from reviews.models import Panel
from reviews.reading import members_of

MEETINGS = 52


def index(request):
    may_make = access.can_make_panel(request.user)
    if not (may_make or access.sits_on_one(request.user)):
        raise Http404
    panels = list(Panel.objects.visible_to(request.user).select_related("site").with_meetings())
    today = timezone.localdate()
    for panel in panels:
        panel.next_on = next_meeting_on(panel.weekday, today, panel.last_held)
    return render(request, "reviews/panels.html", {"panels": panels, "may_make": may_make, "today": today})


def panel(request, pk):
    """The meetings of a year; `?before=2026-11-22` goes further back."""
    today = timezone.localdate()
    panel = get_object_or_404(
        Panel.objects.visible_to(request.user).select_related("site").with_meetings(), pk=pk
    )
    panel.next_on = next_meeting_on(panel.weekday, today, panel.last_held)
    meetings = panel.meetings.select_related("opened_by")
    if before := _day(request.GET.get("before", "")):
        meetings = meetings.filter(held_on__lt=before)
    meetings = list(meetings[: MEETINGS + 1])
    context = {
        "panel": panel,
        "members": members_of(panel),
        "meetings": meetings[:MEETINGS],
        "older": f"?before={meetings[MEETINGS - 1].held_on.isoformat()}" if len(meetings) > MEETINGS else "",
        "may_run": access.can_run(request.user, panel),
        "today": today,
    }
    return render(request, "reviews/panel.html", context)


def _day(words):
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


@require_POST
def open_meeting(request, pk):
    panel = get_object_or_404(Panel.objects.visible_to(request.user), pk=pk)
    return redirect("reviews:meeting", actions.open_meeting(panel, by=request.user).pk)


def make(request):
    require(access.can_make_panel(request.user))
    form = PanelForm(request.POST or None, initial={"rhythm": Panel.Rhythm.WEEKLY, "hotspots_only": ""})
    if request.method == "POST" and form.is_valid():
        panel = actions.make_panel(by=request.user, **form.cleaned_data)
        messages.success(request, f"{panel} has been made. Give colleagues a panel role over {panel.site}")
        return redirect("reviews:panels")
    return render(request, "reviews/panel_make.html", {"form": form})
