"""The person who is said to have done it: who is meant, earlier incidents, and what keeps staff safe from them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from incidents import access, actions, reading, retention
from incidents.forms.naming import HoldForm, MatchForm, NameForm
from incidents.forms.precautions import PrecautionForm, ReviewForm
from incidents.models import AllegedPerpetrator
from incidents.naming import as_shown
from people.access import require

COLLEAGUE = AllegedPerpetrator.Kind.COLLEAGUE


def one(request, reference, person):
    """For those who plan safety. A colleague's page is for those who look after the report alone (R7)."""
    incident, alleged = _opened(request, reference, person)
    context = {
        "incident": incident,
        "one": alleged,
        "who": as_shown(alleged.identifier),
        "earlier": reading.earlier(request.user, alleged),
        "precautions": reading.precautions_about(request.user, alleged),
        "kept_until": retention.kept_until(incident),
        "years": retention.years(incident),
        "can_name": access.can_name_alleged(request.user, incident),
    }
    return render(request, "incidents/person.html", context)


def add(request, reference):
    incident = reading.open_incident(request.user, reference)
    require(access.can_name_alleged(request.user, incident))
    return _named(request, incident, None, NameForm(request.POST or None))


def name(request, reference, person):
    incident, alleged = _opened(request, reference, person)
    require(access.can_name_alleged(request.user, incident) and alleged.kind != COLLEAGUE)
    now = {"kind": alleged.kind, "identifier": alleged.identifier}
    return _named(request, incident, alleged, NameForm(request.POST or None, initial=now))


def match(request, reference, person):
    """Which colleague is meant. From then on they see nothing of the report (security.md A3)."""
    incident, alleged = _opened(request, reference, person)
    require(access.can_name_alleged(request.user, incident) and alleged.kind == COLLEAGUE)
    form = MatchForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        actions.match_alleged(alleged, by=request.user, user=form.account)
        messages.success(request, "It is saved. They cannot open this report, or see that there is one.")
        return redirect("incidents:person", reference, person)
    return render(
        request, "incidents/person_match.html", {"incident": incident, "one": alleged, "form": form}
    )


def hold(request, reference, person):
    incident, alleged = _opened(request, reference, person)
    require(access.can_name_alleged(request.user, incident))
    form = None if alleged.held_at else HoldForm(request.POST or None)
    if request.method == "POST" and (form is None or form.is_valid()):
        actions.hold_alleged(alleged, by=request.user, why=form.cleaned_data["why"] if form else "")
        messages.success(request, "It is saved.")
        return redirect("incidents:person", reference, person)
    return render(request, "incidents/person_hold.html", {"incident": incident, "one": alleged, "form": form})


def put_in_place(request, reference, person):
    incident, alleged = _opened(request, reference, person)
    require(alleged.kind != COLLEAGUE)
    form = PrecautionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.put_in_place(alleged, by=request.user, **form.cleaned_data)
        except actions.NobodyNamed:
            form.add_error(
                None, "First say who is meant: nothing can be found again without a name or a number"
            )
        else:
            messages.success(request, "It is in place, and you are reminded to look at it again.")
            return redirect("incidents:person", reference, person)
    return render(
        request, "incidents/precaution_add.html", {"incident": incident, "one": alleged, "form": form}
    )


def review(request, reference, precaution):
    incident = reading.open_incident(request.user, reference)
    require(access.can_plan_safety(request.user, incident))
    found = reading.one_precaution(request.user, incident, precaution)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.review_precaution(found, by=request.user, why=said["why"], review_on=said["review_on"])
        messages.success(request, "It is saved.")
        return redirect("incidents:person", reference, found.alleged_id)
    return render(
        request, "incidents/precaution_review.html", {"incident": incident, "one": found, "form": form}
    )


def _opened(request, reference, person):
    """The report and one of those named in it, for somebody who plans safety and, for a colleague, looks after it."""
    incident = reading.open_incident(request.user, reference)
    require(access.can_plan_safety(request.user, incident))
    alleged = get_object_or_404(incident.alleged.select_related("user", "held_by"), pk=person)
    require(alleged.kind != COLLEAGUE or access.can_name_alleged(request.user, incident))
    return incident, alleged


def _named(request, incident, alleged, form):
    if request.method == "POST" and form.is_valid():
        found = actions.name_alleged(incident, by=request.user, alleged=alleged, **form.cleaned_data)
        messages.success(request, "It is saved. Earlier incidents with the same person are below.")
        return redirect("incidents:person", incident.reference, found.pk)
    return render(request, "incidents/person_name.html", {"incident": incident, "one": alleged, "form": form})
