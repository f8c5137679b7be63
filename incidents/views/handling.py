"""What those who look after a report note beside it: consent, the cause, and what runs elsewhere."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from incidents import access, actions, facts, reading
from incidents.forms.handling import CauseForm, ConsentForm, ProcessForm
from people.access import require


def consent(request, reference, person):
    incident = reading.open_incident(request.user, reference)
    person = get_object_or_404(incident.involved.select_related("user"), pk=person)
    require(access.can_record_consent(request.user, person))
    form = ConsentForm(request.POST or None, initial={"consent": person.consent})
    if request.method == "POST" and form.is_valid():
        actions.record_consent(person, by=request.user, consent=form.cleaned_data["consent"])
        messages.success(request, "Saved. Their support goes on either way.")
        return redirect("incidents:detail", reference)
    return _page(request, incident, form, f"Ask {facts.name_of(person, request.user)}")


def cause(request, reference):
    incident = reading.open_incident(request.user, reference)
    require(access.can_set_cause(request.user, incident))
    form = CauseForm(request.POST or None, initial={"cause": incident.cause})
    if request.method == "POST" and form.is_valid():
        actions.set_cause(incident, by=request.user, cause=form.cleaned_data["cause"])
        messages.success(request, "Saved. The page now shows what to think about next.")
        return redirect("incidents:detail", reference)
    return _page(request, incident, form, "What lay behind it")


def process(request, reference, process=None):
    """Add one, or say how far one has come."""
    incident = reading.open_incident(request.user, reference)
    found = get_object_or_404(incident.processes, pk=process) if process else None
    require(access.can_review(request.user, incident))
    initial = {name: getattr(found, name) for name in ("kind", "number", "status")} if found else None
    form = ProcessForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.note_process(incident, by=request.user, process=found, **form.cleaned_data)
        messages.success(request, "Saved")
        return redirect("incidents:detail", reference)
    return _page(request, incident, form, "Handled elsewhere", _ELSEWHERE)


_ELSEWHERE = "Keep the number and how far it has come. Nothing of it is done here, and no details are kept."


def _page(request, incident, form, heading, lead=""):
    context = {
        "form": form,
        "heading": heading,
        "lead": lead,
        "caption": f"Report {incident.reference}",
        "back": reverse("incidents:detail", args=[incident.reference]),
    }
    return render(request, "incidents/one_form.html", context)
