"""The directory of help as people read it: what there is for a need at a site, and the quiet places of its teams."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.shortcuts import get_object_or_404

from people.models import Site, Team
from support.directory.needs import NEEDS
from support.models import Service

ON_A_PAGE = 20
MOST_PLACES = 30


@dataclass(frozen=True)
class Shown:
    """One entry, with whether it should have been checked again by now."""

    service: Service
    is_stale: bool

    @property
    def edge(self) -> str:
        return "soon" if self.is_stale else ""


def find_help(*, need: str = "", site: Site | None = None, page=None, at: datetime) -> Page:
    """One page of entries that anybody may read, with or without an account; the lightest help first."""
    found = Service.objects.open_to(site=site).prefetch_related("sites")
    if need in NEEDS:
        found = found.filter(needs__contains=[need])
    found = Paginator(found, ON_A_PAGE).get_page(page)
    found.object_list = [Shown(service, service.is_stale(at)) for service in found.object_list]
    return found


def places(site: Site | None) -> list[Team]:
    """Teams of a site that have a private place to recover in (R65)."""
    if site is None:
        return []
    return list(Team.objects.filter(site=site).exclude(recovery_space="").order_by("name")[:MOST_PLACES])


def kept(user, *, page=None, at: datetime) -> Page:
    """One page of all entries, for those who keep them: those to be checked first, retired ones last."""
    found = Service.objects.visible_to(user).select_related("keeper").order_by("retired_at", "due_at", "id")
    found = Paginator(found, ON_A_PAGE).get_page(page)
    found.object_list = [Shown(service, service.is_stale(at)) for service in found.object_list]
    return found


def entry(user, pk) -> Service:
    """One entry, or 404 for one that does not exist or is not for this user alike."""
    wanted = Service.objects.visible_to(user).select_related("keeper", "verified_by", "measured_by")
    return get_object_or_404(wanted.prefetch_related("sites"), pk=pk)
