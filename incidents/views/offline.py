"""Reporting without signal: the page that a device keeps, what it asks when there is signal again, and the worker."""

import hashlib
import json
import uuid
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from incidents import offline
from incidents.forms.offline import OfflineForm, blank_people

# What the page is made of besides itself. Nothing else is ever kept.
FILES = (
    "nhsuk/nhsuk-frontend.min.css",
    "nhsuk/nhsuk-frontend.min.js",
    "aftercare.css",
    "aftercare.js",
    "held.js",
    "offline.js",
    "favicon.svg",
)
VERSION_HOLDS = 300


@require_safe
def form(request):
    """One page with the whole short form, the same for everybody. It is filled in on the device alone."""
    return render(request, "incidents/offline.html", _page())


@require_safe
def who(request):
    """Whose reports this browser may send now, and the token to send them with."""
    return JsonResponse({"writer": offline.writer(request.user), "csrf": get_token(request)})


@require_POST
def send(request):
    """One report that a device has held. It may be sent again until the device has read the answer."""
    try:
        key = uuid.UUID(request.POST.get("key", ""))
        typed = offline.opened(request.POST.get("sealed", ""), key=key, by=request.user)
    except (ValueError, offline.Unreadable):
        return JsonResponse({"outcome": "unreadable"}, status=400)
    try:
        received = offline.receive(typed, key=key, by=request.user)
    except PermissionDenied:
        return JsonResponse({"outcome": "not yours"}, status=400)
    if received.incident:
        told = {"outcome": "sent", "reference": received.incident.reference}
        return JsonResponse(told | {"href": reverse("incidents:report-sent", args=[key])})
    return JsonResponse({"outcome": "draft", "href": reverse("incidents:report-check", args=[key])})


@login_not_required
@require_safe
def worker(request):
    """The service worker: what it keeps, then its code. Its bytes change when anything that it keeps does."""
    page = reverse("incidents:offline")
    kept = {
        "version": cache.get_or_set("offline-version", _version, VERSION_HOLDS),
        "page": page,
        "opens": [reverse("incidents:report"), page],
        "files": [static(name) for name in FILES],
    }
    scripts = ", ".join(json.dumps(static(name)) for name in ("held.js", "worker.js"))
    code = f"const KEPT = {json.dumps(kept)};\nimportScripts({scripts});\n"
    return HttpResponse(code, content_type="text/javascript; charset=utf-8")


def _page():
    asked = OfflineForm()
    return {"asked": asked, "told": asked.told(), "people": blank_people()}


def _version():
    parts = [render_to_string("incidents/offline.html", _page()).encode()]
    parts += [Path(finders.find(name)).read_bytes() for name in FILES]
    return hashlib.sha256(b"".join(parts)).hexdigest()[:16]
