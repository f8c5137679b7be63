"""Opening a track of practical help, and keeping its dates. What the verbs and the clock share."""

from datetime import datetime

from django.db.models import Q
from simple_history.utils import bulk_create_with_history

from people.models import Cover, Role, User
from people.roles import RoleKind
from people.trail import record
from support import access, notices
from support.deadlines import london_day
from support.help import CHOSEN, TRACKS
from support.models import Case, Help, HelpEntry, HelpStep
from support.opening import part_of
from support.owed.by_hand import DO
from support.owed.help import key_of
from support.planning import keep_all, plan, promise_to_do
from support.practical.help_clock import due_of
from support.suggestions import SUGGESTIONS
from support.workflow import HelpStatus


def begin(
    case: Case,
    key: str,
    *,
    by: User | None,
    at: datetime,
    owner: User | None = None,
    is_own: bool = False,
    is_held: bool = False,
) -> Help:
    """Open a track. One that is open already is the answer, unless there may be many.

    Unless they ask for it themselves (`is_own`), the colleague is asked whether it may be passed on. One that `is_held`
    is the lead's until the role that asked for it may know.
    """
    track = TRACKS[key]
    before = list(case.helps.filter(track=key))
    still_open = [one for one in before if one.status == HelpStatus.OPEN]
    if still_open and not track.many:
        return still_open[0]
    help = Help(case=case, track=key, number=len(before) + 1, opened_at=at, is_held=is_held)
    help.wording = track.wordings[-1].version if track.wordings else ""
    help.owner = owner or owner_for(help, at)
    help.save()
    bulk_create_with_history(
        [HelpStep(help=help, key=name, order=order) for order, name in enumerate(track.parts)],
        HelpStep,
        default_date=at,
    )
    _give_way(case, key, at)
    note(help, "", HelpStatus.OPEN, by=by, at=at)
    record("help.opened", by=by, subject=help, at=at)
    set_dates(help, at)
    notices.help_opened(help, at)
    if not is_own and not access.is_shared(help):
        notices.help_to_agree(help, "share", at)
    for other in track.brings:
        begin(case, other, by=by, at=at, is_own=is_own, is_held=is_held)
    return help


def take_up(case: Case, key: str, *, by: User | None, at: datetime) -> None:
    """Take up a suggestion: it opens its track, or is owed until somebody says that it is done."""
    track = SUGGESTIONS[key].opens
    if track:
        begin(case, track, by=by, at=at)
    else:
        promise_to_do(case, key, at)


def owner_for(help: Help, at: datetime) -> User | None:
    """Whoever holds the track's role nearest to the team and is here; None is whoever looks after the case.

    Nobody who is part of the incident, and nobody at all before the colleague has agreed where they are asked.
    """
    kind, case = TRACKS[help.track].owner, help.case
    if kind == CHOSEN:
        return help.owner if help.shared_at else None
    if kind not in RoleKind.values or not access.is_shared(help):
        return None
    return holder_of(kind, case.team, at, without=part_of(case.incident))


def holder_of(kind: str, team, at: datetime, *, without=()) -> User | None:
    """Whoever holds a role nearest to the team and is here; `team` may be None."""
    on = london_day(at)
    away = Cover.objects.filter(starts_on__lte=on, ends_on__gte=on).values("user")
    over_team = Q(team=None, site=None)
    if team:
        over_team |= Q(team=team.pk) | Q(site=team.site_id)
    held = (
        Role.objects.current(on)
        .filter(over_team, kind=kind, user__is_active=True)
        .exclude(user__in=[user.pk for user in without])
        .exclude(user__in=away)
        .select_related("user")
        .order_by("team", "site", "starts_on", "pk")
    )
    return next((role.user for role in held), None)


def set_dates(help: Help, at: datetime, *, anew: tuple[str, ...] = (), owners: bool = False) -> None:
    """Every step's date from what was recorded, then the promises. Dates of those in `anew` start afresh."""
    steps = {step.key: step for step in help.steps.all()}
    entries: dict[str, list] = {}
    for entry in help.entries.exclude(on=None):
        entries.setdefault(entry.key, []).append(entry)
    moved = [*anew]
    for key, step in steps.items():
        before = step.due_at
        step.due_at = None if key in anew else before
        step.due_at = due_of(help, step, steps, entries.get(key, []), at)
        if step.due_at != before:
            moved.append(key)
            step.save()
    help.next_due_at = min((step.due_at for step in steps.values() if step.due_at), default=None)
    help.save()
    replan = steps if owners else moved
    plan(help.case, at, moved=tuple(key_of(help, key) for key in replan))


def _give_way(case, track, at):
    """What was promised by hand for the same end is the track's from now on."""
    keys = [f"{DO}{one.key}" for one in SUGGESTIONS.values() if one.opens == track]
    if keys:
        keep_all(case.promises.open().filter(key__in=keys), at)


def note(help: Help, key: str, outcome: str, *, by, at: datetime, on=None, answers=None) -> HelpEntry:
    return HelpEntry.objects.create(
        help=help, key=key, outcome=outcome, on=on, answers=answers or {}, by=by, at=at
    )


def give_help(help: Help, to: User | None, *, by: User | None, at: datetime) -> None:
    """Somebody else owns it from now on; None is whoever looks after the case."""
    help.owner = to
    help.save()
    record("help.handed_over", by=by, subject=help, at=at)
    set_dates(help, at, owners=True)
    (notices.help_opened if to else notices.help_fell_to_lead)(help, at)


def is_chosen(help: Help) -> bool:
    return TRACKS[help.track].owner == CHOSEN
