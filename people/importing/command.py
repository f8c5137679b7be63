"""An import typed on the server: the same reading, the same plan, the same taking over as on the page."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from people.importing import actions, registry, running
from people.models import Import, ImportRow

Verdict = ImportRow.Verdict


class ImportCommand(BaseCommand):
    """A room's command names the `kind`; everything else is here."""

    kind: str

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="Show what would happen and change nothing"
        )
        parser.add_argument(
            "--at", default="", help="Judge what lies in the future by this moment, such as 2026-11-22T12:00Z"
        )

    def handle(self, *args, file, dry_run, at, **options):
        try:
            content = file.read_bytes()
        except OSError as problem:
            raise CommandError(f"{file} cannot be opened: {problem.strerror}") from problem
        if at and not (parse_datetime(at) and parse_datetime(at).tzinfo):
            raise CommandError("Write --at as 2026-11-22T12:00Z")
        at = parse_datetime(at) if at else timezone.now()
        batch = actions.start(by=None, kind=self.kind, file_name=file.name, content=content, at=at)
        running.work_on(batch.pk, at=at)
        batch.refresh_from_db()
        if batch.status == Import.Status.UNREADABLE:
            raise CommandError(batch.problem)
        if dry_run:
            self.tell(batch)
            actions.abandon(batch, by=None)
            return
        actions.confirm(batch, by=None, at=at)
        running.work_on(batch.pk, at=at)
        self.tell(batch)

    def tell(self, batch):
        for verdict, count in batch.rows.values_list("verdict").annotate(Count("pk")).order_by("verdict"):
            self.stdout.write(f"{count:>6}  {Verdict(verdict).label}")
        label = registry.importer(batch.kind).label
        for row in batch.rows.filter(verdict=Verdict.REJECTED):
            where = f"{row.sheet} row {row.number}".strip()
            self.stdout.write(f"{where}, {label(row.source)}: {row.column or 'whole row'}. {row.reason}")
