"""Whatever people do, in whatever order, over many cases at once: nobody is dropped and nothing impossible happens.

`make test` drives a hundred cases; `./dev test tests/support/test_any_order.py --cases 5000` as many as you say.
"""

from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from incidents import actions as incidents
from incidents.actions import Affected, Alleged
from incidents.actions.merging import CannotMerge
from incidents.workflow import CannotMove as CannotMoveReport
from people import actions as people
from people import owning
from people.models import Cover, Notice, Role, User
from people.roles import MANAGERS, RoleKind, TrainingKind
from support import actions, jobs, reasons
from support.deadlines import LONDON
from support.handing_on import leaver
from support.models import Case, CheckIn, Help, Promise, Session, Stage, StageMove
from support.recording import CannotRecord
from support.suggestions import SUGGESTIONS
from support.workflow import MOVES, SETTLED, CannotMove, CaseStatus, SessionStatus, StageStatus
from tests.factories import RoleFactory, TrainingFactory, UserFactory

START = datetime(2026, 11, 2, 10, 0, tzinfo=LONDON)
TOGETHER = 20  # cases in one example
STAGES = ["immediate", "demobilising", "defusing", "debriefing", "after_action", "ongoing"]
TRACKS = ["adjustments", "absence", "police", "referral", "return_to_work"]
CASE, KEY = st.integers(0, TOGETHER - 1), st.sampled_from(STAGES)
STEP = st.sampled_from(sorted(SUGGESTIONS))
ONE_CASE = st.one_of(
    st.tuples(
        st.just("record_stage"),
        KEY,
        st.sampled_from(StageStatus.values),
        st.sampled_from(Stage.NextStep.values),
    ),
    st.tuples(st.just("answer_stage"), KEY, st.booleans()),
    st.tuples(
        st.just("check_in"),
        st.sampled_from([1, 2, 4, 8, 12]),
        st.sampled_from(["done", "no_answer", "not_wanted"]),
    ),
    st.tuples(
        st.just("own_check_in"), st.sampled_from([1, 2, 4, 8, 12]), st.sampled_from(CheckIn.Feeling.values)
    ),
    st.tuples(st.sampled_from(["promise", "keep"]), STEP),
    st.tuples(st.sampled_from(["accept", "decline", "close", "reopen", "call", "hand_over", "accuse_lead"])),
    st.tuples(st.sampled_from(["open_help", "settle_help", "share_help"]), st.sampled_from(TRACKS)),
    st.tuples(st.just("session"), st.integers(0, TOGETHER - 1)),
    st.tuples(st.sampled_from(["cancel_session", "call_in_sick"])),
)
OF_EVERYBODY = st.one_of(
    st.tuples(st.sampled_from(["leave", "lose_role", "be_away"]), st.integers(0, 5)),
    st.tuples(st.just("merge")),
)
ACTS = st.tuples(CASE, st.one_of(*[ONE_CASE] * 6, OF_EVERYBODY), st.integers(0, 60))
REFUSALS = (
    CannotMove, CannotMoveReport, CannotRecord, CannotMerge, actions.StillOwed, actions.Changed, PermissionDenied
)  # fmt: skip


