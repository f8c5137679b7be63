"""Adding proof to practical help, and taking it out (R90)."""

from django.db import transaction
from django.db.models import Max, Sum

from incidents.actions.evidence import MOST_BYTES, MOST_FILES, NoRoom
from incidents.cleaning import Clean
from people.access import require
from people.clock import now
from people.trail import record
from support import access
from support.actions.moving import locked, under_way
from support.models import Help, HelpFile
from support.visits.visitor import account_of
from support.workflow import CannotMove, HelpStatus


@transaction.atomic
def add_help_file(help: Help, file: Clean, *, by, shows: str = "", at=None) -> HelpFile:
    """Only what has been cleaned is kept, as in a report. NoRoom when there is none left; the same file is kept once."""
    help, at = _locked(help), at or now()
    require(access.can_add_help_file(by, help))
    under_way(help.case)
    if help.status != HelpStatus.OPEN:
        raise CannotMove("this help is not under way")
    held = help.files.aggregate(number=Max("number"), bytes=Sum("size"))
    for earlier in help.files.filter(withdrawn_at=None, added_by=account_of(by), size=len(file.content)):
        if bytes(earlier.content) == file.content:
            return earlier
    number = (held["number"] or 0) + 1
    if number > MOST_FILES or (held["bytes"] or 0) + len(file.content) > MOST_BYTES:
        raise NoRoom
    added = HelpFile.objects.create(
        help=help,
        number=number,
        kind=file.kind,
        size=len(file.content),
        shows=shows,
        content=file.content,
        added_by=account_of(by),
        added_at=at,
    )
    record("help_file.added", by=account_of(by), subject=added, at=at)
    return added


@transaction.atomic
def withdraw_help_file(file: HelpFile, *, by, at=None) -> None:
    """It was added by mistake, or the colleague wants it out. It is kept, and nobody is given it any more."""
    help, at = _locked(file.help), at or now()
    file = help.files.defer("content").select_for_update().get(pk=file.pk)
    require(access.can_withdraw_help_file(by, help, file))
    if file.withdrawn_at:
        return
    file.withdrawn_at = at
    file.save(update_fields=["withdrawn_at"])
    record("help_file.withdrawn", by=account_of(by), subject=file, at=at)


def _locked(help):
    case = locked(help.case)
    help = Help.objects.select_for_update(of=("self",)).get(pk=help.pk)
    help.case = case
    return help
