"""What whoever looks after somebody without an account can do to let them in to their own page."""

from django.contrib import messages
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect, render

from support import actions
from support.views.cases import of_a_case
from support.visits import door
from support.workflow import CannotMove


@of_a_case
def make(request, case):
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        if request.POST.get("do") == "send":
            actions.send_link(case, by=request.user)
            messages.success(request, "A link is on its way to them.")
            return redirect("support:case", case.pk)
        link = actions.hand_over_link(case, by=request.user)
    except CannotMove:
        messages.info(request, "No link can be made: they have an account, or no email address is held.")
        return redirect("support:case", case.pk)
    return render(
        request,
        "support/door_made.html",
        {"case": case, "name": str(case.person), "link": link, "qr": door.picture_of(link)},
    )
