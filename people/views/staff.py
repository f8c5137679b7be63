"""The staff list and one person's page: account, roles, trainings and cover, kept by administrators."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from people import access, actions
from people.access import require
from people.contractors import employers
from people.contractors.forms import EmployerForm
from people.forms import CoverForm, PersonForm, RoleForm, TrainingForm
from people.models import Role, User

PAGE = 25


def staff(request):
    """By name, 25 a page; the next page begins after the last name of this one."""
    require(access.can_list_staff(request.user))
    words, after = request.GET.get("q", "").strip()[:80], request.GET.get("after", "")
    people = User.objects.filter(access.visible_people(request.user)).select_related("team__site")
    for word in words.split():
        people = people.filter(
            Q(last_name__istartswith=word)
            | Q(first_name__istartswith=word)
            | Q(email__istartswith=word)
            | Q(employee_number=word)
        )
    last_name, _, pk = after.rpartition("~")
    if last_name and pk.isdigit():
        people = people.filter(Q(last_name__gt=last_name) | Q(last_name=last_name, pk__gt=pk))
    page = list(people.order_by("last_name", "pk")[: PAGE + 1])
    older = ""
    if len(page) > PAGE:
        last = page[PAGE - 1]
        older = "?" + urlencode({"q": words, "after": f"{last.last_name}~{last.pk}"})
    context = {
        "people": page[:PAGE],
        "q": words,
        "older": older,
        "may_add": access.can_administer(request.user),
    }
    context["search_label"] = {"text": "Name, email address or staff number"}
    return render(request, "people/staff_list.html", context)


def person(request, pk):
    someone = _open(request, pk)
    context = {
        "person": someone,
        "roles": someone.roles.current().select_related("team", "site"),
        "trainings": someone.trainings.all(),
        "cover": someone.away.select_related("covered_by").order_by("-starts_on")[:5],
        "may_change": access.can_administer(request.user),
        "may_arrange_cover": access.can_arrange_cover(request.user, someone),
    }
    return render(request, "people/person.html", context)


def add(request):
    require(access.can_administer(request.user))
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        someone = actions.add_person(by=request.user, **form.cleaned_data)
        messages.success(request, f"{someone} can now set a password from the sign-in page")
        return redirect("people:person", someone.pk)
    return _form(request, form, "Add a person", "Add")


def say_employer(request, pk):
    someone = _open(request, pk)
    require(access.can_administer(request.user))
    begin = {name: getattr(someone, name) for name in ("working_as", "contractor", "employer")}
    form = EmployerForm(request.POST or None, initial=begin)
    if request.method == "POST" and form.is_valid():
        employers.say_employer(someone, by=request.user, **form.cleaned_data)
        return redirect("people:person", someone.pk)
    return _form(request, form, f"Who employs {someone}?", "Save", someone)


def give_role(request, pk):
    someone = _open(request, pk)
    require(access.can_administer(request.user))
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.give_role(someone, by=request.user, **form.cleaned_data)
        return redirect("people:person", someone.pk)
    return _form(request, form, f"Give {someone} a role", "Give this role", someone)


@require_POST
def end_role(request, pk, role):
    someone = _open(request, pk)
    actions.end_role(get_object_or_404(Role, pk=role, user=someone), by=request.user)
    messages.success(request, "The role has ended")
    return redirect("people:person", someone.pk)


def add_training(request, pk):
    someone = _open(request, pk)
    require(access.can_administer(request.user))
    form = TrainingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_training(someone, by=request.user, **form.cleaned_data)
        return redirect("people:person", someone.pk)
    return _form(request, form, f"Add a training for {someone}", "Add this training", someone)


def arrange_cover(request, pk):
    someone = _open(request, pk)
    require(access.can_arrange_cover(request.user, someone))
    form = CoverForm(request.POST or None, absent=someone)
    if request.method == "POST" and form.is_valid():
        actions.arrange_cover(someone, by=request.user, **form.cleaned_data)
        return redirect("people:person", someone.pk)
    return _form(request, form, f"When is {someone} away?", "Save", someone)


def end_account(request, pk):
    """A page of its own before it happens: it cannot be undone by the back button."""
    someone = _open(request, pk)
    require(access.can_administer(request.user))
    if request.method == "POST":
        actions.end_account(someone, by=request.user)
        messages.success(request, f"{someone} can no longer sign in")
        return redirect("people:person", someone.pk)
    return render(request, "people/end_account.html", {"person": someone})


def _open(request, pk):
    return get_object_or_404(
        User.objects.filter(access.visible_people(request.user)).select_related(
            "team__site", "manager", "contractor"
        ),
        pk=pk,
    )


def _form(request, form, heading, button, person=None):
    return render(
        request, "people/form.html", {"form": form, "heading": heading, "button": button, "person": person}
    )
