"""Whether the safety regulator must be told: the status for those who look after a report, the decision for those who
make it (R40)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from incidents import access, actions, deadlines, facts, reading, riddor
from incidents.forms.riddor import DecideForm, ReportedForm, UnableForm
from incidents.models import Incident
from people.access import require

FORMS = {"decide": DecideForm, "reported": ReportedForm, "unable": UnableForm}


def page(request, reference):
    """One page with up to three small forms; `act` says which one was sent."""
    incident = reading.open_for_riddor(request.user, reference)
    decides = access.can_decide_riddor(request.user, incident)
    reviews = access.can_ask_riddor(request.user, incident)
    require(decides or reviews)
    decision = reading.decision_about(incident)
    offered = _offered(incident, decision, decides, reviews)
    act = request.POST.get("act")
    if request.method == "POST" and act in FORMS:
        require(act in offered)
        form = offered[act] = FORMS[act](request.POST, prefix=act)
        if form.is_valid():
            _ACT[act](request, incident, form.cleaned_data)
            return redirect("incidents:riddor", reference)
    sees_report = Incident.objects.visible_to(request.user).filter(pk=incident.pk).exists()
    context = {
        "incident": incident,
        "decision": decision,
        "decides": decides,
        "offered": offered,
        "form": offered.get(act),
        "due": deadlines.riddor_report_by(decision.found, incident.occurred_on) if decision else None,
        "harmed": _harmed(incident, request.user) if decides else [],
        "specified": [riddor.SPECIFIED[key] for key in incident.specified],
        "back": reverse("incidents:detail", args=[reference]) if sees_report else reverse("home"),
    }
    return render(request, "incidents/riddor.html", context)


def _offered(incident, decision, decides, reviews):
    names = []
    if decides and decision:
        names.append("decide")
        names += ["reported"] if decision.is_reportable else []
    if reviews and riddor.asks(incident):
        names.append("unable")
    known = {"decide": {"found": decision.found, "why": decision.why}} if decides and decision else {}
    return {name: FORMS[name](prefix=name, initial=known.get(name)) for name in names}


def _decide(request, incident, said):
    actions.decide_riddor(incident, by=request.user, **said)
    messages.success(request, "Your decision is recorded")


def _reported(request, incident, said):
    actions.report_riddor(incident, by=request.user, **said)
    messages.success(request, "Recorded. Nothing more is owed to the regulator.")


def _unable(request, incident, said):
    because = actions.say_unable(incident, by=request.user, **said)
    if because:
        messages.success(request, "A competent person has been asked to decide")
    else:
        messages.success(
            request, "Three days or fewer need no decision. Come back here if it becomes longer."
        )


_ACT = {"decide": _decide, "reported": _reported, "unable": _unable}


def _harmed(incident, user):
    """The injured person's name is asked for by the regulator; a protected one stays protected."""
    people = incident.involved.filter(part="harmed").select_related("user")
    return [facts.name_for_regulator(person, incident, user) for person in people]
