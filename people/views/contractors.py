"""The register of contractors: the list with its gaps, and one row."""

from functools import wraps

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from people import access
from people.access import require
from people.clock import now
from people.contractors import actions, reading
from people.contractors.forms import ContractorForm
from people.deadlines import LONDON


def contractors(request):
    """All of them, or with `only=gaps` those of whom something is missing."""
    require(access.can_keep_contractors(request.user))
    only_gaps = request.GET.get("only") == "gaps"
    page = reading.register(request.user, only_gaps=only_gaps, page=request.GET.get("page"), at=now())

    def to(number):
        return "?" + urlencode(({"only": "gaps"} if only_gaps else {}) | {"page": number})

    context = {
        "page_of": page,
        "only_gaps": only_gaps,
        "counts": reading.counts(now()),
        "newer": to(page.previous_page_number()) if page.has_previous() else "",
        "older": to(page.next_page_number()) if page.has_next() else "",
    }
    return render(request, "people/contractors.html", context)


def add(request):
    require(access.can_keep_contractors(request.user))
    form = ContractorForm(request.POST or None, initial={"keeper": request.user})
    if request.method == "POST" and form.is_valid():
        contractor = actions.add_contractor(by=request.user, **form.cleaned_data)
        messages.success(request, f"{contractor} is on the register")
        return redirect("people:contractor", contractor.pk)
    return _form(request, form, "Add a contractor", reverse("people:contractors"))


def of_a_contractor(view):
    """The row stands found before the page runs: whoever does not keep the register learns of none."""

    @wraps(view)
    def found(request, pk):
        return view(request, reading.row(request.user, pk))

    return found


@of_a_contractor
def one(request, contractor):
    at = now()
    context = {
        "contractor": contractor,
        "gaps": contractor.gaps(at.astimezone(LONDON).date()),
        "is_stale": contractor.is_stale(at),
    }
    return render(request, "people/contractor.html", context)


@of_a_contractor
def change(request, contractor):
    form = ContractorForm(
        request.POST or None, initial=ContractorForm.initial_of(contractor), contractor=contractor
    )
    if request.method == "POST" and form.is_valid():
        actions.change_contractor(contractor, by=request.user, **form.cleaned_data)
        messages.success(request, "The row is changed")
        return redirect("people:contractor", contractor.pk)
    return _form(request, form, f"Change {contractor}", reverse("people:contractor", args=[contractor.pk]))


@require_POST
@of_a_contractor
def act(request, contractor):
    """Checked, gone, or back again."""
    verbs = {
        "check": (actions.check_contractor, "Thank you. It is noted as checked today."),
        "retire": (actions.retire_contractor, "Nobody can choose them any more. You can bring them back."),
        "restore": (actions.restore_contractor, "They are back. Check what stands here."),
    }
    action, words = verbs.get(request.POST.get("do"), (None, ""))
    try:
        if action:
            action(contractor, by=request.user)
            messages.success(request, words)
    except actions.OnTheRegister:
        messages.error(request, "Another row has this name by now. Look for it in the register.")
    return redirect("people:contractor", contractor.pk)


def _form(request, form, heading, back):
    return render(request, "people/contractor_form.html", {"form": form, "heading": heading, "back": back})
