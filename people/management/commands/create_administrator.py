"""The first account of a new installation."""

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from people import actions, passwords


class Command(BaseCommand):
    help = "Make the first administrator and email them a link to set a password."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("first_name")
        parser.add_argument("last_name")

    def handle(self, *args, email, first_name, last_name, **options):
        try:
            actions.first_administrator(email=email, first_name=first_name, last_name=last_name)
        except PermissionDenied as refused:
            raise CommandError(
                "There is an administrator already. Ask them to add you under People."
            ) from refused
        passwords.send_link(email)
        self.stdout.write(f"A link to set a password is on its way to {email}.")
