"""Completing a report that a few taps made: who was affected, that it is complete, and whose report it was."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from incidents import access, actions, completing, flood, quick, reading
from incidents.actions import Affected
from incidents.forms.completing import CompleteForm
from incidents.forms.persons import PersonForm
from incidents.forms.quick import CodeForm
from people.access import require


def complete(request, reference):
    """What is still missing, in order; the last step says that nothing is."""
    incident = reading.open_incident(request.user, reference)
    require(access.can_complete(request.user, incident))
    if not incident.is_stub:
        return redirect("incidents:detail", reference)
    waiting = incident.involved.filter(is_named=False).count()
    form = CompleteForm(request.POST if request.method == "POST" else None, waiting=waiting)
    if request.method == "POST" and form.is_valid():
        actions.complete(incident, by=request.user, nobody_knows=bool(waiting))
        messages.success(request, "The report is complete.")
        return redirect("incidents:detail", reference)
    context = {"incident": incident, "form": form} | completing.shown(incident, request.user)
    return render(request, "incidents/complete.html", context)


def name(request, reference, person):
    """Say who somebody in the report is."""
    incident = reading.open_incident(request.user, reference)
    person = get_object_or_404(incident.involved, pk=person)
    require(access.can_name_people(request.user, incident))
    form = _form(request, incident, {"part": person.part})
    if request.method == "POST" and form.is_valid():
        found = form.found()
        try:
            actions.name_person(
                person,
                by=request.user,
                user=form.account,
                name=found["name"],
                contact=found["contact"],
                part=found["part"],
                consent=found["consent"],
                contractor=form.employed_by,
            )
        except actions.OnTheListAlready:
            messages.error(request, "Somebody else has said who this was. Look at the report now.")
        else:
            messages.success(request, "Saved. They are told that their support has started.")
        return redirect("incidents:detail", reference)
    return render(request, "incidents/affected.html", {"incident": incident, "person": person, "form": form})


def add(request, reference):
    """Somebody else was affected."""
    incident = reading.open_incident(request.user, reference)
    require(access.can_name_people(request.user, incident))
    form = _form(request, incident)
    if request.method == "POST" and form.is_valid():
        found = form.found()
        person = Affected(
            found["part"],
            form.account,
            found["name"],
            found["contact"],
            consent=found["consent"],
            contractor=form.employed_by,
        )
        try:
            actions.add_person(incident, by=request.user, affected=person)
        except actions.OnTheListAlready:
            messages.error(request, "Somebody else has added this colleague. Look at the report now.")
        else:
            messages.success(request, f"{found['name']} is in the report now, and has support of their own.")
        return redirect("incidents:detail", reference)
    return render(request, "incidents/affected.html", {"incident": incident, "form": form})


def claim(request):
    """With the code from a poster's report: it becomes this colleague's own."""
    form = CodeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "incidents/quick_claim.html", {"form": form})
    incident = None if flood.guesses_too_much(request) else quick.with_code(form.cleaned_data["code"])
    if incident is None:
        form.add_error("code", "No report has this code. Check each letter, or wait an hour and try again")
    else:
        try:
            incident = actions.claim_quick(incident, by=request.user)
            messages.success(request, "This is your report now.")
            return redirect("incidents:detail", incident.reference)
        except actions.SomebodyElses:
            form.add_error(
                "code", "Another colleague has made this report their own. Speak to whoever leads the team"
            )
    return render(request, "incidents/quick_claim.html", {"form": form})


def _form(request, incident, initial=None):
    taken = incident.involved.exclude(user=None).values_list("user", flat=True)
    data = request.POST if request.method == "POST" else None
    return PersonForm(data, initial=initial, taken=set(taken))
