"""The register of peer supporters, how they are themselves, and putting a colleague in touch with one."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from django.db import transaction

from people.access import require
from people.clock import now
from people.models import Team, User
from people.trail import record
from support import access
from support.actions.moving import locked, plan_again, under_way
from support.meeting import peer_notices
from support.meeting.peering import candidates
from support.models import (
    Availability,
    Case,
    ComeNow,
    LearntTopic,
    Match,
    SessionRules,
    Supporter,
    WellBeingCheck,
)
from support.owed.by_hand import DO
from support.planning import keep, promise_to_do
from support.visits.visitor import account_of
from support.workflow import CannotMove

ASKED_AGAIN_AFTER = timedelta(minutes=30)


@transaction.atomic
def keep_supporter(
    user: User, *, by: User, at_once: int, learnt: Mapping[str, date | None], ended: bool = False, at=None
) -> Supporter:
    """Somebody comes onto the register, or what it says about them changes. `learnt` is topic to day (R123)."""
    at = at or now()
    require(access.can_keep_register(by))
    supporter, is_new = Supporter.objects.select_for_update().get_or_create(
        user=user, defaults={"joined_at": at}
    )
    supporter.at_once = at_once
    supporter.ended_at = (supporter.ended_at or at) if ended else None
    supporter.save()
    supporter.learnt.all().delete()
    LearntTopic.objects.bulk_create(
        LearntTopic(supporter=supporter, topic=topic, on=on) for topic, on in learnt.items() if on
    )
    record("supporter.added" if is_new else "supporter.changed", by=by, subject=supporter, at=at)
    if ended:
        give_back(supporter, by=by, at=at)
    return supporter


def give_back(supporter: Supporter, *, by: User | None, at) -> None:
    """Colleagues whose supporter is gone are owed another one; whoever looks after them is told by the clock."""
    for match in supporter.matches.filter(ended_at=None).order_by("case"):
        case = locked(match.case)
        match.supporter, match.matched_at = None, None
        match.save()
        promise_to_do(case, "peer", at)
        record("match.asked_again", by=by, subject=match, at=at)
        plan_again(case, at)


@transaction.atomic
def say_when(
    supporter: Supporter,
    *,
    by: User,
    weekly: Collection[tuple[int, str]],
    dated: Mapping[tuple[date, str], bool],
    at=None,
) -> Supporter:
    """The shifts they can be asked in: (weekday, part), and on single dates whether they are there."""
    supporter = _own(supporter, by)
    supporter.shifts.all().delete()
    Availability.objects.bulk_create(
        [Availability(supporter=supporter, weekday=day, part=part) for day, part in sorted(weekly)]
        + [
            Availability(supporter=supporter, on=on, part=part, is_on=is_on)
            for (on, part), is_on in dated.items()
        ]
    )
    record("supporter.said_when", by=by, subject=supporter, at=at or now())
    return supporter


@transaction.atomic
def pause(supporter: Supporter, *, by: User, paused: bool, at=None) -> Supporter:
    """They take a rest from it, or are back. Whom they are in touch with already stays theirs."""
    at = at or now()
    supporter = _own(supporter, by)
    supporter.paused_at = (supporter.paused_at or at) if paused else None
    supporter.save()
    record("supporter.paused" if paused else "supporter.back", by=by, subject=supporter, at=at)
    return supporter


@transaction.atomic
def answer_check(check: WellBeingCheck, *, by: User, answer: str, at=None) -> WellBeingCheck:
    """How they are themselves. The prevention lead hears only that somebody needs a word, when it is so."""
    at = at or now()
    check = (
        WellBeingCheck.objects.select_for_update(of=("self",)).select_related("supporter").get(pk=check.pk)
    )
    require(access.is_supporter(by, check.supporter))
    if check.answered_at:
        raise CannotMove("it was answered already")
    check.answer, check.answered_at = answer, at
    check.needs_word = answer != WellBeingCheck.Answer.FINE
    check.save()
    record("supporter.answered", by=by, subject=check.supporter, at=at)
    if check.needs_word:
        peer_notices.supporter_needs_word(check, access.register_keepers(), at)
    return check


@transaction.atomic
def had_word(check: WellBeingCheck, *, by: User, at=None) -> WellBeingCheck:
    """The prevention lead has spoken with them. What was said is not kept."""
    at = at or now()
    require(access.can_keep_register(by))
    check = WellBeingCheck.objects.select_for_update().get(pk=check.pk)
    check.spoken_at = check.spoken_at or at
    check.save()
    record("supporter.had_word", by=by, subject=check.supporter, at=at)
    return check


@transaction.atomic
def set_session_rules(
    *, by: User, group_at_most: int, ask_every_weeks: int, ask_after_sessions: int, at=None
):
    require(access.can_keep_register(by))
    rules, _ = SessionRules.objects.update_or_create(
        pk=1,
        defaults={
            "group_at_most": group_at_most,
            "ask_every_weeks": ask_every_weeks,
            "ask_after_sessions": ask_after_sessions,
        },
    )
    record("session_rules.changed", by=by, subject=rules, at=at or now())
    return rules


@transaction.atomic
def ask_for_peer(case: Case, *, by, other_team: bool, at=None) -> Match:
    """ "Put me in touch with a peer supporter": owed from now on (R65, R123). Asking twice is asking once."""
    case, at = locked(case), at or now()
    require(access.can_answer_for_self(by, case) or access.can_run(by, case))
    under_way(case)
    match, is_new = Match.objects.get_or_create(
        case=case, ended_at=None, defaults={"other_team": other_team, "asked_at": at}
    )
    if is_new:
        record("match.asked", by=account_of(by), subject=match, at=at)
        promise_to_do(case, "peer", at)
        plan_again(case, at)
    return match


@transaction.atomic
def put_in_touch(case: Case, supporter: Supporter, *, by: User, at=None) -> Match:
    """The supporter is told who it is and gets in touch. They see a name and how to reach them, and no more."""
    case, at = locked(case), at or now()
    require(access.can_run(by, case))
    under_way(case)
    supporter = Supporter.objects.select_for_update().get(pk=supporter.pk)
    match = Match.objects.filter(case=case, ended_at=None).first() or Match(case=case, asked_at=at)
    require(supporter in candidates(case, at, other_team=match.other_team))
    match.supporter, match.matched_at = supporter, at
    match.save()
    record("match.made", by=by, subject=match, at=at)
    if promised := case.promises.open().filter(key=f"{DO}peer").first():
        keep(promised, at)
    plan_again(case, at)
    peer_notices.put_in_touch(match, at)
    return match


@transaction.atomic
def end_match(match: Match, *, by: User, at=None) -> Match:
    """Both are done for now. Another one can be asked for at any time."""
    at = at or now()
    case = locked(match.case)
    match = Match.objects.get(pk=match.pk)
    theirs = match.supporter_id and access.is_supporter(by, match.supporter)
    require(theirs or access.can_run(by, case))
    if match.ended_at is None:
        match.ended_at = at
        match.save()
        record("match.ended", by=by, subject=match, at=at)
    if promised := case.promises.open().filter(key=f"{DO}peer").first():
        keep(promised, at)
    plan_again(case, at)
    return match


@transaction.atomic
def ask_to_come(to: User, team: Team, *, by: User, at=None) -> ComeNow:
    """One tap at 3 a.m. (R123). What happened is neither asked nor told. Asked again within half an hour is nothing."""
    at = at or now()
    require(by.is_active and to.is_active and to != by)
    Team.objects.select_for_update().get(pk=team.pk)
    before = ComeNow.objects.filter(to=to, team=team, asked_at__gt=at - ASKED_AGAIN_AFTER).first()
    if before:
        return before
    asked = ComeNow.objects.create(to=to, team=team, asked_by=by, asked_at=at)
    record("come_now.asked", by=by, subject=asked, at=at)
    peer_notices.asked_to_come(asked, at)
    return asked


@transaction.atomic
def answer_come(asked: ComeNow, *, by: User, answer: str, at=None) -> ComeNow:
    at = at or now()
    asked = ComeNow.objects.select_for_update().get(pk=asked.pk)
    require(by.is_active and asked.to_id == by.pk)
    asked.answer, asked.answered_at = answer, at
    asked.save()
    record("come_now.answered", by=by, subject=asked, at=at)
    peer_notices.answered_to_come(asked, at)
    return asked


def _own(supporter, by):
    supporter = Supporter.objects.select_for_update().get(pk=supporter.pk)
    require(access.is_supporter(by, supporter))
    return supporter
