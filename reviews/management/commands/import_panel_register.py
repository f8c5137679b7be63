"""Bring the panel's workbook in: its reviews and its actions."""

from people.importing.command import ImportCommand


class Command(ImportCommand):
    help = "Add a panel's reviews and actions from its workbook. Running it twice changes nothing."
    kind = "panel_register"
