"""No cell of a download runs as a formula (security.md F3)."""

import pytest

from people.cells import defused, restored

NASTY = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1+1", "\0=1"]


@pytest.mark.claim("F3")
@pytest.mark.parametrize("text", NASTY)
def test_what_a_spreadsheet_might_run_is_kept_as_text(text):
    assert defused(text) == "'" + text.replace("\0", "")
    assert restored(defused(text)) == text.replace("\0", "")


@pytest.mark.parametrize("text", ["Verbal abuse", "20", "*", "3-4"])
def test_ordinary_cells_stay_as_they_are(text):
    assert defused(text) == text
