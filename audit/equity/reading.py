"""The one door to the equity figures: published years only. Page, picture and download all come from a `Year`."""

from dataclasses import dataclass
from datetime import date, datetime

from audit.equity.counting import AFFECTED, SHARES
from audit.equity.hiding import ANSWERED, EVERYBODY
from audit.models import Release
from audit.suppression import HIDDEN, Figure
from people.equality.characteristics import CHARACTERISTICS, Characteristic

MEASURE = "equity"


@dataclass(frozen=True)
class Group:
    name: str
    affected: Figure
    shares: dict[str, Figure]


@dataclass(frozen=True)
class Part:
    """One characteristic, group by group."""

    characteristic: Characteristic
    groups: list[Group]

    def known(self, share: str) -> list[tuple[int, str]]:
        """(percent, group) where it is neither hidden nor about nobody."""
        percents = [(one.shares[share].percent, one.name) for one in self.groups]
        return [(percent, name) for percent, name in percents if percent not in (None, HIDDEN)]

    @property
    def can_be_compared(self) -> bool:
        return any(len(self.known(share)) > 1 for share in SHARES)


@dataclass(frozen=True)
class Year:
    """`first` is its first day."""

    first: date
    published_at: datetime
    affected: Figure
    answered: Figure
    parts: dict[str, Part]

    @property
    def name(self) -> str:
        return f"April {self.first.year} to March {self.first.year + 1}"


def years() -> list[date]:
    """The first days of the published years, newest first."""
    found = Release.objects.filter(measure=MEASURE).order_by("-month")
    return list(found.values_list("month", flat=True))


def year_from(first: date) -> Year | None:
    """None for a year that was not published."""
    release = Release.objects.filter(measure=MEASURE, month=first).select_related("publication").first()
    if release is None:
        return None
    figures = {name: Figure(*figure) for name, figure in release.figures.items()}
    parts = {key: _part(one, figures) for key, one in CHARACTERISTICS.items()}
    return Year(first, release.publication.at, figures[EVERYBODY], figures[ANSWERED], parts)


def _part(characteristic, figures):
    """A group that has left the table since is not shown; one that is new has no figure in old years."""
    groups = []
    for group, name in characteristic.group_names.items():
        start = f"{characteristic.key}.{group}."
        if start + AFFECTED in figures:
            groups.append(
                Group(name, figures[start + AFFECTED], {key: figures[start + key] for key in SHARES})
            )
    return Part(characteristic, groups)
