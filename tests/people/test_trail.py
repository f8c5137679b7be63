"""The trail is written with the act, and never changed."""

import pytest
from django.db import DatabaseError, connection, transaction

from people.models import Entry
from people.trail import record


@pytest.mark.claim("D6")
@pytest.mark.parametrize("change", ["UPDATE people_entry SET event = 'nothing'", "DELETE FROM people_entry"])
def test_the_database_refuses_to_change_the_trail(trust, change):
    record("incident.read", by=trust.maya, subject=trust.elm_ward)

    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)

    assert Entry.objects.get().event == "incident.read"


@pytest.mark.claim("D6")
def test_the_database_refuses_to_change_history(report):
    incident = report()

    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE incidents_historicalincident SET what_happened = ''")

    assert incident.history.get().what_happened == incident.what_happened
