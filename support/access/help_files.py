"""Who reads, adds and takes out proof that belongs to practical help: the colleague, and those who read that track."""

from people.models import User
from support.access.help import reads_as
from support.help import PERSON, TRACKS
from support.visits.visitor import Visitor, account_of


def can_read_help_files(user: User | Visitor, help) -> bool:
    """The colleague, and whoever the track names as its readers. Somebody who reads single steps of it does not."""
    track = TRACKS[help.track]
    return bool(reads_as(user, help) & {PERSON, track.owner, *track.readers})


def can_add_help_file(user: User | Visitor, help) -> bool:
    return TRACKS[help.track].takes_files and can_read_help_files(user, help)


def can_withdraw_help_file(user: User | Visitor, help, file) -> bool:
    """The colleague any of them, for it is about them; others what they added themselves."""
    readers = reads_as(user, help)
    account = account_of(user)
    own = account is not None and file.added_by_id == account.pk
    return PERSON in readers or (own and can_read_help_files(user, help))
