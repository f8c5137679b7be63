"""Figures as a CSV file: the same ones as on the page."""

import csv
from collections.abc import Iterator

from audit.equity.counting import SHARES
from audit.equity.reading import Year
from audit.reading import Series
from people.cells import defused


class _Line:
    """A file for the csv writer that hands each line straight back."""

    def write(self, line):
        return line


def lines(series: Series) -> Iterator[str]:
    """One line a month and row, after a heading. "*" is 1 to 7; other numbers are rounded to 5."""
    writer, measure = csv.writer(_Line()), series.measure
    yield "\ufeff"
    if measure.is_share:
        yield writer.writerow(["Month", "About", measure.counted, measure.of, "Percent", "Revised"])
    else:
        yield writer.writerow(["Month", "About", measure.counted, "Revised"])
    for month in series.months:
        rows = [(measure.rows[key], figure) for key, figure in month.rows.items()]
        if len(measure.rows) > 1:
            rows.append(("All", month.whole))
        for name, figure in rows:
            share = [figure.of, figure.percent] if measure.is_share else []
            cells = [f"{month.month:%Y-%m}", name, figure.counted, *share, "yes" if month.is_revised else ""]
            yield writer.writerow([defused("" if cell is None else str(cell)) for cell in cells])


def equity_lines(year: Year) -> Iterator[str]:
    """One line a group of each characteristic, after a heading."""
    writer = csv.writer(_Line())
    yield "\ufeff"
    heads = [f"{one.title}: {end}" for one in SHARES.values() for end in ("counted", "out of", "percent")]
    yield writer.writerow(["Year", "Characteristic", "Group", "Affected", *heads])
    for part in year.parts.values():
        for group in part.groups:
            cells = [year.name, part.characteristic.name, group.name, group.affected.counted]
            for key in SHARES:
                figure = group.shares[key]
                cells += [figure.counted, figure.of, figure.percent]
            yield writer.writerow([defused("" if cell is None else str(cell)) for cell in cells])
