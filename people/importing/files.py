"""From the bytes of a CSV or Excel file to rows, whatever the trust's system made of them.

What a file is, its content says; its name is not asked. A hostile file costs little: sizes are known before
anything is unpacked, entities are not expanded, formulas are text.
"""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime, time

from openpyxl import load_workbook

from people.cells import restored
from people.importing.rows import Row

MOST_ROWS = 50_000
MOST_COLUMNS = 200
MOST_UNPACKED = 80 * 1024 * 1024
MOST_PARTS = 500
DOCTYPES = [b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be")]


class Unreadable(Exception):
    """The file as a whole cannot be used. Says what to do."""


def kind_of(content: bytes) -> str:
    """ ".csv" or ".xlsx", by what is in it. Raises Unreadable for anything else."""
    if not content.strip():
        raise Unreadable("The file is empty. Export it again and choose the new file")
    if content.startswith(b"PK\x03\x04"):
        return ".xlsx"
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(
            "The file is protected with a password, or is an old Excel file (.xls). "
            "Open it in Excel, take the password off and save it as an Excel workbook (.xlsx)"
        )
    text = content[:4096]
    if (
        b"\0" in text
        and not _encoding_by_zeros(text)
        or text.startswith((b"%PDF", b"\x89PNG", b"{\\rtf", b"<"))
    ):
        raise Unreadable(
            "This is not a CSV or Excel file. Export it again as CSV or as an Excel workbook (.xlsx)"
        )
    return ".csv"


def read(content: bytes, sheets: dict[str, tuple[str, ...]]) -> list[Row]:
    """Every row that is not blank. `sheets` says which sheets are wanted and the columns each must have."""
    grids = _csv_grids(content, sheets) if kind_of(content) == ".csv" else _xlsx_grids(content, sheets)
    rows = []
    for sheet, columns, grid in grids:
        rows += _rows(sheet, columns, grid)
        if len(rows) > MOST_ROWS:
            raise Unreadable(
                f"The file has more than {MOST_ROWS:,} rows. Split it and import the parts one after another"
            )
    if not rows:
        raise Unreadable(
            "The file has headings and nothing under them. Export it again and choose the new file"
        )
    return rows


def _rows(sheet: str, columns: tuple[str, ...], grid: Iterable[list[str]]) -> Iterator[Row]:
    grid = iter(grid)
    headings = [" ".join(cell.split()) for cell in next(grid, [])]
    known = {column.casefold(): column for column in columns}
    headings = [known.get(heading.casefold(), heading) for heading in headings]
    where = f" in the sheet “{sheet}”" if sheet else ""
    missing = [column for column in columns if column not in headings]
    if missing:
        raise Unreadable(
            f"These columns are missing{where}: {', '.join(missing)}. Check that this is the right file"
        )
    twice = {heading for heading in headings if heading and headings.count(heading) > 1}
    if twice:
        raise Unreadable(
            f"These columns are there twice{where}: {', '.join(sorted(twice))}. Take one of each out"
        )
    for number, cells in enumerate(grid, start=2):
        if number > MOST_ROWS + 1:
            raise Unreadable(
                f"The file has more than {MOST_ROWS:,} rows. Split it and import the parts one after another"
            )
        if any(cell.strip() for cell in cells):
            extra = [cell for cell in cells[len(headings) :] if cell.strip()]
            named = dict(zip(headings, map(_plain, cells), strict=False))
            named.pop("", None)
            yield Row(sheet, number, named | ({EXTRA: " ".join(extra)} if extra else {}))


# What stands to the right of the last heading: a comma without its quotation marks moved the cells along.
EXTRA = "(no heading)"


def _plain(text: str) -> str:
    """Without what a database refuses, and without the mark an export put before a formula."""
    return restored(text.replace("\0", ""))


def _csv_grids(content, sheets):
    if len(sheets) > 1:
        raise Unreadable(
            f"This needs an Excel workbook with the sheets {' and '.join(sheets)}, and this is a CSV file"
        )
    [(sheet, columns)] = sheets.items()
    text = _decoded(content)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    return [(sheet, columns, _csv_lines(text, delimiter))]


def _csv_lines(text, delimiter):
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as problem:
        raise Unreadable(
            f"The file breaks off or is damaged near line {reader.line_num}: "
            "a quotation mark is missing or too many. Export it again"
        ) from problem


def _decoded(content: bytes) -> str:
    for mark, encoding in [(b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")]:
        if content.startswith(mark):
            candidates = [encoding]
            break
    else:
        candidates = [_encoding_by_zeros(content[:4096])] if b"\0" in content[:4096] else ["utf-8", "cp1252"]
    for encoding in candidates:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(
        "The letters in this file cannot be told apart. Save it as “CSV UTF-8” and choose the new file"
    )


def _encoding_by_zeros(start: bytes) -> str:
    """UTF-16 without its mark: in English text every other byte is zero."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    half = max(1, len(start) // 2)
    if start[1::2].count(0) > half * 0.7 and start[::2].count(0) < half * 0.1:
        return "utf-16-le"
    if start[::2].count(0) > half * 0.7 and start[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return ""


def _xlsx_grids(content, sheets):
    _check_package(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        names = {name.strip().casefold(): name for name in book.sheetnames}
        grids = []
        for sheet, columns in sheets.items():
            name = names.get(sheet.casefold()) if sheet else book.sheetnames[0]
            if name is None:
                raise Unreadable(f"There is no sheet called “{sheet}”. Check that this is the right file")
            page = book[name]
            page.reset_dimensions()
            cells = page.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS, values_only=True)
            grids.append((sheet, columns, [_trimmed(line) for line in cells]))
    except Unreadable:
        raise
    except Exception as problem:  # a damaged workbook fails in any of a dozen ways inside the library
        raise Unreadable(
            "This Excel file is damaged. Open it in Excel, save it again and choose the new file"
        ) from problem
    return grids


def _check_package(content):
    """Refuses what is no plain workbook before anything in it is unpacked."""
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        parts = package.infolist()
        names = {part.filename for part in parts}
        if "xl/workbook.xml" not in names:
            raise Unreadable(
                "This is not a CSV or Excel file. Export it again as CSV or as an Excel workbook (.xlsx)"
            )
        if any(name.casefold().endswith("vbaproject.bin") for name in names):
            raise Unreadable("The workbook holds macros. Save it as an Excel workbook without macros (.xlsx)")
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise Unreadable("The workbook is too large when unpacked. Save only the sheets that are needed")
        for part in parts:
            # Never more than its declared size comes out of a part, so the sum above holds.
            if part.filename.endswith((".xml", ".rels")) and any(
                mark in package.read(part) for mark in DOCTYPES
            ):
                raise Unreadable(
                    "This is not a plain Excel workbook. Open it in Excel and save it again as .xlsx"
                )
    except (
        zipfile.BadZipFile,
        zlib.error,
        RuntimeError,
        NotImplementedError,
        EOFError,
        OSError,
        ValueError,
    ) as problem:
        raise Unreadable(
            "This Excel file is damaged. Open it in Excel, save it again and choose the new file"
        ) from problem


def _trimmed(line) -> list[str]:
    cells = [_cell(value) for value in line]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _cell(value) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y") if value.time() == time() else value.strftime("%d/%m/%Y %H:%M")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
