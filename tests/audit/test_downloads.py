"""No cell of a download runs as a formula (security.md F3)."""

import csv

import pytest

from audit.downloads import lines
from audit.measures import Better, Measure
from audit.reading import Month, Series
from audit.suppression import Figure
from tests.audit.conftest import OCTOBER, london


@pytest.mark.claim("F3")
def test_every_row_of_a_file_goes_through_it():
    measure = Measure(
        "x", "X", "X?", "Counted", "", Better.NEITHER, lambda month: {}, "", ("R109",), rows={"a": "=1+1"}
    )
    series = Series(measure, [Month(OCTOBER, {"a": Figure(10)}, london(2026, 11, 1))])

    (_, row) = csv.reader("".join(lines(series)).lstrip("\ufeff").splitlines())

    assert row[:3] == ["2026-10", "'=1+1", "10"]
