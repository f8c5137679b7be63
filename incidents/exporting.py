"""The list of reports as a file: one table of columns, written as CSV line by line or as an Excel workbook.

Nothing in it runs as a formula (security.md F3). Names stand only where this reader may see them on the report's page.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter
from django.utils import timezone

from incidents import facts
from incidents.models import Incident
from people.cells import defused
from people.models import User

# What one cell of a workbook can hold.
LONGEST = 32_767
CUT = "Not every report fits in one file. Narrow the list and download the rest by itself."
WORKBOOK = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True)
class Column:
    """`of` gives its words for one report."""

    heading: str
    of: Callable[[Incident], object]
    width: int = 16


@dataclass(frozen=True)
class Names(Column):
    """`of` is asked who reads, too, for a name stands only where the page of the report would show it."""

    of: Callable[[Incident, User], str]


def _told(name):
    label = Incident._meta.get_field(name).verbose_name.capitalize()
    return Column(label, lambda incident: getattr(incident, name), 40)


def _answer(name, heading):
    return Column(heading, lambda incident: facts.known(incident, name))


# A column more is one row.
COLUMNS = [
    Column("Reference", lambda i: i.reference),
    Column("Reported", lambda i: f"{timezone.localtime(i.reported_at):%Y-%m-%d %H:%M}"),
    Column("Happened on", lambda i: f"{i.occurred_on:%Y-%m-%d}"),
    Column("About what time", lambda i: f"{i.occurred_time:%H:%M}" if i.occurred_time else ""),
    Column("Kinds", lambda i: ", ".join(i.kind_names), 28),
    Column("Site", lambda i: i.team.site.name, 24),
    Column("Team", lambda i: i.team.name, 24),
    Column("Where it stands", lambda i: i.get_status_display(), 20),
    Column("What lay behind it", lambda i: i.get_cause_display(), 20),
    Column("To be completed", lambda i: "Yes" if i.is_stub else ""),
    Column("How it came", lambda i: i.get_channel_display(), 24),
    _answer("harm", "Anyone hurt"),
    _answer("everyone_safe", "Everyone safe"),
    _answer("weapon", "Weapon"),
    _answer("security", "Security called"),
    _answer("police", "Police told"),
    _answer("hate_motive", "Hate motive"),
    Column("Because of", lambda i: ", ".join(i.characteristic_names), 24),
    *(_told(name) for name in Incident.TOLD),
    Column("Said to have done it", lambda i: ", ".join(str(one) for one in i.alleged.all()), 28),
    Names("Reported by", facts.reporter_words, 24),
    Names("Affected", lambda i, user: ", ".join(facts.name_of(one, user) for one in i.involved.all()), 28),
    Column("Old reference", lambda i: i.legacy_reference or ""),
]


def rows(user, batches: Iterable[list[Incident]]) -> Iterator[list[str]]:
    """The heading, then a row for each report, every cell harmless."""
    yield [column.heading for column in COLUMNS]
    for batch in batches:
        for incident in batch:
            yield [
                defused(str(column.of(incident, user) if isinstance(column, Names) else column.of(incident)))
                for column in COLUMNS
            ]


def as_csv(lines: Iterable[list[str]], *, is_cut: bool) -> Iterator[str]:
    """One line after another, so that a long list is never in memory whole. Excel needs the first mark to read it as
    UTF-8."""
    writer = csv.writer(_Line())
    yield "\ufeff"
    for line in lines:
        yield writer.writerow(line)
    if is_cut:
        yield writer.writerow([CUT])


def as_xlsx(lines: Iterable[list[str]], *, is_cut: bool) -> bytes:
    """Made in memory: what people wrote is never in a file of this machine. Nothing in it says when it was made, so two
    downloads of the same list are the same."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, WORKBOOK)
    book.set_properties({"created": datetime(2000, 1, 1)})
    sheet, bold = book.add_worksheet("Incidents"), book.add_format({"bold": True})
    for number, column in enumerate(COLUMNS):
        sheet.set_column(number, number, column.width)
    row = -1
    for row, line in enumerate(lines):
        for number, text in enumerate(line):
            if text:
                sheet.write_string(row, number, _in_cell(text), bold if row == 0 else None)
    if is_cut:
        sheet.write_string(row + 1, 0, CUT)
    sheet.freeze_panes(1, 1)
    book.close()
    return out.getvalue()


class _Line:
    """A file for the csv writer that hands each line straight back."""

    def write(self, line):
        return line


def _in_cell(text):
    """Excel writes the end of a line as one sign."""
    return text.replace("\r\n", "\n").replace("\r", "\n")[:LONGEST]
