"""One row of a trust's file, and how its cells are read: dates, times, yes and no, as people type them."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

# Day first always: these files come from British systems.
DATES = ("%d/%m/%Y", "%d/%m/%y", "%Y-%m-%d", "%d-%b-%Y", "%d-%b-%y", "%d.%m.%Y", "%d %B %Y")
TIME = re.compile(r"([01]?\d|2[0-3])[:.]?([0-5]\d)(?:[:.][0-5]\d)?")
YES_OR_NO = {
    "y": True,
    "yes": True,
    "true": True,
    "1": True,
    "n": False,
    "no": False,
    "false": False,
    "0": False,
}


class CannotRead(Exception):
    """A cell that makes the whole row unusable: which column, and what to do about it."""

    def __init__(self, column: str, reason: str):
        super().__init__(f"{column}: {reason}")
        self.column, self.reason = column, reason


@dataclass(frozen=True)
class Row:
    """`number` is the row as a spreadsheet counts: the headings are row 1. `cells` is keyed by heading."""

    sheet: str
    number: int
    cells: dict[str, str]

    def words(self, column: str) -> str:
        """The cell in one line, without spaces before, after and twice."""
        return " ".join(self.cells.get(column, "").split())

    def text(self, column: str) -> str:
        """The cell with its own line breaks."""
        return self.cells.get(column, "").strip()

    def needed(self, column: str, at_most: int) -> str:
        words = self.short(column, at_most)
        if not words:
            raise CannotRead(column, "This cell is empty. Fill it in and import the row again")
        return words

    def short(self, column: str, at_most: int) -> str:
        words = self.words(column)
        if len(words) > at_most:
            raise CannotRead(column, f"This is longer than {at_most} letters. Shorten it")
        return words

    def date(self, column: str) -> date | None:
        """None for an empty cell. Raises CannotRead for what is no day."""
        words = self.words(column)
        if not words:
            return None
        for pattern in DATES:
            try:
                return datetime.strptime(words, pattern).date()
            except ValueError:
                continue
        raise CannotRead(column, f"“{words[:40]}” is not a date. Write it as 31/12/2026")

    def time(self, column: str) -> time | None:
        """None for an empty cell and for what is no time; 2305, 23.05 and 23:05 are the same."""
        found = TIME.fullmatch(self.words(column))
        return time(int(found[1]), int(found[2])) if found else None

    def yes_or_no(self, column: str) -> bool | None:
        return YES_OR_NO.get(self.words(column).casefold())

    def same_as(self, other: "Row") -> bool:
        return self.sheet == other.sheet and all(
            self.words(column) == other.words(column) for column in {**self.cells, **other.cells}
        )
