"""Wider trends: the trust's list, and those behind one report (R11)."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from incidents import access, actions, reading
from incidents.forms.trends import TrendForm, TrendsForm
from incidents.models import Trend
from people.access import require

PAGE = 25
NONE_YET = "There are no trends on the list yet. The violence prevention lead adds them."


def listing(request):
    """The list, with a form for one more."""
    require(access.can_keep_trends(request.user))
    form = TrendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_trend(by=request.user, name=form.cleaned_data["name"])
            messages.success(request, "Added. Reviewers can now mark reports with it.")
            return redirect("incidents:trends")
        except actions.TrendKnown:
            form.add_error("name", "This is on the list already. Bring it back below if it was retired")
    page = Paginator(reading.trends(), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page_of": page,
        "newer": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "older": f"?page={page.next_page_number()}" if page.has_next() else "",
    }
    return render(request, "incidents/trends.html", context)


@require_POST
def retire(request, pk):
    """`do=again` brings it back."""
    require(access.can_keep_trends(request.user))
    trend = get_object_or_404(Trend, pk=pk)
    actions.retire_trend(trend, by=request.user, is_retired=request.POST.get("do") != "again")
    messages.success(request, "Saved. Reports that have it keep it.")
    return redirect("incidents:trends")


def of_report(request, reference):
    incident = reading.open_incident(request.user, reference)
    require(access.can_set_cause(request.user, incident))
    had = [mark.trend_id for mark in incident.trend_marks.all()]
    form = TrendsForm(request.POST if request.method == "POST" else None, had=had)
    if request.method == "POST" and form.is_valid():
        actions.mark_trends(incident, by=request.user, trends=form.cleaned_data["trends"])
        messages.success(request, "Saved")
        return redirect("incidents:detail", reference)
    context = {
        "form": form,
        "heading": "Wider trends",
        "lead": "" if form.fields["trends"].queryset else NONE_YET,
        "caption": f"Report {incident.reference}",
        "back": reverse("incidents:detail", args=[incident.reference]),
    }
    return render(request, "incidents/one_form.html", context)
