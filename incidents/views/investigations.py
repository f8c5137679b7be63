"""An investigation page by page: opened, put off, told about, looked at from above, ended; and all of them by age."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from incidents import access, actions
from incidents.forms.following import DelayForm, InvestigateForm, SeniorForm, UpdateForm
from incidents.models import Investigation
from incidents.reading.investigations import ageing as by_age
from incidents.reading.investigations import lateness
from incidents.views.doors import done, of_a_report
from people.access import require
from people.clock import now

ROWS = 25
PAGE = "incidents:investigation"


@of_a_report()
def investigation(request, incident):
    """How it stands; before it has begun and after it has ended, the form that opens it."""
    found = (
        Investigation.objects.visible_to(request.user)
        .filter(incident=incident)
        .select_related("lead")
        .first()
    )
    is_open = bool(found and found.ended_at is None)
    form = None if is_open else InvestigateForm(request.POST or None, incident=incident)
    if form and request.method == "POST" and form.is_valid():
        words = "The investigation is open."
        return done(request, incident, words, actions.investigate, incident, to=PAGE, **form.cleaned_data)
    context = {
        "incident": incident,
        "investigation": found,
        "is_open": is_open,
        "form": form,
        "late": lateness(found, now()) if is_open else ("", ""),
        "delays": found.delays.select_related("by") if found else [],
        "updates": found.updates.select_related("by") if found else [],
        "can_look": bool(is_open and found.lead_id != request.user.pk),
    }
    return render(request, "incidents/investigation.html", context)


def of_one_under_way(view):
    """The investigation that is open, or 404."""

    @of_a_report()
    def found(request, incident):
        rows = Investigation.objects.visible_to(request.user).open().filter(incident=incident)
        return view(request, incident, get_object_or_404(rows.select_related("lead")))

    return found


@of_one_under_way
def delay(request, incident, found):
    form = DelayForm(request.POST or None, due_at=found.due_at)
    if request.method == "POST" and form.is_valid():
        words = "The new date is saved, and those who wait have been told."
        return done(request, incident, words, actions.delay, found, to=PAGE, **form.cleaned_data)
    context = {"incident": incident, "investigation": found, "form": form}
    return render(request, "incidents/delay.html", context)


@of_one_under_way
def update(request, incident, found):
    form = UpdateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = "Those affected can read it on their own page."
        return done(request, incident, words, actions.tell_affected, found, to=PAGE, **form.cleaned_data)
    context = {"incident": incident, "form": form, "unreached": incident.involved.filter(user=None)}
    return render(request, "incidents/update.html", context)


@of_one_under_way
def senior_review(request, incident, found):
    require(found.lead_id != request.user.pk)
    form = SeniorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = "It is noted that you looked at it."
        return done(request, incident, words, actions.review_age, found, to=PAGE, **form.cleaned_data)
    context = {"incident": incident, "investigation": found, "form": form}
    return render(request, "incidents/senior_review.html", context)


@require_POST
@of_one_under_way
def end(request, incident, found):
    return done(request, incident, "The investigation has ended.", actions.end_investigation, found, to=PAGE)


def ageing(request):
    """Investigations under way, those past their date first, then the oldest (R105)."""
    require(access.can_browse(request.user))
    at = now()
    page = Paginator(by_age(request.user, at), ROWS).get_page(request.GET.get("page"))
    context = {
        "rows": [(one, *lateness(one, at), (at - one.opened_at).days) for one in page],
        "newer": page.has_previous() and {"href": f"?page={page.number - 1}", "text": "Previous"},
        "older": page.has_next() and {"href": f"?page={page.number + 1}", "text": "Next"},
    }
    return render(request, "incidents/ageing.html", context)
