"""The home page and the health page."""

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse

from config import day
from config import health as vital


def home(request):
    return render(request, "home.html", {"panels": day.panels(request.user), "report_url": reverse("incidents:report")})


@login_not_required
def health(request):
    """For load balancers: 200 when database, broker and worker are well, 503 when not. Nothing sensitive (I6)."""
    signs = vital.signs()
    return JsonResponse(signs, status=200 if signs["well"] else 503)
