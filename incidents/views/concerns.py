"""A concern about how a report is dealt with: raising it, reading the answer, answering, and taking it to another."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from incidents import access, actions
from incidents.forms.concerns import ConcernAnswerForm, ConcernForm
from incidents.reading import concerns as reading
from incidents.workflow import CannotMove
from people.access import require

MEANWHILE = "It has changed meanwhile. Look at where it stands now."


def listing(request):
    page = reading.concerns(request.user, request.GET.get("page"))
    context = {
        "concerns": page.object_list,
        "newer": page.has_previous() and f"?page={page.number - 1}",
        "older": page.has_next() and f"?page={page.number + 1}",
    }
    return render(request, "incidents/concerns.html", context)


def raise_about(request, reference):
    """The form, with what this person raised before and the answers under it."""
    incident, at = reading.find_report(request.user, reference), timezone.now()
    people = access.concern_recipients(incident, request.user, at)
    form = ConcernForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            actions.raise_concern(incident, by=request.user, **form.cleaned_data)
        except CannotMove:
            messages.info(request, "What you wrote before is still with somebody. You see it below.")
        else:
            messages.success(
                request, "It is sent. You see below with whom it is and when you should have an answer."
            )
        return redirect("incidents:concern", reference)
    raised = reading.raised_about(request.user, incident)
    context = {
        "incident": incident,
        "form": form,
        "concerns": [one for one in raised if _stands(one, request.user, at)],
        "is_waiting": any(one.is_open for one in raised),
        "back": reverse("incidents:detail", args=[reference])
        if incident.reporter_id == request.user.pk
        else reverse("support:me"),
    }
    return render(request, "incidents/concern_raise.html", context)


def one(request, pk):
    """For the one who answers a form; for the one who raised it the answer."""
    concern = reading.open_concern(request.user, pk)
    can_answer = access.can_answer_concern(request.user, concern)
    form = ConcernAnswerForm(request.POST or None) if can_answer and concern.is_open else None
    if request.method == "POST":
        require(can_answer)
        if form is None:
            messages.info(request, MEANWHILE)
            return redirect("incidents:concern-one", pk)
        if form.is_valid():
            return _done(request, pk, "Your answer is sent.", actions.answer_concern, concern, form)
    context = {
        "concern": _stands(concern, request.user, timezone.now()),
        "form": form,
        "report": reading.report_of(concern, request.user),
        "can_raise_more": reading.can_be_raised(request.user, concern.incident),
    }
    return render(request, "incidents/concern.html", context)


def move(request, pk):
    """With somebody else: the words stand in the box, to be changed or sent as they are."""
    concern, at = reading.open_concern(request.user, pk), timezone.now()
    require(access.can_move_concern(request.user, concern))
    people = access.concern_recipients(concern.incident, request.user, at, without=concern.to)
    form = ConcernForm(request.POST or None, people=people, initial={"words": concern.words})
    if request.method == "POST" and form.is_valid():
        return _done(request, pk, "It is with somebody else now.", actions.move_concern, concern, form)
    context = {"concern": _stands(concern, request.user, at), "form": form}
    return render(request, "incidents/concern_move.html", context)


def _done(request, pk, message, action, concern, form):
    try:
        found = action(concern, by=request.user, **form.cleaned_data)
    except CannotMove:
        messages.error(request, MEANWHILE)
        return redirect("incidents:concern-one", pk)
    messages.success(request, message)
    return redirect("incidents:concern-one", found.pk)


def _stands(concern, user, at):
    """What its page asks of it."""
    concern.is_mine = concern.raiser_account_id == user.pk
    concern.is_late = concern.is_open and concern.due_at <= at
    concern.may_move_on = concern.is_mine and concern.can_move_on(at)
    return concern
