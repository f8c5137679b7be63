from django.db import migrations, models

import people.posters


def give_every_team_one(apps, schema_editor):
    for team in apps.get_model("people", "Team").objects.filter(poster_code=None):
        team.poster_code = people.posters.make_poster_code()
        team.save(update_fields=["poster_code"])


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.AddField("team", "poster_code", models.CharField(max_length=12, null=True)),
        migrations.RunPython(give_every_team_one, migrations.RunPython.noop),
        migrations.AlterField(
            "team",
            "poster_code",
            models.CharField(default=people.posters.make_poster_code, max_length=12, unique=True),
        ),
    ]
