"""The team's weeks and the late signs become part of a version, several colleagues can be kept from contact, and who was
told of the questionnaire is kept.

Published versions and histories refuse UPDATE: what held for all of them until now is given as a default, and whom
somebody named is copied while the column is made.
"""

import django.db.models.deletion
from django.db import migrations, models

TEAM_WEEKS = [2, 8]
SIGNS = [
    "They sleep badly, or have bad dreams",
    "They are angrier or more irritable than they used to be",
    "They seem worried, low or guilty",
    "They have lost confidence, or feel that they are no good at their work",
    "Everyday tasks have become hard",
    "They stay away: off sick more often, or avoiding a place or a person",
    "They are afraid, or on edge",
    "They drink more alcohol or coffee, or take more medicine",
    "It comes back to them as if it were happening again",
]
COPY = """
    ALTER TABLE {table} ALTER COLUMN never_from_several TYPE jsonb
    USING CASE WHEN never_from_id IS NULL THEN '[]'::jsonb ELSE jsonb_build_array(never_from_id) END
"""


def team_weeks():
    return TEAM_WEEKS


def signs():
    return SIGNS


def fill_drafts(apps, schema_editor):
    for draft in apps.get_model("support", "PathwayDraft").objects.all():
        draft.content = {"team_weeks": TEAM_WEEKS, "signs": SIGNS} | draft.content
        draft.save()


def never_from():
    return models.JSONField(default=list, help_text="Accounts of those who are not to contact them")


class Migration(migrations.Migration):
    dependencies = [("support", "0012_told_and_proof")]

    operations = [
        migrations.AddField("pathwayversion", "team_weeks", models.JSONField(default=team_weeks)),
        migrations.AddField("pathwayversion", "signs", models.JSONField(default=signs)),
        migrations.AlterField("pathwayversion", "team_weeks", models.JSONField(default=list)),
        migrations.AlterField(
            "pathwayversion",
            "signs",
            models.JSONField(default=list, help_text="What may be noticed weeks later, one sentence each"),
        ),
        migrations.AddField(
            "pathwayversion",
            "is_return",
            models.BooleanField(
                default=False,
                help_text="From then on the trust's pathway holds there again; a copy of what it was",
            ),
        ),
        migrations.AddField("preference", "never_from_several", never_from()),
        migrations.AddField("historicalpreference", "never_from_several", never_from()),
        migrations.RunSQL(
            [COPY.format(table="support_preference"), COPY.format(table="support_historicalpreference")],
            migrations.RunSQL.noop,
        ),
        migrations.RemoveField("preference", "never_from"),
        migrations.RemoveField("historicalpreference", "never_from"),
        migrations.RenameField("preference", "never_from_several", "never_from"),
        migrations.RenameField("historicalpreference", "never_from_several", "never_from"),
        migrations.CreateModel(
            name="ScreeningOffer",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="screening_offer",
                        serialize=False,
                        to="support.case",
                    ),
                ),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("declined_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.AlterField(
            "acknowledgement",
            "how",
            models.CharField(
                blank=True,
                choices=[
                    ("letter", "By letter or card"),
                    ("email", "By email"),
                    ("phone", "By phone"),
                    ("met", "In person"),
                    ("not_wanted", "Not at all: they would rather not"),
                ],
                max_length=12,
            ),
        ),
        migrations.RunPython(fill_drafts, migrations.RunPython.noop),
    ]
