"""Room for what people wrote to be encrypted, and to be found by keyed hashes of its words."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

from people.encryption import EncryptedTextField

CHANNELS = [
    ("full", "Reported here"),
    ("quick", "Reported from a poster"),
    ("cross", "Marked on the safety cross"),
    ("confidential", "Came by the confidential route"),
    ("imported", "Brought over from the old system"),
]
COMPLETED = "Empty for a few taps that somebody still has to complete"


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
        migrations.AddIndex("incident", GinIndex(fields=["words"], name="incident_words")),
        migrations.AddIndex("incident", GinIndex(fields=["near"], name="incident_near")),
    ]