@pytest.mark.claim("D4")
@pytest.mark.framework("R10", "R18", "R36")
def test_nobody_is_dropped_and_nothing_impossible_happens(trust, pytestconfig):
    for _ in range(4):
        RoleFactory(user=UserFactory(team=trust.elm_ward), kind=RoleKind.CASE_LEAD, team=trust.elm_ward)
    Role.objects.update(starts_on=START.date() - timedelta(days=90))
    for kind in TrainingKind.values:
        TrainingFactory(user=trust.frank, kind=kind, completed_on=START.date() - timedelta(days=90))
    staff = [UserFactory(team=trust.elm_ward, manager=trust.maya) for _ in range(TOGETHER)]
    tried = Counter()

    @settings(
        max_examples=max(3, pytestconfig.getoption("--cases") // TOGETHER),
        deadline=None,
        database=None,
        phases=[Phase.generate],  # to make an example of so many moves shorter takes minutes
        suppress_health_check=list(HealthCheck),
    )
    @given(acts=st.lists(ACTS, min_size=10, max_size=45))
    def play(acts):
        with transaction.atomic():
            story = Story(trust, staff, tried)
            for which, act, hours in acts:
                story.do(which, act, hours)
            story.at_the_end()
            transaction.set_rollback(True)

    play()
    assert tried["done"] > tried["refused"] / 4, "most of what is tried is allowed, or it proves little"


class Story:
    """Twenty colleagues of one ward, in four reports of five; one clock that only goes forward."""

    def __init__(self, trust, staff, tried):
        self.trust, self.at, self.tried, self.seen = trust, START, tried, set()
        self.reports = [self._report(staff[first : first + 5]) for first in range(0, TOGETHER, 5)]
        self.cases = list(Case.objects.filter(person__incident__in=self.reports).order_by("person__user"))
        self.people = [case.person.user for case in self.cases]

    def _report(self, hurt):
        return incidents.report(
            by=hurt[0], kinds=["physical"], occurred_on=START.date(), team=self.trust.elm_ward, at=START,
            affected=[Affected("harmed", user=one) for one in hurt], alleged=[Alleged("patient"), Alleged("colleague")],
        )  # fmt: skip

    def do(self, which, act, hours):
        self.at += timedelta(hours=hours)
        name, *args = act
        try:
            with transaction.atomic():
                self._act(Case.objects.get(pk=self.cases[which].pk), which, name, args)
            self.tried["done"] += 1
        except REFUSALS:
            self.tried["refused"] += 1
        self.clock_ticks()
        self.holds_true()

    def _act(self, case, which, name, args):
        lead, own, at, trust = case.lead, self.people[which], self.at, self.trust
        if own_way := getattr(self, f"_{name}", None):
            own_way(case, *args)
            return
        match name, args:
            case "answer_stage", (key, yes):
                (actions.accept_stage if yes else actions.decline_stage)(case, key, by=own, at=at)
            case "check_in", (week, status):
                actions.record_check_in(case, week, by=lead, status=status, feeling="same", at=at)
            case "own_check_in", (week, feeling):
                actions.answer_check_in(case, week, by=own, feeling=feeling, at=at)
            case "promise", (key,):
                actions.promise(case, key, by=lead, at=at)
            case "keep", (key,):
                actions.keep_promise(case, key, by=lead, at=at)
            case "accept", _:
                actions.accept_support(case, by=own, at=at)
            case "decline", _:
                actions.decline_support(case, by=own, at=at)
            case "close", _:
                actions.close_case(case, by=lead, at=at)
            case "reopen", _:
                actions.reopen_case(case, by=lead, at=at)
            case "call", _:
                actions.ask_for_call(case, by=own, at=at)
            case "open_help", (track,):
                actions.open_help(case, track, by=lead, at=at)
            case "settle_help", (track,):
                actions.settle_help(self._help(case, track), by=own, at=at)
            case "share_help", (track,):
                actions.share_help(self._help(case, track), by=own, yes=True, at=at)
            case "cancel_session", _:
                planned = Session.objects.filter(status=SessionStatus.PLANNED, attendances__case=case).first()
                self._need(planned)
                actions.cancel_session(planned, by=trust.viv, at=at)
            case _:
                raise AssertionError(name)

    def _need(self, thing):
        if not thing:
            raise CannotMove("there is none")
        return thing

    def _help(self, case, track):
        return self._need(Help.objects.filter(case=case, track=track).order_by("number").last())

    def _record_stage(self, case, key, outcome, next_step):
        rule = case.version.rules.get(key=key)
        actions.record_stage(
            case, key, by=case.lead, outcome=outcome, next_step=next_step, at=self.at,
            reason=next(iter(dict(reasons.choices(outcome))), ""),
            answers={
                prompt["key"]: prompt["must_be"] or self.trust.frank.pk
                for prompt in rule.prompts
                if prompt["needed_for"]
            },
            booked_for=self.at + timedelta(days=3),
            led_by=self.trust.frank if key in ("debriefing", "after_action") else case.lead,
        )  # fmt: skip

    def _hand_over(self, case):
        from support.access import takers

        to = self._need(takers(case).exclude(pk=case.lead_id).order_by("?").first())
        actions.hand_over(case, to, "Shared out anew", by=case.lead, at=self.at)

    def _accuse_lead(self, case):
        """Whoever looks after them is found to have done it."""
        self._need(case.lead not in (self.trust.viv, self.trust.ruth))
        said = {"by": self.trust.viv, "at": self.at}
        unknown = self._need(case.incident.alleged.filter(kind="colleague", user=None).first())
        incidents.match_alleged(unknown, user=case.lead, **said)

    def _session(self, case, other):
        both = {case.pk: case, self.cases[other].pk: Case.objects.get(pk=self.cases[other].pk)}
        actions.plan_session(
            list(both.values()), by=self.trust.viv, kind="defusing", leader=self.trust.frank,
            starts_at=self.at + timedelta(days=2), place="Room 2", is_group=len(both) > 1, at=self.at,
        )  # fmt: skip

    def _call_in_sick(self, case):
        day = self.at.astimezone(LONDON).date()
        Cover.objects.create(
            user=case.lead, starts_on=day, ends_on=day + timedelta(days=3), covered_by=self.trust.frank
        )

    def _who(self, number):
        staff = Role.objects.current(self.at.date()).filter(
            kind__in=(*MANAGERS, RoleKind.CASE_LEAD), user__is_active=True
        )
        held = list(staff.exclude(user=self.trust.ruth).order_by("pk"))
        return held[number % len(held)] if len(held) > 2 else None

    def _leave(self, case, number):
        people.end_account(
            self._need(self._who(number)).user, by=self.trust.ade, on=self.at.date(), at=self.at
        )

    def _lose_role(self, case, number):
        people.end_role(self._need(self._who(number)), by=self.trust.ade, on=self.at.date())

    def _be_away(self, case, number):
        day = self.at.astimezone(LONDON).date()
        Cover.objects.create(
            user=self._need(self._who(number)).user, starts_on=day, ends_on=day + timedelta(days=5)
        )

    def _merge(self, case):
        one, other = self.reports[0], self.reports[1]
        incidents.merge(other, into=one, by=self.trust.viv, why="The same thing", at=self.at)

    def clock_ticks(self):
        """The clock chases what is due; nothing that it tells of was settled before."""
        already = set(Notice.objects.values_list("pk", flat=True))
        jobs.keep_batch(self.at)
        told = Notice.objects.exclude(pk__in=already).filter(key__startswith="promise.")
        about = {int(key.split(".")[1]) for key in told.values_list("key", flat=True)}
        finished = Promise.objects.filter(pk__in=about).exclude(kept_at=None)
        assert not finished.exists(), "a reminder for a finished thing"
        assert not Promise.objects.filter(pk__in=about).exclude(case__status=CaseStatus.OPEN).exists()

    def holds_true(self):
        mine = Case.objects.filter(pk__in=[case.pk for case in self.cases])
        open_ones = Promise.objects.open().filter(case__in=mine)
        assert owning.by_nobody() == {}
        assert not open_ones.exclude(case__status=CaseStatus.OPEN).exists(), (
            "nothing is owed where support has ended"
        )
        assert not open_ones.filter(chase_at=None).exists(), "what is owed is chased"
        assert not Promise.objects.exclude(kept_at=None).exclude(chase_at=None).exists()
        for status, key in Stage.objects.filter(case__in=mine, status__in=SETTLED).values_list(
            "status", "key"
        ):
            assert status in SETTLED, key
        settled = Stage.objects.filter(case__in=mine, status__in=SETTLED)
        owed = set(open_ones.filter(key__startswith="stage.").values_list("case", "key"))
        assert not {(stage.case_id, f"stage.{stage.key}") for stage in settled} & owed

    def at_the_end(self):
        """Each stage moved by MOVES alone and stands where it last went; each message was told once."""
        moves = {}
        rows = StageMove.objects.filter(stage__case__in=self.cases).order_by("stage", "at", "id")
        for stage, before, after in rows.values_list("stage", "moved_from", "moved_to"):
            assert after in MOVES[before], f"{before} to {after}"
            moves.setdefault(stage, []).append((before, after))
        for stage in Stage.objects.filter(case__in=self.cases):
            went = moves.get(stage.pk, [])
            assert stage.status == (went[-1][1] if went else StageStatus.AHEAD)
            assert all(one[1] == next_one[0] for one, next_one in pairwise(went))
        keys = Counter(Notice.objects.values_list("key", flat=True))
        assert max(keys.values(), default=1) == 1
        for case in Case.objects.filter(pk__in=[case.pk for case in self.cases]):
            due = case.promises.open().order_by("due_at").values_list("due_at", flat=True).first()
            assert case.next_due_at == due
        leaver.pass_on_all(self.at)
        assert owning.by_nobody() == {}
        assert not Case.objects.filter(lead__is_active=False, status=CaseStatus.OPEN).exists()
        with suppress(User.DoesNotExist):
            assert User.objects.get(pk=self.trust.ruth.pk).is_active
