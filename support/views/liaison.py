"""Contacts in the police and the prosecution service, for those who look after colleagues."""

from functools import wraps

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from people.access import require
from support import access, actions
from support.forms.liaison import LiaisonForm, MeetingForm
from support.models import Liaison

PAGE = 25


def contacts(request):
    require(access.can_see_liaison(request.user))
    found = (
        Liaison.objects.visible_to(request.user)
        .select_related("checked_by")
        .order_by("-retired_at", "force", "id")
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "page_of": page,
        "may_keep": access.can_keep_liaison(request.user),
        "newer": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "older": f"?page={page.next_page_number()}" if page.has_next() else "",
    }
    return render(request, "support/liaison.html", context)


def of_a_contact(view):
    """Whoever reads the contacts and does not keep them is refused; everybody else finds nothing."""

    @wraps(view)
    def found(request, pk):
        liaison = get_object_or_404(Liaison.objects.visible_to(request.user), pk=pk)
        require(access.can_keep_liaison(request.user))
        return view(request, liaison)

    return found


def add(request):
    require(access.can_keep_liaison(request.user))
    form = LiaisonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        liaison = actions.keep_liaison(by=request.user, **form.cleaned_data)
        messages.success(request, "The contact is added")
        return redirect("support:liaison-one", liaison.pk)
    return _form(request, form, "Add a contact", reverse("support:liaison"))


@of_a_contact
def one(request, liaison):
    """The contact with what was agreed, newest first; and a form to note more."""
    form = MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.note_meeting(liaison, by=request.user, **form.cleaned_data)
        messages.success(request, "Noted")
        return redirect("support:liaison-one", liaison.pk)
    meetings = Paginator(liaison.meetings.select_related("by"), PAGE).get_page(request.GET.get("page"))
    context = {
        "liaison": liaison,
        "form": form,
        "meetings": meetings,
        "newer": f"?page={meetings.previous_page_number()}" if meetings.has_previous() else "",
        "older": f"?page={meetings.next_page_number()}" if meetings.has_next() else "",
    }
    return render(request, "support/liaison_one.html", context)


@of_a_contact
def change(request, liaison):
    begin = {name: getattr(liaison, name) for name in LiaisonForm.base_fields}
    form = LiaisonForm(request.POST or None, initial=begin)
    if request.method == "POST" and form.is_valid():
        actions.keep_liaison(by=request.user, liaison=liaison, **form.cleaned_data)
        messages.success(request, "Thank you. It is noted as checked today.")
        return redirect("support:liaison-one", liaison.pk)
    return _form(request, form, "Change the contact", reverse("support:liaison-one", args=[liaison.pk]))


@require_POST
@of_a_contact
def retire(request, liaison):
    actions.retire_liaison(liaison, by=request.user)
    messages.success(request, "They are not shown any more. What was agreed with them stays.")
    return redirect("support:liaison")


def _form(request, form, heading, back):
    return render(request, "incidents/one_form.html", {"form": form, "heading": heading, "back": back})
