"""The log of steps taken to prevent harassment by third parties, team by team (R23)."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse

from incidents import access, actions
from incidents.forms.handling import StepForm
from incidents.models import PreventiveStep
from people.access import require

PAGE = 25


def log(request):
    require(access.can_keep_prevention(request.user))
    steps = PreventiveStep.objects.visible_to(request.user).select_related("team__site", "by")
    page = Paginator(steps, PAGE).get_page(request.GET.get("page"))
    context = {
        "page_of": page,
        "may_keep_trends": access.can_keep_trends(request.user),
        "newer": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "older": f"?page={page.next_page_number()}" if page.has_next() else "",
    }
    return render(request, "incidents/prevention.html", context)


def add(request):
    require(access.can_keep_prevention(request.user))
    teams = access.prevention_teams(request.user)
    only = teams[:2]
    form = StepForm(
        request.POST or None, teams=teams, initial={"team": only[0].pk} if len(only) == 1 else None
    )
    if request.method == "POST" and form.is_valid():
        actions.log_step(by=request.user, **form.cleaned_data)
        messages.success(request, "Added to the log")
        return redirect("incidents:prevention")
    context = {"form": form, "heading": "Add a preventive step", "back": reverse("incidents:prevention")}
    return render(request, "incidents/one_form.html", context)
