"""What a panel does: meet, review, decide, ask somebody to act."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from people.access import require
from people.later import later
from people.models import Role, Site, User
from people.roles import RoleKind
from people.trail import record
from reviews import access, agenda, notices, sbar
from reviews.models import Action, AgendaItem, Meeting, Panel, Print
from reviews.tasks import make_print
from reviews.workflow import ActionStatus, Decision, PrintStatus

# The first agenda of a new panel holds what was reported in the week before (R133).
LOOKS_BACK = timedelta(days=7)
# How long a printed agenda can be fetched.
KEPT_FOR = timedelta(hours=1)


class MeetingClosed(Exception):
    """Nothing is recorded at a meeting that is closed. Open it again first."""


class ReporterNotTold(Exception):
    """An incident stays open until whoever reported it has heard what came of it (R129)."""


class ChangedMeanwhile(Exception):
    """Somebody saved this while you were writing; the row as it now stands is the first argument."""


class MayNotOwn(Exception):
    """The colleague is part of the incident, or has left."""


@transaction.atomic
def make_panel(
    *,
    by: User,
    site: Site,
    name: str,
    rhythm: str,
    weekday=None,
    starts_at=None,
    hotspots_only=False,
    at=None,
) -> Panel:
    """A site, or its hotspots, will be looked after by a panel (R126, R127)."""
    require(access.can_make_panel(by))
    at = at or timezone.now()
    panel = Panel.objects.create(
        site=site,
        name=name,
        rhythm=rhythm,
        weekday=weekday,
        starts_at=starts_at,
        hotspots_only=hotspots_only,
        begins_at=at - LOOKS_BACK,
    )
    record("panel.made", by=by, subject=panel, at=at)
    return panel


@transaction.atomic
def open_meeting(panel: Panel, *, by: User, at=None) -> Meeting:
    """The panel meets; its agenda builds itself (R132, R133).

    Whoever opens it second, or opens today's meeting again after it was closed, is given the same meeting.
    """
    at = at or timezone.now()
    panel = Panel.objects.select_for_update().get(pk=panel.pk)
    require(access.can_run(by, panel))
    meeting = panel.meetings.filter(closed_at=None).first()
    if meeting:
        return meeting
    today = timezone.localdate(at)
    meeting = panel.meetings.filter(held_on=today).first() or Meeting(
        panel=panel, held_on=today, opened_at=at, opened_by=by
    )
    meeting.closed_at = meeting.closed_by = None
    meeting.save()
    record("meeting.opened", by=by, subject=meeting, at=at)
    _build_agenda(meeting, at)
    return meeting


@transaction.atomic
def refresh_agenda(meeting: Meeting, *, by: User, at=None) -> int:
    """Add what was reported since the meeting opened; returns how many incidents were new."""
    at = at or timezone.now()
    meeting = _open(meeting.pk)
    require(access.can_run(by, meeting.panel))
    added = _build_agenda(meeting, at)
    if added:
        record("agenda.refreshed", by=by, subject=meeting, at=at)
    return added


def _build_agenda(meeting, at):
    """What is not finished, then what is new: nothing falls between two meetings, whenever it was reported.

    Sealed reports never stand here, nor what came over from an old system.
    """
    panel = meeting.panel
    unfinished = panel.items.filter(carried_to=None, incident__is_sealed=False).exclude(meeting=None)
    unfinished = unfinished.exclude(meeting=meeting).exclude(decision=Decision.CLOSE)
    items = [
        AgendaItem(meeting=meeting, incident=old.incident, carried_from=old, review=old.review)
        for old in unfinished.select_related("incident").order_by("incident__reported_at", "incident_id")
    ]
    items += [AgendaItem(meeting=meeting, incident=one) for one in agenda.not_looked_at(panel, at)]
    for item in items:
        item.panel, item.added_at = panel, at
        item.save()
    return len(items)


@transaction.atomic
def close_meeting(meeting: Meeting, *, by: User, at=None) -> Meeting:
    """The panel goes home. What it has not finished stands on the next agenda."""
    at = at or timezone.now()
    meeting = _open(meeting.pk)
    require(access.can_run(by, meeting.panel))
    meeting.closed_at, meeting.closed_by = at, by
    meeting.save()
    record("meeting.closed", by=by, subject=meeting, at=at)
    return meeting


@transaction.atomic
def record_review(
    item: AgendaItem, *, by: User, version: int, review: dict, decision: str = "", at=None
) -> AgendaItem:
    """What the panel found and decided about one incident (R128, R134 to R137).

    `review` holds what `sbar.empty()` names. `version` is the one the writer was reading.
    """
    at = at or timezone.now()
    item = AgendaItem.objects.select_for_update(of=["self"]).select_related("panel").get(pk=item.pk)
    require(access.can_run(by, item.panel) and AgendaItem.objects.visible_to(by).filter(pk=item.pk).exists())
    _open(item.meeting_id)
    if item.version != version:
        raise ChangedMeanwhile(item)
    if decision == Decision.CLOSE and sbar.TOLD_REPORTER not in review["recommendation_ticks"]:
        raise ReporterNotTold
    item.review, item.decision = review, decision
    item.recorded_by, item.recorded_at, item.version = by, at, version + 1
    item._history_user = by
    item.save()
    record("review.recorded", by=by, subject=item, at=at)
    if decision == Decision.ESCALATE:
        _tell_leads(item, at)
    return item


def _tell_leads(item, at):
    """Those leads who may open the item; one who is part of the incident is not told of it."""
    leads = (
        Role.objects.current()
        .filter(kind=RoleKind.PREVENTION_LEAD, user__is_active=True)
        .select_related("user")
    )
    may_see = AgendaItem.objects.filter(pk=item.pk)
    notices.item_escalated(
        item, [role.user for role in leads if may_see.visible_to(role.user).exists()], at=at
    )


@transaction.atomic
def assign(
    item: AgendaItem,
    *,
    by: User,
    kind: str,
    what: str,
    owner: User,
    due_on: date,
    form_key: UUID | None = None,
    at=None,
) -> Action:
    """The panel asks a colleague to do something (R137). One `form_key` makes one action."""
    at = at or timezone.now()
    item = (
        AgendaItem.objects.select_for_update(of=["self"]).select_related("panel", "incident").get(pk=item.pk)
    )
    require(access.can_run(by, item.panel) and AgendaItem.objects.visible_to(by).filter(pk=item.pk).exists())
    earlier = Action.objects.filter(item=item, form_key=form_key).first() if form_key else None
    if earlier:
        return earlier
    _open(item.meeting_id)
    if not access.can_own(owner, item.incident):
        raise MayNotOwn
    action = Action(
        panel=item.panel,
        item=item,
        incident=item.incident,
        kind=kind,
        what=what,
        owner=owner,
        due_on=due_on,
        form_key=form_key,
        assigned_by=by,
        assigned_at=at,
    )
    action._history_user = by
    action.save()
    record("action.assigned", by=by, subject=action, at=at)
    notices.action_assigned(action, at=at)
    return action


@transaction.atomic
def move_action(
    action: Action, *, by: User, version: int, status: str, evidence: str = "", drop_reason: str = "", at=None
) -> Action:
    """Say how far an action has come: done with what shows it, dropped with why.

    Raises CannotMove and ChangedMeanwhile.
    """
    at = at or timezone.now()
    action = Action.objects.select_for_update(of=["self"]).select_related("panel").get(pk=action.pk)
    require(access.can_move(by, action) and Action.objects.visible_to(by).filter(pk=action.pk).exists())
    if action.version != version:
        raise ChangedMeanwhile(action)
    action.move_to(status)
    action.evidence = evidence if status == ActionStatus.DONE else ""
    action.drop_reason = drop_reason if status == ActionStatus.DROPPED else ""
    action.finished_at = None if action.is_unfinished else at
    action.version += 1
    action._history_user = by
    action.save()
    record(f"action.{status}", by=by, subject=action, at=at)
    return action


@transaction.atomic
def ask_for_print(meeting: Meeting, *, by: User, at=None) -> Print:
    """A worker will make a PDF of the agenda for this reader. One that is waiting already is given back."""
    at = at or timezone.now()
    meeting = Meeting.objects.visible_to(by).select_for_update(of=["self"]).filter(pk=meeting.pk).first()
    require(meeting is not None)
    waiting = meeting.prints.filter(reader=by, status=PrintStatus.WAITING, expires_at__gt=at).first()
    if waiting:
        return waiting
    copy = Print.objects.create(meeting=meeting, reader=by, asked_at=at, expires_at=at + KEPT_FOR)
    record("agenda.printed", by=by, subject=meeting, at=at)
    later(make_print, str(copy.pk))
    return copy


def _open(pk):
    """The meeting, held while something is recorded at it. Raises MeetingClosed."""
    meeting = Meeting.objects.select_for_update(of=["self"]).select_related("panel").get(pk=pk)
    if not meeting.is_open:
        raise MeetingClosed
    return meeting
