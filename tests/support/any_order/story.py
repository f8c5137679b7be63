"""One story: what happened to a hundred colleagues, and all that is done about it while a clock goes on."""

from collections import Counter
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch

from incidents import actions as incidents
from incidents.actions import Affected, Alleged
from incidents.actions.merging import CannotMerge
from incidents.workflow import CannotMove as CannotMoveReport
from people.models import User
from support import actions, jobs
from support.contact import reaching
from support.models import Case, Help
from support.recording import CannotRecord
from support.visits.visitor import Visitor
from support.workflow import CannotMove, CaseStatus
from tests.support.any_order import (  # noqa: F401 - each module of moves registers its own
    contact_moves,
    help_moves,
    invariants,
    meeting_moves,
    moves,
    own_moves,
    pathway_moves,
    trust_moves,
    wrong,
)
from tests.support.any_order.place import START
from tests.support.any_order.writes import Writes, as_it_stands

REFUSALS = (
    CannotMove, CannotMoveReport, CannotRecord, CannotMerge, PermissionDenied, actions.StillOwed, actions.Changed,
    actions.CannotPublish, incidents.OnTheListAlready,
)  # fmt: skip
ROUNDS = 4
PAUSES = [timedelta(hours=4), timedelta(days=1), timedelta(days=3), timedelta(days=8), timedelta(days=20)]
BESIDE = (
    "promises__owner", "stages__decisions", "check_ins__tries", "team_check_ins", "helps__steps", "attendances", "watches",
    "separations", "asked_for_another__owner", "acknowledgement__owner", "preference", "version__rules",
)  # fmt: skip


class Story:
    """`tally` counts what was done and refused, by the name of the move, over all stories."""

    def __init__(self, place, random, tally: Counter, clock):
        self.place, self.random, self.tally, self._clock = place, random, tally, clock
        self.leavers, self.writes, self.told = place.leavers, Writes(), []
        self.reports, self.doubles = [], []
        self.at = START
        self._report_all()
        self.pks = list(self._cases().values_list("pk", flat=True))

    # What happened

    def _report_all(self):
        staff = [list(ward.staff) for ward in self.place.wards]
        self.spare = [people.pop() for people in staff for _ in range(4)]
        sealed, protected, twice = staff[0][:5], staff[1][:5], staff[2][:6]
        first = self._report(0, staff[0][5:], harm="moderate")
        self._report(1, staff[1][5:])
        again = self._report(2, staff[2])
        self._report(3, staff[3])
        self._report(2, twice[1:], by=twice[0])
        self.doubles = [(self.reports[-1], again)]
        self._report(0, sealed, kinds=["sexual_harassment"], sealed_to=self.place.sasha)
        self._report(1, protected, protected_to=self.place.gita)
        self._report(0, [], others=_without_account(), by=first.reporter)

    def _report(self, ward, hurt, others=(), by=None, **facts):
        team = self.place.wards[ward].team
        incident = incidents.report(
            **{"kinds": ["physical"]} | facts, by=by or hurt[0], team=team, occurred_on=START.date(), at=START,
            affected=[*(Affected("harmed", user=one) for one in hurt), *others],
            alleged=[Alleged("patient"), Alleged("colleague")],
        )  # fmt: skip
        self.reports.append(incident)
        return incident

    # What people do about it

    def tell(self):
        for _ in range(ROUNDS):
            self._goes_on(self.random.choice(PAUSES))
            for _ in range(self.random.randint(0, 2)):
                self._do(*trust_moves.draw(self), None)
            self.look()
            for case in self.random.sample(self.cases, len(self.cases)):
                self._goes_on(timedelta(minutes=self.random.randint(0, 9)))
                if case.pk not in self.touched:
                    self._one(case)
            self._clock_ticks()
            self.look()
            invariants.hold(self)
        invariants.hold_at_the_end(self)

    def look(self):
        """Everything as it stands, read at once. What somebody does to several cases leaves the others alone after."""
        self.touched = set()
        people = ("person__user", "person__incident", "lead", "team__site", "version")
        helps = Prefetch("helps", Help.objects.select_related("owner"))
        found = self._cases().select_related(*people).prefetch_related(helps, *BESIDE)
        self.cases = list(found.order_by("person_id"))
        self.in_force = trust_moves.in_force(self)

    def _cases(self):
        return Case.objects.filter(person__incident__in=self.reports)

    def _one(self, case):
        if self.random.random() < 0.12:
            name, act = wrong.draw(self, case)
            before = as_it_stands(case.pk)
            assert not act or not self._do(name, act, case), f"{name} is refused: {self.so_far(case)}"
            assert as_it_stands(case.pk) == before, f"{name} changes nothing: {self.so_far(case)}"
        else:
            self._do(*moves.draw(self, case), case)

    def _do(self, name, act, case):
        """Whether it was done."""
        if not act:
            return False
        self.told.append((case and case.pk, name, self.at))
        self.writes.start()
        try:
            act()
        except REFUSALS as refused:
            self.tally[f"refused {name}"] += 1
            self.why = refused
            return False
        assert not self.writes.without_trail, (
            f"every act leaves a trail: {name} wrote {self.writes.tables}. {self.so_far(case)}"
        )
        self.tally[name] += 1
        return True

    def so_far(self, case):
        return [(name, f"{at:%d %b %H:%M}") for pk, name, at in self.told if pk in (None, case and case.pk)]

    # The clock

    def _goes_on(self, by):
        self.at += by
        self._clock.move_to(self.at)

    def _clock_ticks(self):
        with invariants.nothing_finished_is_told(self):
            while jobs.keep_batch(self.at) == jobs.BATCH:
                pass
            while reaching.ask_batch(self.at) == reaching.BATCH:
                pass

    # Who

    def own(self, case):
        """The colleague themselves, by their account or a link."""
        return case.person.user or Visitor(case)

    def facilitator(self):
        here = User.objects.filter(pk__in=[one.pk for one in self.place.facilitators], is_active=True)
        return self.random.choice(list(here.order_by("pk")))

    def newcomer(self):
        """Somebody who works there and is part of nothing yet."""
        return self.spare[self.random.randrange(len(self.spare))]

    def later(self):
        return self.at + timedelta(hours=self.random.randint(2, 300))

    def open_to_all(self):
        """Cases that whoever looks after everybody may open."""
        return list(self._cases().filter(status=CaseStatus.OPEN, person__incident__is_sealed=False)
                .select_related("person__incident", "person__user", "lead"))  # fmt: skip

    def touch(self, *cases):
        self.touched |= {case.pk for case in cases}

    def alone(self, session):
        """Those who are to come have not been acted on since everything was read; from here on they have."""
        coming = set(session.attendances.values_list("case", flat=True))
        self.touched |= coming
        return True


def _without_account():
    """Eight who can be written to, two whom nobody has named yet."""
    named = [Affected("harmed", name=f"Sam {n}", contact=f"sam{n}@agency.example") for n in range(6)]
    named += [Affected("witness", name=f"Kit {n}", contact="07700 900123") for n in range(2)]
    return [*named, *(Affected("witness", name="Somebody", is_named=False) for _ in range(2))]
