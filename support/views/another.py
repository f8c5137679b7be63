"""Answering somebody who asked to be looked after by somebody else, and reading what somebody let one read."""

from django.contrib import messages
from django.shortcuts import redirect, render

from people.access import require
from support import access, actions
from support.forms.own import DecideForm
from support.models import Case
from support.reading.own import open_share, open_wish
from support.workflow import CannotMove


def another(request, pk):
    """The reason stands here for whoever decides, and not for the one it is about."""
    wish = open_wish(request.user, pk)
    can_decide = access.can_decide_somebody_else(request.user, wish)
    form = DecideForm(request.POST or None, wish=wish) if can_decide and not wish.decided_at else None
    if request.method == "POST":
        require(can_decide)
        if form is None:
            messages.info(request, "This was answered already.")
            return redirect("support:another", pk)
        if form.is_valid():
            try:
                actions.decide_somebody_else(wish, by=request.user, to=form.chosen)
            except CannotMove:
                messages.info(request, "This was answered already.")
            else:
                messages.success(request, "Your colleague is told.")
            return redirect("support:another", pk)
    context = {
        "wish": wish,
        "name": wish.case.listed_as,
        "form": form,
        "why": wish.get_why_display() if access.may_read_why(request.user, wish) else "",
        "may_open_case": Case.objects.visible_to(request.user).filter(pk=wish.case_id).exists(),
    }
    return render(request, "support/another.html", context)


def statement(request, pk):
    share, words = open_share(request.user, pk)
    return render(request, "support/statement_shared.html", {"share": share, "words": words})
