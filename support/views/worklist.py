"""Whose support needs somebody now."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from people.clock import now
from support.access import can_break_glass
from support.worklist import SHOWN, page


def worklist(request):
    """Open to everybody: its rows are those that the reader may see, and for most there are none."""
    shown = request.GET.get("show", "mine")
    shown = shown if shown in SHOWN else "mine"
    after = request.GET.get("after", "")
    rows, more = page(request.user, shown, after, now())
    address = reverse("support:worklist")
    context = {
        "rows": rows,
        "shown": shown,
        "filters": [
            (f"{address}?{urlencode({'show': key})}", words, key == shown) for key, words in SHOWN.items()
        ],
        "next_page": f"{address}?{urlencode({'show': shown, 'after': more})}" if more else "",
        "may_break_glass": can_break_glass(request.user),
        "first_page": f"{address}?{urlencode({'show': shown})}" if after else "",
    }
    return render(request, "support/worklist.html", context)
