"""What is done to the pathway itself: drafts, publishing, and moving cases on purpose (R25, R121)."""

from django.db import transaction
from django.db.models import prefetch_related_objects
from simple_history.utils import bulk_create_with_history

from people.access import require
from people.clock import now
from people.models import Site, User
from people.trail import record
from support import access, reasons, versions
from support.actions.looking_after import Changed
from support.actions.moving import locked, move, plan_again, under_way
from support.editing import drafting, following
from support.models import Case, CheckIn, PathwayDraft, PathwayVersion, Stage, TeamCheckIn
from support.workflow import CannotMove, StageStatus

AT_ONCE = 100


class NotTheEditor(Exception):
    """Somebody else edits this draft now; nothing was saved."""


class CannotPublish(Exception):
    """What the draft says cannot be published. `faults` says what to put right."""

    def __init__(self, faults):
        super().__init__("; ".join(faults))
        self.faults = faults


@transaction.atomic
def start_draft(site: Site | None, *, by: User, at=None) -> PathwayDraft:
    """A copy of what is in force there, to be edited. The draft that stands already is given back as it is."""
    require(access.can_set_pathway(by, site))
    versions.lock()
    at, standing = at or now(), PathwayDraft.objects.filter(site=site).first()
    if standing:
        return standing
    in_force = versions.in_force(site)
    draft = PathwayDraft.objects.create(
        site=site,
        started_from=in_force,
        based_on=in_force.based_on or versions.released(),
        content=drafting.content_of(in_force),
        editor=by,
        editing_since=at,
        saved_at=at,
    )
    record("pathway.draft_started", by=by, subject=draft, at=at)
    return draft


@transaction.atomic
def take_over_draft(draft: PathwayDraft, *, by: User, at=None) -> PathwayDraft:
    """From now on this person edits it, and the one before does not."""
    draft, at = _locked(draft), at or now()
    require(access.can_set_pathway(by, draft.site))
    if draft.editor_id != by.pk:
        draft.editor, draft.editing_since = by, at
        draft.save()
        record("pathway.draft_taken_over", by=by, subject=draft, at=at)
    return draft


@transaction.atomic
def save_draft(draft: PathwayDraft, *, by: User, seen: int, at=None, **said) -> PathwayDraft:
    """Put `rule` (one stage), what versions.BESIDE names or `policy` into the draft. `seen` is its
    revision on the page sent.

    Raises NotTheEditor when somebody else edits it by now, and Changed when it was saved from another page. What is
    not right yet may be saved; only publishing refuses it.
    """
    draft, at = _edited_by(draft, by, seen), at or now()
    content = draft.content
    if rule := said.pop("rule", None):
        content["rules"] = [rule if one["key"] == rule["key"] else one for one in content["rules"]]
    content |= said
    return _save(draft, at)


@transaction.atomic
def take_release(draft: PathwayDraft, *, by: User, seen: int, at=None) -> PathwayDraft:
    """Take into the draft what the release has changed, wherever it was left as the release before had it."""
    draft, at = _edited_by(draft, by, seen), at or now()
    base, release = draft.based_on, versions.released()
    draft.content = drafting.taken_over(
        draft.content, drafting.content_of(base), drafting.content_of(release)
    )
    draft.based_on = release
    record("pathway.release_taken", by=by, subject=draft, why=f"version {release.number}", at=at)
    return _save(draft, at)


@transaction.atomic
def discard_draft(draft: PathwayDraft, *, by: User, seen: int, at=None) -> None:
    draft = _edited_by(draft, by, seen)
    record("pathway.draft_discarded", by=by, subject=draft, at=at or now())
    draft.delete()


@transaction.atomic
def publish_draft(draft: PathwayDraft, *, by: User, why: str, seen: int, at=None) -> PathwayVersion:
    """The draft becomes the version in force there, frozen; cases under way stay on theirs (R25)."""
    versions.lock()
    draft, at = _edited_by(draft, by, seen), at or now()
    found = drafting.faults(draft.content)
    if found:
        raise CannotPublish(found)
    fields = {"policy": draft.content["policy"], "published_by": by, "why": why, "based_on": draft.based_on}
    version = versions.freeze(draft.content, at=at, site=draft.site, is_edited=True, **fields)
    record("pathway.published", by=by, subject=version, why=f"version {version.number}", at=at)
    draft.delete()
    return version


@transaction.atomic
def return_to_trust(site: Site, *, by: User, why: str, seen: int, at=None) -> PathwayVersion:
    """From now on the trust's pathway holds at this site again, whatever it becomes; cases under way stay on theirs.

    `seen` is the number of the site's version on the page sent. Raises Changed when another is in force by now.
    """
    require(access.can_set_pathway(by, site))
    versions.lock()
    at, ours, trusts = at or now(), versions.in_force(site), versions.in_force()
    if ours.site_id != site.pk or ours.number != seen:
        raise Changed
    fields = {"policy": trusts.policy, "published_by": by, "why": why, "based_on": trusts.based_on}
    content = drafting.content_of(trusts)
    version = versions.freeze(content, at=at, site=site, is_edited=True, is_return=True, **fields)
    record("pathway.returned", by=by, subject=version, why=f"version {ours.number} to {trusts.number}", at=at)
    return version


