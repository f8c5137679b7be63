"""Somebody stood in two reports of the same thing: the case that is further on goes on, the other stays to be read
(R46)."""

from people.trail import record
from support.actions.moving import locked, plan_again, set_status
from support.contact import avoided
from support.handing_on.handing import give
from support.handing_on.passing import next_lead
from support.meeting.carrying import carry
from support.models import Case
from support.opening import part_of
from support.owed.by_hand import DO
from support.own import somebody_else, statements
from support.planning import promise_to_do
from support.practical.help_carrying import carry_help
from support.workflow import CaseStatus


def merge_cases(duplicate, into, pairs, *, by, at) -> list:
    """Ends one case of each pair and answers with the ids of the duplicate's people that go on. What somebody was
    promised by hand goes along; stages and check-ins of the case that goes on are its own."""
    going_on = []
    for person, twin in pairs:
        cases = [locked(case) for case in Case.objects.filter(person__in=[person, twin]).order_by("pk")]
        if len(cases) < 2:
            going_on += [case.person_id for case in cases if case.person_id == person.pk]
            continue
        kept, ended = sorted(cases, key=_how_far, reverse=True)
        _end(ended, kept, by, at)
        if kept.person_id == person.pk:
            going_on.append(person.pk)
    _lead_anew(duplicate, into, by, at)
    return going_on


def _how_far(case):
    """The furthest sorts last: support that somebody has begun, then an answer of the person's own, then what only waits."""
    steps = sum(stage.moves.count() for stage in case.stages.all())
    steps += case.check_ins.exclude(answered_at=None).count()
    asked = case.promises.open().filter(key__startswith=DO).count()
    begun = bool(steps or asked or case.contacted_at or case.accepted_at)
    rank = {
        CaseStatus.OPEN: 3 if begun else 1,
        CaseStatus.DECLINED: 2,
        CaseStatus.CLOSED: 2 if case.contacted_at else 0,
    }.get(case.status, -1)
    return rank, case.accepted_at is not None, asked, steps, -case.opened_at.timestamp()


def _end(ended, kept, by, at):
    promised = list(ended.promises.open().filter(key__startswith=DO).values_list("key", flat=True))
    if kept.status == CaseStatus.OPEN:
        for key in promised:
            promise_to_do(kept, key.removeprefix(DO), at)
        if ended.contacted_at and (kept.contacted_at is None or ended.contacted_at < kept.contacted_at):
            kept.contacted_at = ended.contacted_at
            kept.save()
        carry(ended, kept, by=by, at=at)
        carry_help(ended, kept, by=by, at=at)
    avoided.carry(ended, kept, at)
    statements.carry(ended, kept)
    somebody_else.carry(ended, kept)
    if kept.status == CaseStatus.OPEN:
        plan_again(kept, at)  # what came along is owed here now
    set_status(ended, CaseStatus.MERGED, "case.merged", by=by, at=at)
    record("case.goes_on", by=by, subject=kept, why=f"with {ended.pk}", at=at)


def _lead_anew(duplicate, into, by, at):
    """Nobody looks after others in something they are part of, now that it is one report (R10)."""
    part = part_of(duplicate) | part_of(into)
    cases = Case.objects.filter(person__incident__in=[duplicate, into], lead__in=part).exclude(
        status=CaseStatus.MERGED
    )
    for case in map(locked, cases.order_by("pk")):
        give(case, *next_lead(case, at, incident=into, without=part), by=by, at=at)
