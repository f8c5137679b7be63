"""The home page, the pages about the service, the health page, and a request that is too big."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse

from config import day
from config import health as vital


def home(request):
    return render(
        request, "home.html", {"panels": day.panels(request.user), "report_url": reverse("incidents:report")}
    )


@login_not_required
def health(request):
    """For load balancers: 200 when database, broker and worker are well, 503 when not. Nothing sensitive (I6)."""
    signs = vital.signs()
    return JsonResponse(signs, status=200 if signs["well"] else 503)


@login_not_required
def about(request, page):
    """What counts and how to get help; what is kept about you; how to tell us that a page shuts you out (R26, R27)."""
    return render(request, f"about/{page}.html")


def bad_request(request, exception):
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)
