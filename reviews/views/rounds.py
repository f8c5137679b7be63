"""Reflective rounds: which there are, planning one, and how many came."""

from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render

from people.access import require
from people.clock import now
from people.deadlines import LONDON
from reviews import rounds
from reviews.access import can_plan_rounds, can_run_round
from reviews.models import ReflectiveRound
from reviews.round_forms import CountForm, RoundForm

ON_A_PAGE = 20


def index(request):
    at = now()
    found = ReflectiveRound.objects.visible_to(request.user).select_related("facilitator", "team__site")
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    for planned in page:
        planned.is_run = can_run_round(request.user, planned)
    context = {
        "page": page,
        "at": at,
        "may_plan": can_plan_rounds(request.user),
        "newer": page.has_previous() and f"?page={page.number - 1}",
        "older": page.has_next() and f"?page={page.number + 1}",
    }
    return render(request, "reviews/rounds.html", context)


def plan(request):
    require(can_plan_rounds(request.user))
    form = RoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        starts_at = datetime.combine(said.pop("on"), said.pop("time"), LONDON)
        rounds.plan_round(by=request.user, starts_at=starts_at, **said)
        messages.success(request, "It is planned")
        return redirect("reviews:rounds")
    return render(request, "reviews/round_plan.html", {"form": form})


def one(request, pk):
    """How many came, or that it is off: the facilitator and those who keep the list."""
    planned = get_object_or_404(ReflectiveRound.objects.visible_to(request.user).run_by(request.user), pk=pk)
    form = CountForm(
        None if "cancel" in request.POST else request.POST or None, initial={"came": planned.came}
    )
    if request.method == "POST" and "cancel" in request.POST:
        rounds.cancel_round(planned, by=request.user)
        messages.success(request, "It is called off")
        return redirect("reviews:rounds")
    if request.method == "POST" and planned.cancelled_at is None and form.is_valid():
        rounds.count_round(planned, by=request.user, came=form.cleaned_data["came"])
        messages.success(request, "Counted. Thank you")
        return redirect("reviews:rounds")
    return render(
        request, "reviews/round.html", {"round": planned, "form": form, "begun": planned.starts_at <= now()}
    )
