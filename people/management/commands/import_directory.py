"""Bring the staff directory in from its CSV export."""

from people.importing.command import ImportCommand


class Command(ImportCommand):
    help = "Add and change accounts from the staff directory. Running it twice changes nothing."
    kind = "directory"
