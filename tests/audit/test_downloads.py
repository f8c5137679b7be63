"""No cell of a download runs as a formula (security.md F3)."""

import csv

import pytest

from audit.downloads import harmless, lines
from audit.measures import Better, Measure
from audit.reading import Month, Series
from audit.suppression import Figure
from tests.audit.conftest import OCTOBER, london

NASTY = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1+1", "\0=1"]


@pytest.mark.claim("F3")
@pytest.mark.parametrize("text", NASTY)
def test_what_a_spreadsheet_might_run_is_kept_as_text(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Verbal abuse", "20", "*", "3-4"])
def test_ordinary_cells_stay_as_they_are(text):
    assert harmless(text) == text


@pytest.mark.claim("F3")
def test_every_row_of_a_file_goes_through_it():
    measure = Measure(
        "x", "X", "X?", "Counted", "", Better.NEITHER, lambda month: {}, "", ("R109",), rows={"a": "=1+1"}
    )
    series = Series(measure, [Month(OCTOBER, {"a": Figure(10)}, london(2026, 11, 1))])

    (_, row) = csv.reader("".join(lines(series)).lstrip("\ufeff").splitlines())

    assert row[:3] == ["2026-10", "'=1+1", "10"]
