"""The home page, the pages about the service, the way out, the health page, and a request that is too big."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from config import day
from config import health as vital
from incidents.kinds import KINDS


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
@require_safe
def leave(request):
    """ "Exit this page": off to a neutral site, signed out, and nothing of ours behind the back button (B10).

    Our cookies go by name. "cookies" would take those of every site of the same organisation with them, and
    "storage" would take a report that is still held on the device.
    """
    response = _elsewhere()
    if _pressed_here(request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            logout(request)
        response.delete_cookie(settings.CSRF_COOKIE_NAME)
        response.headers["Clear-Site-Data"] = '"cache"'
    return response


# An exit after half an hour leads out too, not to the words that the session has ended (people/sessions.py).
leave.ends_the_session = True


@login_not_required
@require_safe
def leave_unmarked(request):
    """The way out of the routes without an account. The browser drops its cookies itself, so that nobody's session
    is touched at that minute."""
    response = _elsewhere()
    if _pressed_here(request):
        response.headers["Clear-Site-Data"] = '"cache", "cookies"'
    return response


def _elsewhere():
    """A visit, so that the policy on where forms may lead does not stop it."""
    return HttpResponse(status=303, headers={"Location": settings.AFTERCARE_EXIT_TO})


def _pressed_here(request):
    """Not followed from another site, which could sign people out with a link. Old browsers say only the Referer."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in ("same-origin", "none")
    return urlsplit(request.headers.get("Referer", "")).netloc == request.get_host()


@login_not_required
def about(request, page):
    """What counts and how to get help; what is kept about you; how to tell us that a page shuts you out (R26, R27)."""
    return render(request, f"about/{page}.html", {"kinds": KINDS.values()})


def bad_request(request, exception):
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)