@transaction.atomic
def move_case(case: Case, *, by: User, why: str, at=None) -> Case:
    """One case follows the version in force at its site from now on. Moving it twice is nothing."""
    case, at = locked(case), at or now()
    require(access.can_run(by, case))
    return _follow(case, by, why, at)


def move_cases(site: Site | None, *, by: User, why: str, at=None) -> int:
    """Up to 100 cases under way there follow the version in force from now on; says how many were moved.

    Each in a transaction of its own: asked again, it goes on with the others. Cases in confidence are not among
    them: those who look after them move them one by one.
    """
    require(access.can_set_pathway(by, site))
    at, moved = at or now(), 0
    for pk in list(to_move(site).values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            case = locked(Case(pk=pk))
            try:
                _follow(case, by, why, at)
            except CannotMove:
                continue
            moved += 1
    return moved


def to_move(site: Site | None):
    """The cases that a move of the whole place would take along."""
    return _on_another(site).exclude(pk__in=_with_a_stage_too_many(site).values("case"))


def passed_over(site: Site | None):
    """Those that it would leave where they are: the version in force does not have all of their stages."""
    return _on_another(site).filter(pk__in=_with_a_stage_too_many(site).values("case"))


def _on_another(site):
    waiting = following.at_place(site).filter(access.not_in_confidence())
    return waiting.exclude(version=versions.in_force(site)).order_by("opened_at", "id")


def _with_a_stage_too_many(site):
    return Stage.objects.exclude(key__in=[rule.key for rule in versions.in_force(site).rules.all()])


def _follow(case, by, why, at):
    under_way(case)
    version = versions.in_force(case.team.site_id)
    if case.version_id == version.pk:
        return case
    if why not in reasons.MOVING:
        raise CannotMove("a reason is needed")
    rules = list(version.rules.all())
    prefetch_related_objects([case], *following.READ)
    if {stage.key for stage in case.stages.all()} - {rule.key for rule in rules}:
        raise CannotMove("the version does not have all of its stages")
    changes = following.changes(case, rules, at)
    weeks = following.weeks_to_add(case, version.check_in_weeks, at)
    team = following.team_weeks_to_add(case, version.team_weeks, at)
    before, case.version = case.version, version
    case.save()
    record(
        "case.version_moved",
        by=by,
        subject=case,
        why=f"{before.number} to {version.number}: {reasons.MOVING[why]}",
        at=at,
    )
    _reorder(case, rules)
    for change in changes:
        _apply(case, change, by, at)
    added = [CheckIn(case=case, week=week, due_at=due_at) for week, due_at in weeks.items()]
    bulk_create_with_history(added, CheckIn, default_date=at)
    TeamCheckIn.objects.bulk_create(
        TeamCheckIn(case=case, week=week, due_at=due) for week, due in team.items()
    )
    case = locked(case)
    plan_again(case, at, *(change.key for change in changes))
    return case


def _reorder(case, rules):
    order = {rule.key: rule.order for rule in rules}
    for stage in Stage.objects.filter(case=case):
        if stage.order != order[stage.key]:
            stage.order = order[stage.key]
            stage.save()


def _apply(case, change, by, at):
    stage = Stage.objects.filter(case=case, key=change.key).first()
    if change.what == "gone":
        not_needed = StageStatus.NOT_NEEDED
        move(stage, not_needed, by=by, at=at, reason=following.SWITCHED_OFF, next_step=Stage.NextStep.GO_ON)
        return
    if stage is None:
        stage = Stage(case=case, key=change.key, order=change.order)
    elif change.what == "added":
        move(stage, StageStatus.AHEAD, by=by, at=at, reason="switched_on")
        stage.considered_at = None
    stage.opens_at, stage.due_at = change.opens_at, change.due_at
    stage.save()


def _locked(draft):
    return PathwayDraft.objects.select_for_update(of=("self",)).select_related("site").get(pk=draft.pk)


def _edited_by(draft, by, seen):
    draft = PathwayDraft.objects.select_for_update(of=("self",)).filter(pk=draft.pk).first()
    if draft is None:
        raise Changed
    require(access.can_set_pathway(by, draft.site))
    if draft.editor_id != by.pk:
        raise NotTheEditor
    if draft.revision != seen:
        raise Changed
    return draft


def _save(draft, at):
    draft.revision += 1
    draft.saved_at = at
    draft.save()
    return draft
