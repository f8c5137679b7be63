"""Saying that a colleague needs practical help, without learning whether anything happened; and asking them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from people.access import require
from people.trail import record
from support import access, actions
from support.forms.telling import AskedForm, TellForm
from support.help import TRACKS
from support.models import HelpTold
from support.reading.help import told_by
from support.workflow import CannotMove

THANKS = "Thank you. Whoever looks after them will be asked."


def tell(request):
    """The answer is the same words and the same list whatever is recorded about the colleague."""
    tracks = access.tracks_to_tell(request.user)
    require(bool(tracks))
    form = TellForm(request.POST or None, by=request.user, tracks=tracks)
    if request.method == "POST" and form.is_valid():
        actions.tell_help(by=request.user, **form.cleaned_data)
        messages.success(request, THANKS)
        return redirect("support:help-tell")
    return render(request, "support/help_tell.html", {"form": form, "told": told_by(request.user)})


def told(request, pk):
    """Ask the colleague, and note what they said."""
    wanted = HelpTold.objects.visible_to(request.user).select_related("colleague__team", "by", "keeper")
    told = get_object_or_404(wanted, pk=pk)
    record("help.told_read", by=request.user, subject=told)
    form = AskedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.settle_told(told, by=request.user, outcome=form.cleaned_data["outcome"])
            messages.success(request, "Thank you. Nobody is reminded of it any more.")
        except CannotMove:
            messages.info(request, "Somebody else has asked them already. Nothing was changed.")
        return redirect("support:help-told", told.pk)
    context = {"told": told, "form": form, "track": TRACKS[told.track]}
    return render(request, "support/help_told.html", context)
