"""Files as they come: every encoding an export has, and files made to do harm."""

import contextlib
import io
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from people.cells import defused
from people.importing import files
from people.importing.files import Unreadable, read
from tests.imports.conftest import DATA

WANTED = {"": ("Name", "Town")}
TEXT = "Name,Town\r\nRenée Müller,“York”\r\n"


def xlsx(rows, **more):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(content, name, data):
    """The workbook with one part put in or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, data)
    return out.getvalue()


def cells(content):
    return [row.cells for row in read(content, WANTED)]


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode("utf-16"),
        TEXT.replace("\r\n", "\n").encode(),
        xlsx([["Name", "Town"], ["Renée Müller", "“York”"]]),
        xlsx([["TOWN ", " name"], ["“York”", "Renée Müller"]]),
        xlsx([["Name", "Town", None, "Shoe size"], ["Renée Müller", "“York”"], [None, None]]),
    ],
    ids=lambda content: None,
)
def test_letters_come_through_whatever_the_export(content):
    [row] = cells(content)

    assert (row["Name"], row["Town"]) == ("Renée Müller", "“York”")


def test_a_cell_may_hold_lines_and_quotes_and_rows_are_counted_as_a_spreadsheet_does():
    rows = read(b'Name,Town\n"Ada ""A"" \r\nOkoro",York\n\nBo,Hull\n', WANTED)

    assert [(row.number, row.text("Name")) for row in rows] == [(2, 'Ada "A" \r\nOkoro'), (4, "Bo")]


def test_dates_and_numbers_of_a_workbook_are_read_as_written():
    from datetime import date, datetime
    from datetime import time as clock

    [row] = read(xlsx([["Name", "Town"], [date(2026, 11, 30), 20000000]]), WANTED)
    assert (row.date("Name"), row.words("Town")) == (date(2026, 11, 30), "20000000")
    [row] = read(xlsx([["Name", "Town"], [clock(23, 5), datetime(2026, 1, 2)]]), WANTED)
    assert (row.time("Name"), row.date("Town")) == (clock(23, 5), date(2026, 1, 2))


def test_a_formula_is_text_and_the_mark_of_an_export_is_taken_off_again():
    [row] = cells(xlsx([["Name", "Town"], ['=HYPERLINK("http://evil.example")', "'=1+1"]]))

    assert (row["Name"], row["Town"]) == ('=HYPERLINK("http://evil.example")', "=1+1")


@pytest.mark.claim("F2")
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\r\n  \n", "empty"),
        (b"Name,Town\n", "nothing under them"),
        (b"Name,Village\nAda,York\n", "missing: Town"),
        (b"Name,Town,Name\nAda,York,Ada\n", "there twice: Name"),
        (b'Name,Town\nAda,"York\n', "breaks off"),
        (b"Name,Town\nAda,\x81\x8d\n", "cannot be told apart"),
        (b"%PDF-1.7 Name,Town\nAda,York", "not a CSV or Excel"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not a CSV or Excel"),
        (b"<html><script>alert(1)</script>", "not a CSV or Excel"),
        (b"\0" * 5000, "not a CSV or Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
        (b"PK\x03\x04 broken", "damaged"),
        (xlsx([["Name", "Town"]])[:-200], "damaged"),
        (xlsx([["Name", "Village"], ["Ada", "York"]]), "missing: Town"),
    ],
)
def test_a_file_that_cannot_be_used_says_what_to_do(content, says):
    with pytest.raises(Unreadable, match=says):
        read(content, WANTED)


@pytest.mark.claim("F2")
def test_hostile_workbooks_are_refused_before_they_cost_anything():
    plain = xlsx([["Name", "Town"], ["Ada", "York"]])
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    hostile = {
        "too large": with_part(plain, "xl/worksheets/sheet1.xml", b"<x>" + b" " * (files.MOST_UNPACKED + 1)),
        "macros": with_part(plain, "xl/vbaProject.bin", b"code"),
        "not a plain": with_part(plain, "xl/sharedStrings.xml", laughs),
        "not a plain ": with_part(plain, "xl/styles.xml", laughs.decode().encode("utf-16-le")),
        "not a CSV": with_part(io_zip({"word/document.xml": b"<x/>"}), "a.txt", b""),
        "damaged": with_part(plain, "xl/workbook.xml", b"<x"),
    }
    for says, content in hostile.items():
        assert len(content) < 1_000_000
        began = time.monotonic()
        with pytest.raises(Unreadable, match=says.strip()):
            read(content, WANTED)
        assert time.monotonic() - began < 10


def io_zip(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


@pytest.mark.claim("F2")
def test_a_cell_far_away_and_more_rows_than_anybody_has_are_refused_quickly(monkeypatch):
    far = xlsx([["Name", "Town"], ["Ada", "York"]])
    sheet = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    with zipfile.ZipFile(io.BytesIO(far)) as package:
        page = package.read("xl/worksheets/sheet1.xml").replace(b"</sheetData>", sheet)
    began = time.monotonic()
    with pytest.raises(Unreadable, match="more than 50,000 rows"):
        cells(with_part(far, "xl/worksheets/sheet1.xml", page))
    assert time.monotonic() - began < 30

    monkeypatch.setattr(files, "MOST_ROWS", 10)
    with pytest.raises(Unreadable, match="more than 10 rows"):
        read(b"Name,Town\n" + b"Ada,York\n" * 11, WANTED)
    assert len(read(b"Name,Town\n" + b"Ada,York\n" * 10, WANTED)) == 10


def test_a_row_whose_cells_moved_is_refused_not_read_crooked(bring_in):
    text = (DATA / "staff_directory.csv").read_bytes().decode("utf-8-sig").splitlines()
    moved = text[1].replace("Olu,", "Olu,Middle,", 1) + "01/12/2030"
    batch = bring_in("directory", "\n".join([text[0], moved, text[2]]).encode())

    first, second = batch.rows.all()
    assert (first.verdict, second.verdict) == ("rejected", "add")
    assert "more cells than there are headings" in first.reason


@given(st.binary(max_size=400))
def test_no_bytes_at_all_break_the_reader(content):
    with contextlib.suppress(Unreadable):
        read(content, WANTED)


@pytest.mark.claim("F3")
@pytest.mark.parametrize(
    "start",
    [
        "=",
        "+",
        "-",
        "@",
        "\t",
        "\r",
        "\n=",
        "\0=",
        "＝",
        "＋",
        "－",
        "＠",
        " =",
        "\u200b=",
        "\ufeff=",
        "\xa0=",
    ],
)
def test_nothing_given_back_is_a_formula(start):
    text = defused(f'{start}HYPERLINK("x")')

    assert text.startswith("'")
    assert "\0" not in text


def test_ordinary_words_are_given_back_as_they_are():
    for words in ("", "Ada", "O'Neill", "12/13/2026", "a=b", "“quoted”"):
        assert defused(words) == words
