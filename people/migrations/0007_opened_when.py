from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("people", "0006_equality")]

    operations = [
        AddIndexConcurrently(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("event__in", ("case.read", "incident.read"))),
                fields=["at"],
                name="entry_opened_at",
            ),
        ),
    ]
