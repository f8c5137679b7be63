"""Recordings that somebody else keeps: noted, decided about, and handed over."""

from django.contrib import messages
from django.shortcuts import redirect, render

from incidents import access, actions, reading
from incidents.forms.footage import DecideForm, DiscloseForm, FootageForm
from people.access import require


def add(request, reference):
    incident = reading.open_incident(request.user, reference)
    require(access.can_note_footage(request.user, incident))
    form = FootageForm(request.POST or None, incident=incident)
    if request.method == "POST" and form.is_valid():
        actions.note_footage(incident, by=request.user, **form.facts())
        messages.success(request, "The recording is noted.")
        return redirect("incidents:detail", reference)
    return render(request, "incidents/footage_add.html", {"incident": incident, "form": form})


def decide(request, reference, footage):
    """Whether it must be kept longer, before the last day has passed (R35)."""
    return _about(
        request, reference, footage, DecideForm, actions.decide_footage, "incidents/footage_decide.html"
    )


def disclose(request, reference, footage):
    return _about(
        request, reference, footage, DiscloseForm, actions.disclose_footage, "incidents/footage_disclose.html"
    )


def _about(request, reference, footage, form_class, act, template):
    incident = reading.open_incident(request.user, reference)
    require(access.can_decide_footage(request.user, incident))
    found = reading.one_of_footage(request.user, incident, footage)
    form = form_class(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act(found, by=request.user, **form.cleaned_data)
        messages.success(request, "It is written down.")
        return redirect("incidents:detail", reference)
    return render(request, template, {"incident": incident, "one": found, "form": form})
