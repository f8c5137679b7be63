"""Bring incidents in from the old system's CSV export."""

from people.importing.command import ImportCommand


class Command(ImportCommand):
    help = "Add incidents from the old system. Nobody is told. Running it twice changes nothing."
    kind = "incidents"
