"""What holds whatever anybody did. Each is said in the words that a failure is told in."""

from collections import Counter
from contextlib import contextmanager

from django.db import connection
from django.db.models import Exists, F, Min, OuterRef, Q

from incidents.models import AllegedPerpetrator, InvolvedPerson
from people import owning
from people.models import Entry, Notice
from support import planning
from support.handing_on import leaver
from support.models import Attendance, Case, Help, Promise, Stage, StageMove
from support.owed import kind_of
from support.practical import help_leaving
from support.workflow import (
    ATTENDANCE_MOVES,
    CASE_MOVES,
    CHECK_IN_MOVES,
    HELP_STEP_MOVES,
    MOVES,
    SESSION_MOVES,
    SETTLED,
    AttendanceStatus,
    CaseStatus,
    CheckInStatus,
    HelpStatus,
    SessionStatus,
)

OPEN = CaseStatus.OPEN
# Tables of history, and the moves of what they tell.
TOLD_BY_HISTORY = {
    "support_historicalcase": CASE_MOVES,
    "support_historicalcheckin": CHECK_IN_MOVES,
    "support_historicalhelpstep": HELP_STEP_MOVES,
    "support_historicalsession": SESSION_MOVES,
    "support_historicalattendance": ATTENDANCE_MOVES,
}


def hold(story):
    """After every round, over all cases of the story, in few questions."""
    nothing_is_owned_by_nobody(story)
    nothing_is_owed_where_support_ended(story)
    nothing_finished_is_still_promised(story)
    what_is_owed_is_promised_and_no_more(story)
    the_next_date_is_that_of_the_first_promise(story)


def hold_at_the_end(story):
    stages_moved_by_the_table_alone(story)
    everything_moved_by_its_table(story)
    every_move_left_a_trail(story)
    no_notice_is_there_twice()
    leaver.pass_on_all(story.at)
    help_leaving.pass_on_all(story.at)
    story.look()
    hold(story)
    whoever_owns_it_may_open_it(story)


# Somebody looks after it


def nothing_is_owned_by_nobody(story):
    assert owning.by_nobody() == {}, "no open case, promise, help or session is without an owner"
    of_cases = Case.objects.filter(pk__in=_pks(story), status=OPEN)
    of_promises = Promise.objects.open().filter(case__in=_pks(story), case__status=OPEN)
    of_helps = Help.objects.filter(case__in=_pks(story), status=HelpStatus.OPEN, case__status=OPEN)
    coming = (AttendanceStatus.INVITED, AttendanceStatus.ACCEPTED)
    of_sessions = Attendance.objects.filter(
        case__in=_pks(story), status__in=coming, session__status=SessionStatus.PLANNED
    )
    _somebody_who_may(of_cases, "lead", "person__incident", "case")
    _somebody_who_may(of_promises, "owner", "case__person__incident", "promise")
    _somebody_who_may(of_helps.exclude(owner=None), "owner", "case__person__incident", "help")
    _somebody_who_may(of_sessions, "session__leader", "case__person__incident", "session")


def _somebody_who_may(rows, owner, incident, what):
    """Asked another way than the product asks: from those who are part of it."""
    accused = AllegedPerpetrator.objects.filter(user=OuterRef(owner), incident=OuterRef(incident))
    hurt = InvolvedPerson.objects.filter(user=OuterRef(owner), incident=OuterRef(incident))
    wrong = rows.filter(Q(**{f"{owner}__is_active": False}) | Exists(accused) | Exists(hurt))
    assert not wrong.exists(), f"no {what} belongs to somebody who may not have it: {list(wrong)}"


def whoever_owns_it_may_open_it(story):
    """The case, or where that one thing is recorded."""
    owned = {}
    for case in _open(story):
        owned.setdefault(case.lead, []).append((case, None))
        for promise in case.promises.all():
            if promise.kept_at is None and promise.owner_id != case.lead_id:
                owned.setdefault(promise.owner, []).append((case, promise))
    for owner, theirs in owned.items():
        opens = Case.objects.visible_to(owner).filter(pk__in=[case.pk for case, _ in theirs])
        seen = set(opens.values_list("pk", flat=True))
        for case, promise in theirs:
            apart = promise and kind_of(promise.key).is_open_to
            assert case.pk in seen or (apart and apart(owner, promise)), (
                f"{owner} has {promise or 'a case'} and cannot open it. {story.so_far(case)}"
            )


# Promises


def nothing_is_owed_where_support_ended(story):
    owed = Promise.objects.open().filter(case__in=_pks(story)).exclude(case__status=OPEN)
    assert not owed.exists(), f"nothing is owed where support ended: {_told(owed)}"


def nothing_finished_is_still_promised(story):
    """No reminder for a finished thing: what is over is not chased any more."""
    of_mine = Promise.objects.filter(case__in=_pks(story))
    assert not of_mine.exclude(kept_at=None).exclude(chase_at=None).exists(), "what is kept is not chased"
    assert not of_mine.open().filter(chase_at=None).exists(), "what is owed is chased"
    for case in _open(story):
        owed = {one.key for one in case.promises.all() if one.kept_at is None}
        assert not owed & _finished(case), f"a finished thing is still promised: {owed & _finished(case)}"


