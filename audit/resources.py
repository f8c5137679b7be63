"""What there is for each need: services, room and waiting times from the directory, beside published figures of what is
wanted. The directory is about services and no person; figures about people come only from what was published.
"""

from dataclasses import dataclass
from datetime import datetime

from audit.measures import MEASURES
from audit.reading import series
from audit.suppression import Figure
from people.models import Site
from support.directory.needs import NEEDS, Need
from support.models import Service


@dataclass(frozen=True)
class Met:
    """One need. `gaps` are sites with nothing for it; `room` and `wait` are None when nobody has noted any.

    `noted_at` is the oldest note among them: how far the two can be trusted.
    """

    need: Need
    wanted: Figure | None
    arranged: Figure | None
    services: int
    statutory: int
    stale: int
    room: int | None
    wait: int | None
    noted_at: datetime | None
    unnoted: int
    gaps: list[str]


def needs_met(at: datetime) -> list[Met]:
    """Every need, in the order of the table; as many queries for three services as for three hundred."""
    services = list(Service.objects.open_to().prefetch_related("sites"))
    sites = list(Site.objects.order_by("name"))
    wanted, arranged = (_newest(one) for one in series(MEASURES["wanted"], MEASURES["arranged"]))
    return [
        _met(need, services, sites, wanted.get(need.key), arranged.get(need.key), at)
        for need in NEEDS.values()
    ]


def _newest(figures):
    return figures.newest.rows if figures.newest else {}


def _met(need, services, sites, wanted, arranged, at):
    here = [one for one in services if need.key in one.needs]
    noted = [one for one in here if one.measured_at]
    everywhere = any(not one.sites.all() for one in here)
    covered = {site for one in here for site in one.sites.all()}
    return Met(
        need=need,
        wanted=wanted,
        arranged=arranged,
        services=len(here),
        statutory=sum(one.is_statutory for one in here),
        stale=sum(one.is_stale(at) for one in here),
        room=_sum(one.capacity for one in noted),
        wait=max((one.wait_days for one in noted if one.wait_days is not None), default=None),
        noted_at=min((one.measured_at for one in noted), default=None),
        unnoted=len(here) - len(noted),
        gaps=[] if everywhere else [site.name for site in sites if site not in covered],
    )


def _sum(numbers):
    known = [one for one in numbers if one is not None]
    return sum(known) if known else None
