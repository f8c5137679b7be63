"""When two cases turn out to be one, the practical help of the one that ends goes along (R46)."""

from datetime import datetime

from people.models import User
from people.trail import record
from support.help import TRACKS
from support.models import Case, Help
from support.practical.helping import note, set_dates
from support.workflow import HelpStatus


def carry_help(ended: Case, kept: Case, *, by: User | None, at: datetime) -> None:
    """What is open in both, and can be open once only, goes on as that of the case that goes on."""
    there = set(kept.helps.filter(status=HelpStatus.OPEN).values_list("track", flat=True))
    for help in list(ended.helps.filter(status=HelpStatus.OPEN).order_by("opened_at", "pk")):
        if help.track in there and not TRACKS[help.track].many:
            _close(help, by, at)
        else:
            help.number = kept.helps.filter(track=help.track).count() + 1
            help.case = kept
            help.save()
            record("help.goes_on", by=by, subject=help, at=at)
            set_dates(help, at)


def _close(help: Help, by, at):
    help.move_to(HelpStatus.CLOSED)
    help.settled_at = at
    help.save()
    note(help, "", HelpStatus.CLOSED, by=by, at=at)
    record("help.closed", by=by, subject=help, at=at)
    set_dates(help, at)