def _finished(case):
    stages = {f"stage.{one.key}" for one in case.stages.all() if one.status in SETTLED}
    asked = (CheckInStatus.DONE, CheckInStatus.NOT_WANTED)
    check_ins = {f"check_in.{one.week}" for one in case.check_ins.all() if one.status in asked}
    helps = {
        f"help.{help.track}.{help.number}.{step.key}"
        for help in case.helps.all()
        for step in help.steps.all()
        if help.status != HelpStatus.OPEN
    }
    expected = (AttendanceStatus.INVITED, AttendanceStatus.ACCEPTED)
    sessions = {
        f"session.{one.number}"
        for one in case.attendances.all()
        if one.status not in expected or one.session.status != SessionStatus.PLANNED
    }
    return stages | check_ins | helps | sessions


def what_is_owed_is_promised_and_no_more(story):
    """Worked out anew from where each case stands, it is what stands there already, and owed by the same people."""
    for case in _open(story):
        there = {one.key: one for one in case.promises.all() if one.kept_at is None}
        by_the_rules = {key: one for key, one in there.items() if kind_of(key).owed}
        owed = planning._owed(case)
        assert by_the_rules.keys() == owed.keys(), (
            f"what is owed is promised, and nothing else: {by_the_rules.keys() ^ owed.keys()} {story.so_far(case)}"
        )
        for key, one in owed.items():
            owner = one.owner or case.lead
            assert there[key].owner_id == owner.pk, (
                f"{key} is owed by {there[key].owner}, not {owner}: {story.so_far(case)}"
            )


def the_next_date_is_that_of_the_first_promise(story):
    first = Min("promises__due_at", filter=Q(promises__kept_at=None))
    wrong = Case.objects.filter(pk__in=_pks(story)).annotate(first=first)
    wrong = wrong.exclude(next_due_at=F("first")).exclude(next_due_at=None, first=None)
    assert not wrong.exists(), f"next_due_at is that of the earliest open promise: {_told(wrong)}"


# The clock


@contextmanager
def nothing_finished_is_told(story):
    """Around one look of the clock: whatever it tells of was owed, in a case under way, and nobody hears it twice."""
    last = Notice.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    yield
    told = Notice.objects.filter(pk__gt=last)
    about, heard = set(), Counter()
    for key, to in told.values_list("key", "to"):
        kind, subject, step, *_ = key.split(".", 3) if key.startswith(("promise.", "led.")) else (None,) * 3
        if kind:
            heard[kind, subject, step, to, key.endswith(".person")] += 1
        if kind == "promise":
            about.add(int(subject))
    finished = Promise.objects.filter(pk__in=about).exclude(kept_at=None, case__status=OPEN)
    assert not finished.exists(), f"no reminder for a finished thing: {_told(finished)}"
    twice = [one for one, times in heard.items() if times > 1]
    assert not twice, f"nobody is told the same step of the same thing twice: {twice}"


def no_notice_is_there_twice():
    keys = Counter(Notice.objects.values_list("key", flat=True))
    assert max(keys.values(), default=1) == 1, "no two notices have one key"


# Moves


def stages_moved_by_the_table_alone(story):
    """Each began ahead, moved by MOVES alone, step after step, and stands where it last went."""
    at = {}
    moves = StageMove.objects.filter(stage__case__in=_pks(story)).order_by("stage", "pk")
    for stage, before, after in moves.values_list("stage", "moved_from", "moved_to"):
        assert after in MOVES[before], f"no stage moves outside MOVES: {before} to {after}"
        assert at.get(stage, "ahead") == before, (
            f"a stage was moved past its history: {at.get(stage)} to {after}"
        )
        at[stage] = after
    for pk, status in Stage.objects.filter(case__in=_pks(story)).values_list("pk", "status"):
        assert at.get(pk, "ahead") == status, f"a stage stands at {status} and was never moved there"


def everything_moved_by_its_table(story):
    """Cases, check-ins, steps, sessions and invitations, as their history tells."""
    for table, allowed in TOLD_BY_HISTORY.items():
        for before, after in _moves_in(table):
            assert after in allowed[before], f"{table} tells of an impossible move: {before} to {after}"


def _moves_in(table):
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT DISTINCT before, after FROM (
                SELECT status AS after, lag(status) OVER (PARTITION BY id ORDER BY history_id) AS before FROM {table}
            ) AS told WHERE before <> after
            """
        )
        return cursor.fetchall()


def every_move_left_a_trail(story):
    """As many entries as moves, for each case."""
    moves = Counter(
        str(case)
        for case in StageMove.objects.filter(stage__case__in=_pks(story)).values_list(
            "stage__case", flat=True
        )
    )
    told = Entry.objects.filter(event__startswith="stage.", subject_id__in=list(map(str, _pks(story))))
    entries = Counter(told.values_list("subject_id", flat=True))
    assert moves == entries, f"every move of a stage is in the trail: {moves - entries} {entries - moves}"


def _open(story):
    return [case for case in story.cases if case.status == OPEN]


def _pks(story):
    return [case.pk for case in story.cases]


def _told(rows):
    """A few of them, in the failure."""
    return list(rows.values()[:3])
