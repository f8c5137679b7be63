"""What the new columns say of people who were there before them."""

from django.db import migrations, models


def make_fingerprints_anew(apps, schema_editor):
    """A name is the same however it is written (incidents/naming.py)."""
    from incidents.models.persons import fingerprint_of

    alleged = apps.get_model("incidents", "AllegedPerpetrator")
    for one in alleged.objects.exclude(identifier="").iterator():
        alleged.objects.filter(pk=one.pk).update(fingerprint=fingerprint_of(one.identifier))


def note_own_consent(apps, schema_editor):
    """Who reported what happened to themselves has agreed to it (R46)."""
    people = apps.get_model("incidents", "InvolvedPerson").objects
    people.filter(user=models.F("incident__reporter")).update(consent="own")


class Migration(migrations.Migration):
    dependencies = [("incidents", "0004_reporting_in_full")]

    operations = [
        migrations.RunPython(make_fingerprints_anew, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(note_own_consent, migrations.RunPython.noop, elidable=True),
    ]
