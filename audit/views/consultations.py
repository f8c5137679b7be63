"""Consultations: which there are, what is asked and how to answer, what was said, and what changed because of it."""

from functools import wraps

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from audit import access, consultations, registers
from audit.forms.consultations import ConsultationForm, EndForm, SaidForm
from audit.views.around import rooms, turns
from incidents.workflow import CannotMove
from people.access import require

HAS_ENDED = "This consultation has ended. What came of it stands below."
STILL_OPEN = "People can still answer. Come back when it has closed."


def listing(request):
    page = registers.consultations(request.user, localdate(), request.GET.get("page"))
    context = {"rooms": rooms(request), "may_keep": access.can_keep_registers(request.user)}
    return render(request, "audit/consultations.html", context | turns(page))


def begin(request):
    require(access.can_keep_registers(request.user))
    form = ConsultationForm(
        request.POST or None, user=request.user, initial=ConsultationForm.begin(request.user)
    )
    if request.method == "POST" and form.is_valid():
        consultation = consultations.consult(by=request.user, **form.cleaned_data)
        messages.success(request, "It is in the log. Everybody who works here can read it.")
        return redirect("audit:consultation", consultation.pk)
    return _form(request, form, "Ask staff and unions", reverse("audit:consultations"))


def one(request, pk):
    consultation, on = registers.consultation_of(request.user, pk), localdate()
    may_run = access.can_run(request.user, consultation)
    context = {
        "consultation": consultation,
        "stands": registers.stands(consultation, on),
        "is_open": consultation.is_open(on),
        "has_closed": consultation.closes_on < on,
        "may_run": may_run and not consultation.ended_at,
        "said": consultation.said if may_run or consultation.ended_at else "",
        "may_read_policy": access.can_read_policies(request.user),
    }
    return render(request, "audit/consultation.html", context)


def of_one(view):
    """The consultation stands found before the page runs; whoever does not run it is refused."""

    @wraps(view)
    def found(request, pk):
        consultation = registers.consultation_of(request.user, pk)
        require(access.can_run(request.user, consultation))
        if consultation.ended_at:
            return _told(request, pk, HAS_ENDED)
        return view(request, consultation)

    return found


@of_one
def change(request, consultation):
    form = ConsultationForm(
        request.POST or None,
        user=request.user,
        about=consultation.about_id,
        initial=ConsultationForm.initial_of(consultation),
    )
    if request.method == "POST" and form.is_valid():
        done = consultations.change_consultation
        return _done(request, done, consultation, form, "It is changed")
    return _form(request, form, "Change what is asked", reverse("audit:consultation", args=[consultation.pk]))


@of_one
def said(request, consultation):
    form = SaidForm(request.POST or None, initial={"said": consultation.said})
    if request.method == "POST" and form.is_valid():
        return _done(request, consultations.note_said, consultation, form, "Noted for those who run it")
    lead = "Only those who run it read this until it has ended. Then everybody does."
    return _form(
        request,
        form,
        "What was said so far",
        reverse("audit:consultation", args=[consultation.pk]),
        lead=lead,
    )


@of_one
def end(request, consultation):
    if localdate() <= consultation.closes_on:
        return _told(request, consultation.pk, STILL_OPEN)
    form = EndForm(request.POST or None, initial={"said": consultation.said})
    if request.method == "POST" and form.is_valid():
        done = consultations.end_consultation
        return _done(request, done, consultation, form, "It has ended. Everybody can read what came of it.")
    back = reverse("audit:consultation", args=[consultation.pk])
    return _form(request, form, "What came of it", back, caption=consultation.title)


def _done(request, action, consultation, form, message):
    try:
        action(consultation, by=request.user, **form.cleaned_data)
    except CannotMove:
        return _told(request, consultation.pk, HAS_ENDED)
    messages.success(request, message)
    return redirect("audit:consultation", consultation.pk)


def _told(request, pk, message):
    messages.info(request, message)
    return redirect("audit:consultation", pk)


def _form(request, form, heading, back, **more):
    return render(request, "incidents/one_form.html", {"form": form, "heading": heading, "back": back} | more)
