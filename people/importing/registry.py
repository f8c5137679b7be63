"""What can be imported: each room adds its own importers when it starts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from people.importing.rows import Row


@dataclass(frozen=True)
class Planned:
    """What would happen to one row. `verdict` is one of ImportRow.Verdict; `data` is what `apply` is given.

    Rows are applied by `turn`, then as they stand in the file.
    """

    row: Row
    verdict: str
    column: str = ""
    reason: str = ""
    remarks: list[str] = field(default_factory=list)
    data: dict | None = None
    turn: int = 0


class CannotApply(Exception):
    """Something has changed since the plan was made, and this row can no longer be taken over. Says why."""


class Importer:
    """One kind of file. `sheets` names the columns each sheet must have; the only sheet of a file is ""."""

    key: str
    title: str
    help: str
    accepts: tuple[str, ...] = (".csv", ".xlsx")
    sheets: dict[str, tuple[str, ...]]

    def allowed(self, user) -> bool:
        raise NotImplementedError

    def plan(self, rows: Iterable[Row], *, at: datetime) -> Iterator[Planned]:
        """A verdict for every row, changing nothing. `at` is the moment that "in the future" is judged by."""
        raise NotImplementedError

    def apply(self, data: dict, *, by, at: datetime) -> list[str]:
        """Take one row over, in a transaction of its own; twice is once. Returns more remarks."""
        raise NotImplementedError

    def label(self, source: dict) -> str:
        """A few words by which somebody finds the row again in their own file."""
        raise NotImplementedError


_importers: dict[str, Importer] = {}


def register(importer: Importer) -> None:
    _importers[importer.key] = importer


def importer(key: str) -> Importer:
    return _importers[key]


def importers() -> list[Importer]:
    return list(_importers.values())


def allowed_to(user) -> list[Importer]:
    return [one for one in _importers.values() if one.allowed(user)]
