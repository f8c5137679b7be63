"""The trust's own three files, and running one from start to finish."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from people.importing import actions, running

DATA = Path(__file__).parent.parent / "data"
# The day the files were exported: what lies in the future is judged by it.
EXPORTED = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def read_in(db):
    """Start an import and let a worker read it: bytes, or the name of one of the trust's files."""

    def make(kind, content, *, by=None, at=EXPORTED, file_name="file.csv"):
        if isinstance(content, str):
            file_name, content = content, (DATA / content).read_bytes()
        batch = actions.start(by=by, kind=kind, file_name=file_name, content=content, at=at)
        running.work_on(batch.pk, at=at)
        batch.refresh_from_db()
        return batch

    return make


@pytest.fixture
def bring_in(read_in):
    """Start, read, confirm and run an import."""

    def make(kind, content, *, by=None, at=EXPORTED, **more):
        batch = read_in(kind, content, by=by, at=at, **more)
        assert batch.problem == ""
        actions.confirm(batch, by=by, at=at)
        running.work_on(batch.pk, at=at)
        batch.refresh_from_db()
        assert batch.status == "done"
        return batch

    return make


def counts(batch):
    """How many rows got each verdict, as a dict."""
    found = {}
    for row in batch.rows.all():
        found[row.verdict] = found.get(row.verdict, 0) + 1
    return found
