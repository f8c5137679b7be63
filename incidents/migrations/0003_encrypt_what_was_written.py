"""What people wrote is encrypted from here on, old rows and their history included.

Turning back decrypts nothing: it is refused.
"""

import pgtrigger
from django.db import migrations

from incidents.words import words_of
from people.encryption import encrypt

BATCH = 500


def encrypt_what_was_written(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for pk, place, told in _rows(cursor, "incidents_incident", "id"):
            words, near = words_of(place, told)
            cursor.execute(
                "UPDATE incidents_incident SET place = %s, what_happened = %s, words = %s, near = %s WHERE id = %s",
                [_sealed(place), _sealed(told), words, near, pk],
            )
        with pgtrigger.ignore("incidents.HistoricalIncident:append_only"):
            for pk, place, told in _rows(cursor, "incidents_historicalincident", "history_id"):
                cursor.execute(
                    "UPDATE incidents_historicalincident SET place = %s, what_happened = %s WHERE history_id = %s",
                    [_sealed(place), _sealed(told), pk],
                )
        cursor.execute("UPDATE incidents_incident SET completed_at = reported_at")


def _rows(cursor, table, key):
    """Every row, read in batches by its key, which no update changes."""
    cursor.execute(f"SELECT {key} FROM {table}")
    keys = [pk for (pk,) in cursor.fetchall()]
    for start in range(0, len(keys), BATCH):
        cursor.execute(
            f"SELECT {key}, place, what_happened FROM {table} WHERE {key} = ANY(%s)", [keys[start : start + BATCH]]
        )
        yield from cursor.fetchall()


def _sealed(text):
    return encrypt(text.encode()).decode() if text else text


class Migration(migrations.Migration):
    dependencies = [("incidents", "0002_words_are_encrypted")]

    operations = [migrations.RunPython(encrypt_what_was_written)]
