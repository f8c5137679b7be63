"""The rows that could not be read, given back as a file: what they held, where it went wrong and what to do.

Mended in the file itself it can be imported again: the columns added here are passed over.
"""

import csv
import io

from people.cells import defused
from people.models import ImportRow

ADDED = ["Sheet", "Row", "Problem in", "Problem"]


def report(batch) -> bytes:
    """CSV in UTF-8 with its mark, so that Excel shows every letter."""
    rows = batch.rows.filter(verdict=ImportRow.Verdict.REJECTED).order_by("sheet", "number")
    rows = list(rows)
    columns = list(dict.fromkeys(column for row in rows for column in row.source))
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(map(defused, ADDED + columns))
    for row in rows:
        added = [row.sheet, str(row.number), row.column or "The whole row", row.reason]
        writer.writerow(map(defused, added + [row.source.get(column, "") for column in columns]))
    return out.getvalue().encode("utf-8-sig")
