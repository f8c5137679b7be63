"""What is done about practical help: opened, recorded, agreed, shared, closed and taken up again."""

from django.db import transaction

from people.access import require
from people.clock import now
from people.models import User
from people.trail import record
from support import access, notices
from support.actions.moving import locked, open_again, under_way
from support.help import PERSON, TRACKS, Log
from support.models import Case, Help, HelpEntry, TrustText
from support.practical.helping import begin, note, owner_for, set_dates
from support.recording import CannotRecord
from support.visits.visitor import Visitor, account_of
from support.workflow import CannotMove, CaseStatus, HelpStatus, HelpStepStatus

AHEAD, DONE = HelpStepStatus.AHEAD, HelpStepStatus.DONE


@transaction.atomic
def open_help(case: Case, track: str, *, by: User | Visitor, owner: User | None = None, at=None) -> Help:
    """Open a track. The colleague's own asking opens support again if it was declined or had ended (R12)."""
    case, at = locked(case), at or now()
    require(access.can_open_track(by, case))
    own = access.can_answer_for_self(by, case)
    if own and case.status != CaseStatus.OPEN:
        open_again(case, by=by, at=at)
    under_way(case)
    help = begin(case, track, by=account_of(by), at=at, owner=owner, is_own=own)
    if own:
        notices.help_asked_for(help, at)
    return help


@transaction.atomic
def record_help(
    help: Help,
    step: str,
    *,
    by: User | Visitor,
    outcome: str,
    answers: dict | None = None,
    seen: int | None = None,
    at=None,
) -> Help:
    """How a step stands, with its answers. `seen` is how many times it had been recorded when the page was opened.

    Where both must agree this is what one proposes, and the colleague is asked; what was agreed before no longer
    counts. Raises CannotRecord for a missing answer and CannotMove for what is not under way.
    """
    help, at = _locked(help), at or now()
    readers = access.reads_as(by, help)
    require(access.records_as(readers, help, step))
    _under_way(help)
    if seen is not None and help.entries.filter(key=step).count() != seen:
        raise CannotMove("somebody else recorded this")
    part, row = TRACKS[help.track].parts[step], help.steps.get(key=step)
    said = _said(part, help, readers, answers)
    if not isinstance(part, Log):  # of a log it only says that the next date is seen to
        _complete(part, readers, help, outcome, said)
    proposed = getattr(part, "both", False) and outcome == DONE
    status = AHEAD if proposed else outcome
    if row.status != status:
        row.move_to(status)
    row.proposed_at, row.agreed_at = (at if proposed else None), None
    row.settled_at, row.by = (None if status == AHEAD else at), account_of(by)
    row.save()
    if said:
        help.facts = help.facts | {step: _worked_out(part, help.facts.get(step, {}) | said, help.facts)}
    note(help, step, "proposed" if proposed else outcome, by=account_of(by), at=at, answers=said)
    record(f"help.{'proposed' if proposed else outcome}", by=account_of(by), subject=help, why=step, at=at)
    set_dates(help, at, anew=(step,))
    if proposed:
        notices.help_to_agree(help, step, at)
    elif PERSON in readers:
        notices.help_answered(help, at)
    return help


@transaction.atomic
def agree_help(help: Help, step: str, *, by: User | Visitor, yes: bool, at=None) -> Help:
    """The colleague says yes or no to what was proposed. A no is noted, and whoever proposed it asks them (R81)."""
    help, at = _locked(help), at or now()
    require(access.can_answer_for_self(by, help.case))
    _under_way(help)
    row = help.steps.get(key=step)
    if row.proposed_at is None or row.agreed_at:
        raise CannotMove("nothing waits for an answer")
    if yes:
        row.move_to(DONE)
        row.agreed_at = row.settled_at = at
    else:
        row.proposed_at = None
    row.save()
    note(help, step, "agreed" if yes else "refused", by=account_of(by), at=at)
    record("help.agreed" if yes else "help.refused", by=account_of(by), subject=help, why=step, at=at)
    set_dates(help, at, anew=(step,))
    notices.help_answered(help, at)
    return help


