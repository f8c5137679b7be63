"""The door to proof that belongs to practical help: through the help that the reader has opened."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from people.trail import record
from support import access
from support.models import Help, HelpFile
from support.visits.visitor import account_of


def listed(oneself, help: Help) -> list[HelpFile] | None:
    """Every file that is still kept, without its content; None for whoever may not read them or adds none here."""
    if not access.can_read_help_files(oneself, help):
        return None
    return list(help.files.filter(withdrawn_at=None).defer("content").select_related("added_by"))


def open_file(oneself, help: Help, pk) -> HelpFile:
    """One file with its content, noted in the trail, or 404."""
    file = one(oneself, help, pk, content=True)
    record("help_file.read", by=account_of(oneself), subject=file)
    return file


def one(oneself, help: Help, pk, *, content: bool = False) -> HelpFile:
    if not access.can_read_help_files(oneself, help):
        raise Http404
    kept = help.files.filter(withdrawn_at=None).select_related("help__case__person")
    return get_object_or_404(kept if content else kept.defer("content"), pk=pk)
