"""Make the index of words anew: needed when HASH_KEY is another, or more of a report's texts are to be found."""

from django.core.management.base import BaseCommand

from incidents.models import Incident
from incidents.words import words_of

BATCH = 500


class Command(BaseCommand):
    help = "Make the index of words of every report anew. It may be stopped and run again; nothing else is changed."

    def handle(self, **options):
        done = 0
        for incident in Incident.objects.only(*Incident.TOLD).order_by("pk").iterator(chunk_size=BATCH):
            words, near = words_of(*(getattr(incident, name) for name in Incident.TOLD))
            Incident.objects.filter(pk=incident.pk).update(words=words, near=near)
            done += 1
        self.stdout.write(f"{done:,} reports are indexed.")
