"""A role that gives practical help says that a colleague may need it, without learning whether anything happened."""

from datetime import datetime

from django.db import transaction

from incidents.models import AllegedPerpetrator
from people.access import require
from people.clock import now
from people.lines import in_charge
from people.models import User
from people.trail import record
from support import access, notices
from support.actions.moving import locked
from support.deadlines import closes
from support.models import Case, Help, HelpTold
from support.practical.helping import begin, holder_of, note, owner_for, set_dates
from support.practical.told_clock import TOLD, WITHIN
from support.workflow import CannotMove, CaseStatus, HelpStatus


@transaction.atomic
def tell_help(colleague: User, track: str, *, by: User, source: str, at=None) -> HelpTold:
    """What `by` sees of it afterwards is the same whatever is recorded here (security.md A2).

    Where support is under way the help opens for the newest case, held back until whoever leads it or the colleague says
    yes. Otherwise, and so too where that case is in confidence, a prevention lead asks the colleague.
    """
    require(access.can_tell_help(by, track, colleague))
    at = at or now()
    lead = _open_for(colleague, track, by, at)
    told = HelpTold(
        colleague=colleague, track=track, source=source, by=by, added_at=at, due_at=closes(WITHIN, at)
    )
    if lead:
        told.keeper, told.retired_at, told.outcome = lead, at, HelpTold.Outcome.LOOKED_AFTER
    else:
        told.keeper = _who_asks(colleague, by, at)
        TOLD.owe(told, at)
    told.save()
    record("help.told", by=by, subject=told, at=at)
    if not lead:
        notices.help_to_ask(told, at)
    return told


@transaction.atomic
def settle_told(told: HelpTold, *, by: User, outcome: str, at=None) -> HelpTold:
    """The colleague was asked. What they said is kept as one of four answers, and nobody but its keepers reads it."""
    told = HelpTold.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=told.pk).first()
    require(told is not None)
    if told.retired_at:
        raise CannotMove("they were asked already")
    told.retired_at, told.chase_at, told.outcome = at or now(), None, outcome
    told.save()
    record("help.told_settled", by=by, subject=told, at=at)
    return told


@transaction.atomic
def let_role_see(help: Help, *, by: User, at=None) -> Help:
    """Whoever looks after the colleague passes on what a role asked for: from now on it is that role's."""
    case, at = locked(help.case), at or now()
    help = Help.objects.select_for_update(of=("self",)).get(pk=help.pk)
    help.case = case
    require(access.can_let_role_see(by, help))
    if help.status != HelpStatus.OPEN:
        raise CannotMove("this help is not under way")
    help.is_held = False
    help.owner = owner_for(help, at)
    help.save()
    note(help, "", "passed_on", by=by, at=at)
    record("help.passed_on", by=by, subject=help, at=at)
    set_dates(help, at, owners=True)
    notices.help_opened(help, at)
    return help


def _open_for(colleague, track, by, at: datetime) -> User | None:
    """Open it in the newest case under way. The lead, unless that case is in confidence: then it is told to nobody."""
    found = Case.objects.filter(person__user=colleague, status=CaseStatus.OPEN).order_by("-opened_at", "pk")
    case = found.first()
    case = locked(case) if case else None
    if case is None or case.status != CaseStatus.OPEN:
        return None
    help = begin(case, track, by=by, at=at, is_held=True)
    notices.help_told(help, at)
    return None if access.in_confidence(case) else case.lead


def _who_asks(colleague, by, at):
    """The nearest prevention lead, and nobody who is said to have hurt this colleague, or wrote the word."""
    accused = AllegedPerpetrator.objects.filter(incident__involved__user=colleague).exclude(user=None)
    without = {colleague, by, *User.objects.filter(pk__in=accused.values("user"))}
    lead = holder_of(access.TOLD_KEEPER, colleague.team, at, without=without)
    return lead or in_charge(colleague, colleague.team, without=without)


def pass_on_told(keeper: User, *, by: User | None, at: datetime) -> None:
    """Somebody leaves: whom they were to ask is asked by another prevention lead."""
    for told in TOLD.pass_on(keeper, at=at):
        record("help.told_passed_on", by=by, subject=told, at=at)
