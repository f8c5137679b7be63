"""The door: a link that opens once, asking for a new one, and the visit of somebody who has no account."""

from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.messages.storage.base import BaseStorage, Message
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from people import limits
from people.clock import now
from support import asking
from support.forms.door import AskForm
from support.visits import door as doors
from support.visits import visiting

MANY = 10


class OnTheNextPage(BaseStorage):
    """What is said to a visitor travels in their own cookie, for they have no session."""

    def _get(self, *args, **kwargs):
        return [Message(level, words) for level, words in self.request.visit.said], True

    def _store(self, messages, response, *args, **kwargs):
        if not self.request.visit.door.closed_at:
            self.request.visit.said = [[one.level, str(one.message)] for one in messages]
            visiting.carry(response, self.request.visit, now())
        return []


def as_visitor(view):
    """The view as somebody who came by a door sees it. Without a visit there is nothing here."""

    @login_not_required
    @wraps(view)
    def visited(request, *args, **kwargs):
        at = now()
        request.visit = visiting.of(request, at)
        if request.visit is None:
            return gone(request)
        request.oneself, request.own_space = request.visit.visitor, "mine"
        request.own_home, request.layout = start_of(request.visit.door), "support/visitor.html"
        request._messages = OnTheNextPage(request)
        response = view(request, *args, **kwargs)
        if settings.VISITOR_COOKIE_NAME not in response.cookies:
            visiting.carry(response, request.visit, at)
        return response

    return visited


def as_oneself(view):
    """The same view for somebody with an account."""

    @wraps(view)
    def signed_in(request, *args, **kwargs):
        request.oneself, request.own_space = request.user, "me"
        request.own_home, request.layout = reverse("support:me"), "base.html"
        return view(request, *args, **kwargs)

    return signed_in


def gone(request):
    """The same for a link that was used, is too old or was never made here, and for a visit that is over."""
    typed = [
        value for name, value in request.POST.items() if name != "csrfmiddlewaretoken" and len(value) > 20
    ]
    return render(request, "support/door_gone.html", {"typed": typed}, status=410)


@login_not_required
@csrf_exempt
def come_in(request, token):
    """Looking does not use it up; pressing the button does. What is in the address proves itself, so no form token."""
    at = now()
    door = doors.waiting(token, at)
    if door is None:
        return _unreferred(gone(request))
    if request.method != "POST":
        return _unreferred(render(request, "support/door.html", {"asks": doors.asks_only(door.purpose)}))
    if not _pressed_here(request) or not doors.use_up(door, at):
        return _unreferred(gone(request))
    before = visiting.of(request, at)
    response = redirect(start_of(door))
    if before:
        visiting.end(response, before, at)
    visiting.carry(response, visiting.Visit(doors.find(door.pk)), at)
    return _unreferred(response)


def start_of(door):
    """The page that a door leads to. A new purpose is one row of STARTS."""
    kind, _, rest = door.purpose.partition(".")
    name, args = STARTS[kind]
    return reverse(name, args=args(door.case, rest))


STARTS = {
    "own": ("support:mine", lambda case, rest: []),
    "session": ("support:mine-meeting", lambda case, rest: [case.pk, rest]),
    "check_in": ("support:mine-check-in", lambda case, rest: [case.pk, rest]),
}


@login_not_required
def ask(request):
    """A new link, sent to the address that is held. The answer is the same whatever was typed."""
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if limits.asked("door", request, window=asking.HOUR) <= MANY:
            asking.later(form.cleaned_data["reference"], form.cleaned_data["email"])
        return render(request, "support/door_asked.html")
    return render(request, "support/door_ask.html", {"form": form})


@login_not_required
@require_POST
def finish(request):
    """Done: nothing opens any more on this computer."""
    at = now()
    response = render(request, "support/door_finished.html")
    visiting.end(response, visiting.of(request, at), at)
    return response


@login_not_required
@require_safe
def leave(request):
    """ "Exit this page": off to a neutral site, and the visit is over. Nobody else's sign-in is touched."""
    response = HttpResponse(status=303, headers={"Location": settings.AFTERCARE_EXIT_TO})
    if _pressed_here(request):
        at = now()
        visiting.end(response, visiting.of(request, at), at)
    return response


def _pressed_here(request):
    """Not sent by another site, which could put somebody on a visit of its own choosing."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")


def _unreferred(response):
    """The address is the secret: no other page learns it."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
