"""Series: reports that belong together."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from incidents import access, actions
from incidents.forms.following import SeriesForm
from incidents.models import Incident, Series
from incidents.views.doors import of_a_report

ROWS = 25


@of_a_report()
def add(request, incident):
    form = SeriesForm(request.POST or None, user=request.user, incident=incident)
    if request.method == "POST" and form.is_valid():
        series = actions.link(incident, by=request.user, **form.cleaned_data)
        messages.success(request, "The report is in the series.")
        return redirect("incidents:series", series.pk)
    return render(request, "incidents/series_add.html", {"incident": incident, "form": form})


def series(request, pk):
    """Its reports, as far as the reader may see each. How many there are is not said, for that would count the others."""
    found = get_object_or_404(Series.objects.visible_to(request.user), pk=pk)
    rows = Incident.objects.visible_to(request.user).filter(access.seen_by_role(request.user), series=found)
    rows = rows.defer("what_happened").select_related("team__site").order_by("-occurred_on", "-id").distinct()
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "series": found,
        "rows": [(incident, access.can_review(request.user, incident)) for incident in page],
        "newer": page.has_previous() and {"href": f"?page={page.number - 1}", "text": "Previous"},
        "older": page.has_next() and {"href": f"?page={page.number + 1}", "text": "Next"},
    }
    return render(request, "incidents/series.html", context)


@require_POST
@of_a_report()
def remove(request, incident, pk):
    found = get_object_or_404(Series.objects.visible_to(request.user), pk=pk)
    actions.unlink(incident, series=found, by=request.user)
    messages.success(request, "The report is no longer in the series.")
    return redirect("incidents:detail", incident.reference)
