"""Finding the double of a report, looking at both side by side, and making them one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from incidents import access, actions
from incidents.forms.following import FindDoubleForm, MergeForm
from incidents.models import Incident
from incidents.reading import doubles
from incidents.views.doors import of_a_report
from people.access import require
from people.deadlines import LONDON


@of_a_report()
def find(request, incident):
    """Likely doubles, and any other by its reference."""
    form = FindDoubleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        other = doubles.find(request.user, incident, form.cleaned_data["reference"])
        if other:
            return redirect("incidents:merge-with", incident.reference, other.reference)
        form.add_error("reference", "You look after no other report with this reference that fits. Check it")
    context = {"incident": incident, "form": form, "likely": doubles.likely(incident, request.user)}
    return render(request, "incidents/merge.html", context)


@of_a_report()
def merge(request, incident, other):
    """Both side by side; `incident` goes into the other."""
    into = get_object_or_404(
        Incident.objects.visible_to(request.user).select_related("team__site"), reference=other
    )
    require(incident.pk != into.pk and access.can_merge(request.user, incident, into))
    form = MergeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.merge(incident, into=into, by=request.user, why=form.cleaned_data["why"])
        except actions.CannotMerge as met:
            form.add_error(None, str(met))
        else:
            messages.success(request, "The two reports are one now. Everybody affected stands in this one.")
            return redirect("incidents:detail", into.reference)
    kept, double = (_side(one, request.user) for one in (into, incident))
    facts = [(label, says, double[label]) for label, says in kept.items()]
    context = {"incident": incident, "into": into, "form": form, "facts": facts}
    return render(request, "incidents/merge_with.html", context)


def _side(incident, reader):
    """What this report says to each question that is compared. Protected names are not told."""
    names = [
        str(person) if access.can_name(reader, person) else "A colleague"
        for person in incident.involved.select_related("user", "incident")
    ]
    knows = access.can_know_reporter(reader, incident)
    return {
        "Reported": f"{incident.reported_at.astimezone(LONDON):%-d %B %Y, %H:%M}",
        "Reported by": str(incident.reporter or "Not known") if knows else "Somebody whose name is protected",
        "Where it stands": incident.get_status_display(),
        "What happened": ", ".join(incident.kind_names),
        "When": f"{incident.occurred_on:%-d %B %Y}, {incident.occurred_time or 'time not known'}",
        "Where": f"{incident.place or 'Not said'}, {incident.team}",
        "In their own words": incident.what_happened or "Not said",
        "Who was affected": ", ".join(names) or "Not said",
    }
