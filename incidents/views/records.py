"""Reports that have been sent: one of them, correcting it, and where it stands."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from incidents import (
    access,
    actions,
    changes,
    completing,
    concerns,
    facts,
    handling,
    outcome,
    reading,
    safety,
)
from incidents.forms.following import MoveForm
from incidents.forms.records import AmendForm
from incidents.models import Incident
from incidents.workflow import CannotMove
from people.access import require


def detail(request, reference):
    incident = reading.open_incident(request.user, reference)
    return render(request, "incidents/detail.html", _about(incident, request.user))


def amend(request, reference):
    """Correct a report. When somebody else has meanwhile, both texts are shown and nothing is saved yet."""
    incident = reading.open_incident(request.user, reference)
    require(access.can_amend(request.user, incident))
    now = {name: getattr(incident, name) for name in Incident.AMENDABLE} | {"version": incident.version}
    form = AmendForm(request.POST or None, initial=now, writer=request.user)
    context = {"incident": incident, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            actions.amend(incident, by=request.user, version=form.cleaned_data["version"], **form.changes())
        except actions.ChangedMeanwhile as met:
            return render(request, "incidents/amend.html", context | _both(form, met.incident), status=409)
        messages.success(request, "Your changes are saved.")
        return redirect("incidents:detail", reference)
    return render(request, "incidents/amend.html", context)


@require_POST
def move(request, reference):
    incident = reading.open_incident(request.user, reference)
    require(access.can_review(request.user, incident))
    form = MoveForm(request.POST, incident=incident)
    if form.is_valid():
        try:
            actions.move(incident, by=request.user, to=form.cleaned_data["to"])
        except CannotMove:
            messages.error(request, "Somebody else has moved this report. Look at where it stands now.")
        return redirect("incidents:detail", reference)
    return render(request, "incidents/detail.html", _about(incident, request.user, form))


def _about(incident, user, form=None):
    """What the page of one report shows this reader."""
    can_review = access.can_review(user, incident)
    parts = safety.evidence_shown(incident, user) | safety.safety_shown(incident, user)
    parts |= outcome.shown(incident, user)
    return (
        parts
        | facts.shown(incident, user)
        | handling.shown(incident, user)
        | completing.shown(incident, user)
        | concerns.shown(incident, user)
        | {
            "incident": incident,
            "alleged": incident.alleged.select_related("user"),
            "hate_motive": facts.known(incident, "hate_motive"),
            "back": reverse("incidents:list" if access.can_browse(user) else "incidents:mine"),
            "changes": changes.of(incident, user),
            "can_amend": access.can_amend(user, incident),
            "can_review": can_review,
            "can_see_names": access.can_see_names(user, incident),
            "form": form or (MoveForm(incident=incident) if can_review else None),
        }
    )


def _both(form, current):
    """The writer's words stay in the boxes, now against the newest version; what it says now stands beside
    them."""
    wanted = changes.merged(current, form.cleaned_data["version"], form.changes())
    return {
        "form": AmendForm(initial=wanted | {"version": current.version}),
        "theirs": changes.differences(current, wanted),
        "incident": current,
    }
