"""Fill an empty development machine with an invented trust, or print its sign-ins again."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.demo import people
from config.demo.story import Story
from people.models import User


class Command(BaseCommand):
    help = "Fill an empty house with an invented trust and print a sign-in for each role."

    def add_arguments(self, parser):
        parser.add_argument("--sign-ins", action="store_true", help="Only print the sign-ins")

    def handle(self, *args, sign_ins, **options):
        if not settings.DEV:
            raise CommandError(
                "This is not a development machine (DEV is not on). Invented people do not belong here."
            )
        if not sign_ins:
            if User.objects.exists():
                raise CommandError("Somebody is here already. Type: ./dev manage demo --sign-ins")
            Story(people.fill()).play()
        self.stdout.write(people.sign_ins())
