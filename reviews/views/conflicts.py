"""Saying that one is too close to an incident to review it, and being let back in."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from reviews import conflicts
from reviews.forms import ConflictForm
from reviews.models import Meeting
from reviews.reading import open_item


def declare(request, meeting, pk):
    item = _open(request, meeting, pk)
    form = ConflictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        conflicts.declare(item, by=request.user, **form.cleaned_data)
        messages.success(
            request, "You take no part in it and see it no longer. Those who run the panel have been told"
        )
        return redirect("reviews:meeting", meeting)
    return render(request, "reviews/conflict.html", {"item": item, "form": form})


@require_POST
def lift(request, meeting, pk, conflict):
    item = _open(request, meeting, pk)
    standing = conflicts.standing(item.incident).filter(pk=conflict).first()
    if standing is None:
        raise Http404
    conflicts.lift(standing, item, by=request.user)
    messages.success(request, f"{standing.user} takes part again")
    return redirect("reviews:item", meeting, pk)


def _open(request, meeting, pk):
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=meeting)
    return open_item(request.user, meeting, pk)
