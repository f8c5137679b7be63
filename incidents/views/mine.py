"""What somebody reported, and what is being done about it."""

from django.core.paginator import Paginator
from django.shortcuts import render

from incidents import reading

ROWS = 25


def mine(request):
    page = Paginator(reading.mine(request.user), ROWS).get_page(request.GET.get("page"))
    context = {
        "incidents": page.object_list,
        "newer": page.has_previous() and {"href": f"?page={page.number - 1}", "text": "Previous"},
        "older": page.has_next() and {"href": f"?page={page.number + 1}", "text": "Next"},
    }
    return render(request, "incidents/mine.html", context)
