"""Actions: mine and my panels', most urgent first, and one action to say how far it has come."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode

from people.access import require
from reviews import access, actions
from reviews.agenda import with_lateness
from reviews.forms import MoveForm
from reviews.models import Action
from reviews.reading import open_action
from reviews.workflow import CannotMove

PAGE = 25


def index(request):
    """`whose` is "mine" or "panel"; `show` is "unfinished" or "finished"."""
    whose = "panel" if request.GET.get("whose") == "panel" and access.sits_on_one(request.user) else "mine"
    show = "finished" if request.GET.get("show") == "finished" else "unfinished"
    number = int(page) if (page := request.GET.get("page", "1")).isdecimal() and len(page) < 5 else 1
    number = max(number, 1)
    found = Action.objects.visible_to(request.user).select_related("owner", "panel")
    if whose == "mine":
        found = found.filter(owner=request.user)
    found = found.unfinished().most_urgent_first() if show == "unfinished" else found.finished()
    start = (number - 1) * PAGE
    page = list(found[start : start + PAGE + 1])

    def at(number):
        return "?" + urlencode({"whose": whose, "show": show, "page": number})

    context = {
        "actions": with_lateness(page[:PAGE], timezone.localdate()),
        "whose": whose,
        "show": show,
        "sits": access.sits_on_one(request.user),
        "newer": at(number - 1) if number > 1 else "",
        "older": at(number + 1) if len(page) > PAGE else "",
    }
    return render(request, "reviews/actions.html", context)


def action(request, pk):
    action = open_action(request.user, pk)
    may_move = access.can_move(request.user, action)
    if request.method == "POST":
        require(may_move)
        form = MoveForm(request.POST, standing=action.status)
        if form.is_valid() and _move(request, action, form):
            messages.success(request, "Saved")
            return redirect("reviews:action", pk)
    else:
        form = MoveForm(standing=action.status, initial={"version": action.version})
    (action,) = with_lateness([action], timezone.localdate())
    context = {"action": action, "form": form, "may_move": may_move}
    context["item"] = action.item if access.may_open_item(request.user, action) else None
    return render(request, "reviews/action.html", context)


def _move(request, action, form):
    try:
        return actions.move_action(action, by=request.user, **form.cleaned_data)
    except (actions.ChangedMeanwhile, CannotMove):
        action.refresh_from_db()
        form.data = form.data.copy()
        form.data["version"] = action.version
        form.offer(action.status)
        form.written = form.cleaned_data["evidence"] or form.cleaned_data["drop_reason"]
        now = action.get_status_display()
        form.add_error(
            None, f"Somebody has changed this meanwhile: it is now “{now}”. Check, then save again"
        )
