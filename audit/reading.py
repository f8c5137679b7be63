"""The one door to figures: published ones only. Page, chart, words and download all come from a `Series`."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from audit import spc
from audit.measures import MEASURES, Better, Measure
from audit.models import Publication, Release
from audit.suppression import HIDDEN, Figure, total

# How many months are shown: two years.
MONTHS = 24


@dataclass(frozen=True)
class Month:
    """One measure's figures for one month."""

    month: date
    rows: dict[str, Figure]
    published_at: datetime
    is_revised: bool = False

    @property
    def whole(self) -> Figure:
        return total(list(self.rows.values()))


@dataclass(frozen=True)
class Series:
    """A measure with its published months, oldest first."""

    measure: Measure
    months: list[Month]

    @property
    def newest(self) -> Month | None:
        return self.months[-1] if self.months else None

    @property
    def points(self) -> list[tuple[Month, float]]:
        """The months with something to draw: neither hidden nor without anything to count."""
        return [
            (month, month.whole.value) for month in self.months if month.whole.value not in (None, HIDDEN)
        ]

    @property
    def limits(self) -> spc.Limits | None:
        return spc.limits([value for _, value in self.points], ceiling=100 if self.measure.is_share else None)

    @property
    def unusual(self) -> dict[date, str]:
        """Months that stand out, with "better", "worse", or "high", "low" where neither is good."""
        if self.limits is None:
            return {}
        sides = spc.unusual([value for _, value in self.points], self.limits)
        return {
            month.month: _judged(self.measure.better, side)
            for (month, _), side in zip(self.points, sides, strict=True)
            if side
        }


def _judged(better, side):
    if better is Better.NEITHER:
        return side
    return "better" if (side == "high") == (better is Better.HIGHER) else "worse"


def series(*measures: Measure, months: int = MONTHS) -> list[Series]:
    """The published figures of these measures, in one query."""
    wanted = [measure.key for measure in measures]
    by_measure: dict[str, dict[date, Month]] = {key: {} for key in wanted}
    for release in (
        Release.objects.filter(measure__in=wanted)
        .select_related("publication")
        .order_by("month", "publication_id")
    ):
        known = by_measure[release.measure]
        known[release.month] = _month(release, is_revised=release.month in known)
    return [_series(measure, list(by_measure[measure.key].values())[-months:]) for measure in measures]


def _series(measure, months):
    if measure.is_open:
        measure = replace(measure, rows={name: name for month in months for name in sorted(month.rows)})
    return Series(measure, months)


def _month(release, is_revised):
    """A row that has left the table since is not shown; one that is new has no figure for old months."""
    measure = MEASURES[release.measure]
    names = release.figures if measure.is_open else measure.rows
    rows = {key: Figure(*release.figures[key]) for key in names if key in release.figures}
    return Month(release.month, rows, release.publication.at, is_revised)


def newest_publication() -> Publication | None:
    return Publication.objects.first()


def publication_of(year: int, month: int) -> Publication | None:
    return Publication.objects.filter(month__year=year, month__month=month).first()
