"""The register of contractors as its keepers read it, and the counts of it that the board sees."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404

from people import access
from people.deadlines import LONDON
from people.models import Contractor, User

ON_A_PAGE = 20
Route = Contractor.Route


@dataclass(frozen=True)
class Shown:
    """One row, with what is missing and whether it should have been looked at again by now."""

    contractor: Contractor
    gaps: list[str]
    is_stale: bool

    @property
    def edge(self) -> str:
        return "soon" if self.gaps or self.is_stale else ""


def register(user: User, *, only_gaps: bool = False, page=None, at: datetime) -> Page:
    """One page of the register: those to be looked at first, those who work here no longer last."""
    today = at.astimezone(LONDON).date()
    found = Contractor.objects.with_gaps(today) if only_gaps else Contractor.objects.all()
    found = found.filter(access.contractors_visible_to(user)).select_related("keeper")
    page = Paginator(found.order_by("retired_at", "due_at", "id"), ON_A_PAGE).get_page(page)
    page.object_list = [Shown(one, one.gaps(today), one.is_stale(at)) for one in page.object_list]
    return page


def row(user: User, pk) -> Contractor:
    """One row, or 404 for who may not read the register and for one that is not there alike."""
    rows = Contractor.objects.filter(access.contractors_visible_to(user))
    rows = rows.select_related("keeper", "checked_by", "seen_by").prefetch_related("sites")
    return get_object_or_404(rows, pk=pk)


def counts(at: datetime) -> dict[str, int]:
    """How many contractors work here, and of how many something is promised, missing or unchecked. They are no people."""
    today = at.astimezone(LONDON).date()
    here = Contractor.objects.working_here()
    found = here.aggregate(
        all=Count("pk"),
        own=Count("pk", filter=Q(route=Route.OWN)),
        ours=Count("pk", filter=Q(route=Route.OURS)),
        none=Count("pk", filter=Q(route=Route.NONE)),
        stale=Count("pk", filter=Q(due_at__lte=at)),
    )
    return found | {"gaps": Contractor.objects.with_gaps(today).count()}
