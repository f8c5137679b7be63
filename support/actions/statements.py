"""A personal impact statement: written, kept, shared and taken back by the person it is about, and by nobody else (R125)."""

from django.db import transaction

from people.access import require
from people.clock import now
from people.models import User
from people.trail import record
from support import access, notices
from support.actions.moving import locked
from support.models import Case, Statement, StatementReading, StatementShare, StatementVersion
from support.visits.visitor import Visitor


@transaction.atomic
def write_statement(case: Case, *, by: User | Visitor, words: str, at=None) -> Statement:
    """What is being written. Nobody but its writer ever reads it, whatever is shared."""
    case, statement, at = _opened(case, by, at)
    statement = statement or Statement(case=case, address=getattr(by, "address", ""))
    statement.draft, statement.saved_at = words, at
    statement.save()
    record("statement.saved", by=by, subject=statement, at=at)
    return statement


@transaction.atomic
def keep_version(case: Case, *, by: User | Visitor, words: str, at=None) -> StatementVersion:
    """A version that can be shared. Those who may read an earlier one go on reading that one, until they are let."""
    statement = write_statement(case, by=by, words=words, at=at)
    last = statement.versions.first()
    if last and last.words == words:
        return last
    number = last.number + 1 if last else 1
    version = statement.versions.create(number=number, words=words, kept_at=statement.saved_at)
    record("statement.kept", by=by, subject=statement, why=f"version {number}", at=statement.saved_at)
    return version


@transaction.atomic
def share_statement(case: Case, *, by: User | Visitor, to: User | None, at=None) -> StatementShare:
    """Let one colleague, or the review panel (None), read the newest version. It can be taken back at any time."""
    case, statement, at = _opened(case, by, at)
    version = statement.versions.first() if statement else None
    require(version is not None)
    # Nobody shows it, by a slip, to somebody who is said to have done it; and a report in confidence stays with whom
    # they name.
    require(to is None or not case.incident.alleged.filter(user=to).exists())
    require(to is not None or not case.incident.is_sealed)
    share = statement.shares.open().filter(to=to).first()
    if share and share.version_id == version.pk:
        return share
    share = share or StatementShare(statement=statement, to=to, given_at=at)
    share.version = version
    share.save()
    record("statement.shared", by=by, subject=statement, why=f"version {version.number}", at=at)
    if to:
        notices.statement_shared(share, to, at)
    return share


@transaction.atomic
def withdraw_share(case: Case, share, *, by: User | Visitor, at=None) -> None:
    """From the next request on, nobody reads it by this consent any more."""
    case, statement, at = _opened(case, by, at)
    require(statement is not None)
    if statement.shares.open().filter(pk=share).update(withdrawn_at=at):
        record("statement.share_withdrawn", by=by, subject=statement, at=at)


@transaction.atomic
def destroy_statement(case: Case, *, by: User | Visitor, at=None) -> None:
    """The statement, all its versions and every consent to read it: gone."""
    case, statement, at = _opened(case, by, at)
    require(statement is not None)
    record("statement.destroyed", by=by, subject=statement, at=at)
    statement.delete()


@transaction.atomic
def read_shared(share: StatementShare, *, by: User, at=None) -> str:
    """The words, with the reading noted for their writer to see. Withdrawn meanwhile, there is nothing to read."""
    at = at or now()
    share = StatementShare.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=share.pk).first()
    require(share is not None)
    StatementReading.objects.create(share=share, by=by, at=at)
    record("statement.read", by=by, subject=share.statement, at=at)
    return share.version.words


def _opened(case, by, at):
    case = locked(case)
    statement = Statement.objects.filter(case=case).first()
    require(access.can_keep_statement(by, case, statement))
    return case, statement, at or now()
