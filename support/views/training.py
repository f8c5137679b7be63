"""Which managers are due for training in supporting colleagues after an incident (R29, R79)."""

from django.core.paginator import Paginator
from django.shortcuts import render

from people.access import require
from people.clock import now
from support import access
from support.deadlines import london_day
from support.training import without_training

ON_A_PAGE = 25


def training(request):
    require(access.can_see_settings(request.user))
    managers = without_training(london_day(now())).select_related("team__site").order_by("last_name", "pk")
    page = Paginator(managers, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "support/pathway/training.html", {"page": page})
