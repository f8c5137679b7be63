"""What follows a report: the answer to whoever made it, what was learnt, closing it and opening it again."""

from django.contrib import messages
from django.shortcuts import redirect, render

from incidents import access, actions, checklist
from incidents.forms.following import FeedbackForm, LearningForm, ReopenForm
from incidents.outcome import feedback_of
from incidents.views.doors import done, of_a_report
from incidents.workflow import CannotMove, Status


@of_a_report(access.can_feed_back)
def feedback(request, incident):
    answerable = actions.answerable(incident)
    form = FeedbackForm(request.POST or None, answerable=answerable)
    if request.method == "POST" and form.is_valid():
        said = {
            "words": form.cleaned_data["words"],
            "is_for_affected": form.cleaned_data["is_for_affected"] == "yes",
        }
        words = "They have been told." if said["words"] else "It is noted that there is nobody to answer."
        return done(request, incident, words, actions.feed_back, incident, **said)
    context = {
        "incident": incident,
        "form": form,
        "answerable": answerable,
        "earlier": feedback_of(incident),
        "is_merged": incident.status == Status.MERGED,
    }
    return render(request, "incidents/feedback.html", context)


@of_a_report()
def learning(request, incident):
    form = LearningForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return done(
            request, incident, "What was learnt is saved.", actions.learn, incident, **form.cleaned_data
        )
    context = {"incident": incident, "form": form, "earlier": incident.learnings.select_related("by")}
    return render(request, "incidents/learning.html", context)


@of_a_report()
def close(request, incident):
    """The list of what is missing; sent, the report is closed when nothing is."""
    if request.method == "POST":
        try:
            actions.close(incident, by=request.user)
        except actions.StillMissing:
            messages.error(
                request, "Something is still missing. Do what the list names, then close the report."
            )
            return redirect("incidents:close", incident.reference)
        except CannotMove:
            messages.error(
                request, "The report does not wait for approval, or somebody else has just closed it."
            )
        else:
            messages.success(request, "The report is closed, and whoever reported it has been told.")
        return redirect("incidents:detail", incident.reference)
    sender = checklist.sent_by(incident)
    context = {
        "incident": incident,
        "needs": checklist.needs(incident, request.user),
        "is_missing": bool(checklist.missing(incident)),
        "waits": incident.status == Status.APPROVING,
        "can_send": incident.status == Status.REVIEWING,
        "can_approve": access.can_approve(request.user, incident, sender),
        "is_over": incident.status in (Status.CLOSED, Status.MERGED),
    }
    return render(request, "incidents/close.html", context)


@of_a_report()
def reopen(request, incident):
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return done(
            request, incident, "The report is open again.", actions.reopen, incident, **form.cleaned_data
        )
    return render(request, "incidents/reopen.html", {"incident": incident, "form": form})