@transaction.atomic
def add_entry(
    help: Help, log: str, *, by: User | Visitor, on, answers: dict | None = None, at=None
) -> HelpEntry:
    """One more entry of a log, about the day `on`: an update, a date, a challenge or its reply."""
    help, at = _locked(help), at or now()
    readers = access.reads_as(by, help)
    require(access.records_as(readers, help, log))
    _under_way(help)
    part, row = TRACKS[help.track].parts[log], help.steps.get(key=log)
    if not isinstance(part, Log):
        raise CannotMove(f"{log} is not a log")
    said = _said(part, help, readers, answers)
    _complete(part, readers, help, DONE, said)
    if row.status in (HelpStepStatus.NOT_NEEDED, HelpStepStatus.DECLINED):
        row.move_to(AHEAD)
        row.save()
    help.facts = help.facts | {log: said}
    entry = note(help, log, "noted", by=account_of(by), at=at, on=on, answers=said)
    record("help.noted", by=account_of(by), subject=help, why=log, at=at)
    set_dates(help, at, anew=(log,))
    return entry


@transaction.atomic
def settle_help(help: Help, *, by: User | Visitor, status: str = HelpStatus.CLOSED, at=None) -> Help:
    """Finished, or not wanted: nothing is owed for it any more. Both can be taken back."""
    help, at = _locked(help), at or now()
    require(access.can_settle(by, help))
    help.move_to(status)
    help.settled_at = at
    return _settled(help, by=by, at=at)


@transaction.atomic
def reopen_help(help: Help, *, by: User | Visitor, at=None) -> Help:
    """Take it up again (R18): what is not done yet is owed anew."""
    help, at = _locked(help), at or now()
    require(access.can_settle(by, help))
    if access.can_answer_for_self(by, help.case) and help.case.status != CaseStatus.OPEN:
        open_again(help.case, by=by, at=at)
    under_way(help.case)
    help.move_to(HelpStatus.OPEN)
    help.settled_at = None
    return _settled(help, by=by, at=at)


@transaction.atomic
def share_help(help: Help, *, by: User | Visitor, yes: bool, at=None) -> Help:
    """The colleague agrees that others learn of it, or takes that back: then only the lead is left to do it."""
    help, at = _locked(help), at or now()
    require(access.can_answer_for_self(by, help.case))
    help.shared_at = at if yes else None
    help.owner = owner_for(help, at)
    help.save()
    note(help, "", "shared" if yes else "unshared", by=account_of(by), at=at)
    record("help.shared" if yes else "help.unshared", by=account_of(by), subject=help, at=at)
    set_dates(help, at, owners=True)
    notices.help_opened(help, at)
    return help


@transaction.atomic
def write_text(key: str, words: str, *, by: User, at=None) -> TrustText:
    """A text of the trust's own, such as section 14.13: pasted or put right, and what stood there before is kept."""
    require(access.can_keep_texts(by))
    text, _ = TrustText.objects.select_for_update().get_or_create(key=key)
    text.words = words
    text.save()
    record("help_text.written", by=by, subject=text, at=at or now())
    return text


def _locked(help):
    """The case is locked first, as every verb does, so that nobody waits for one another in a ring."""
    case = locked(help.case)
    help = Help.objects.select_for_update(of=("self",)).select_related("owner").get(pk=help.pk)
    help.case = case
    return help


def _under_way(help):
    under_way(help.case)
    if help.status != HelpStatus.OPEN:
        raise CannotMove("this help is not under way")


def _said(part, help, readers, answers):
    """The answers to what this row asks and its recorder may read; anything else is dropped."""
    asked = access.fields_for(readers, help)[part.key] | _own_fields(part, readers)
    return {
        key: answer.isoformat() if hasattr(answer, "isoformat") else answer
        for key, answer in (answers or {}).items()
        if key in asked and answer not in ("", None, [])
    }


def _own_fields(part, readers):
    """Whoever records their own note may write what nobody reads before it is shared."""
    return {field.key for field in part.fields} if part.owner == PERSON and PERSON in readers else set()


def _complete(part, readers, help, outcome, said):
    known = help.facts.get(part.key, {}) if not isinstance(part, Log) else {}
    asked = access.fields_for(readers, help)[part.key]
    missing = {}
    for field in part.fields:
        answer = said.get(field.key, known.get(field.key))
        if field.key not in asked or outcome not in field.needed_for:
            continue
        if not answer:
            missing[field.key] = f"Answer “{field.words}”"
        elif field.must_be and answer != field.must_be:
            missing[field.key] = f"This can only be recorded when the answer to “{field.words}” is yes"
    if missing:
        raise CannotRecord(missing)


def _worked_out(part, answers, facts):
    works_out = getattr(part, "works_out", None)
    return works_out(answers, facts) if works_out else answers


def _settled(help, *, by, at):
    help.save()
    note(help, "", help.status, by=account_of(by), at=at)
    record(f"help.{help.status}", by=account_of(by), subject=help, at=at)
    set_dates(
        help, at, anew=tuple(step.key for step in help.steps.all()) if help.status == HelpStatus.OPEN else ()
    )
    return help
