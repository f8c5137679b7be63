"""What people wrote is encrypted from here on, old rows and their history included, and found by keyed hashes of its words.

Turning back decrypts nothing: it is refused.
"""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

from incidents.words import words_of
from people.encryption import EncryptedTextField, encrypt

CHANNELS = [
    ("full", "Reported here"),
    ("quick", "Reported from a poster"),
    ("cross", "Marked on the safety cross"),
    ("confidential", "Came by the confidential route"),
    ("imported", "Brought over from the old system"),
]
COMPLETED = "Empty for a few taps that somebody still has to complete"
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


def _both(operation, **kwargs):
    return [operation(model_name=name, **kwargs) for name in ("incident", "historicalincident")]


class Migration(migrations.Migration):
    dependencies = [("incidents", "0001_initial")]

    operations = [
        migrations.RemoveIndex("incident", "incident_words"),
        migrations.RemoveField("incident", "words"),
        migrations.AddField(
            "incident", "words", ArrayField(models.BigIntegerField(), default=list, editable=False)
        ),
        migrations.AddField("incident", "near", ArrayField(models.BigIntegerField(), default=list, editable=False)),
        *_both(migrations.AlterField, name="place", field=EncryptedTextField(blank=True)),
        *_both(migrations.AlterField, name="what_happened", field=EncryptedTextField(blank=True)),
        *_both(
            migrations.AddField,
            name="completed_at",
            field=models.DateTimeField(blank=True, help_text=COMPLETED, null=True),
        ),
        *_both(
            migrations.AlterField,
            name="channel",
            field=models.CharField(choices=CHANNELS, default="full", max_length=12),
        ),
        migrations.RunPython(encrypt_what_was_written),
        migrations.AddIndex("incident", GinIndex(fields=["words"], name="incident_words")),
        migrations.AddIndex("incident", GinIndex(fields=["near"], name="incident_near")),
    ]
