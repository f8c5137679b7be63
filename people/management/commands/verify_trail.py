"""Check the trail, and print the head to be kept off this machine."""

from django.core.management.base import BaseCommand, CommandError

from people import sealing


class Command(BaseCommand):
    help = "Check that nothing in the trail was changed, moved or taken out."

    def add_arguments(self, parser):
        parser.add_argument("--head", default="", help="A head printed by an earlier run, kept elsewhere")

    def handle(self, *args, head, **options):
        faults = sealing.faults(head)
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(
                f"{len(faults)} faults in the trail. Keep this database as it is and call information governance."
            )
        self.stdout.write(f"The trail is whole. Keep this head elsewhere: {sealing.head()}")
