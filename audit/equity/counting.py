"""True numbers of a year, group by group (R11, R110, R111). They leave this room only through `hiding`.

Colleagues are counted, each once, and not their cases: seven people with twenty cases are still seven people. Something
counts for a colleague only when it held each time, so that nobody's bad time is covered by a good one.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from audit.deadlines import span_of_year
from audit.measures import FIRST_CONTACT, WITH_A_WINDOW, due_between
from audit.wanted import by_need
from incidents.models import Incident
from people.equality.tallying import Tally, how_many_answered, tally
from support.models import Case
from support.workflow import CaseStatus

AFFECTED = "affected"


@dataclass(frozen=True)
class Share:
    """One thing that is asked about each group, with what is counted for it and out of whom."""

    key: str
    title: str
    counted: str
    of: str

    @property
    def out_of(self) -> str:
        """The name of the set it is counted out of."""
        return f"{self.key} of"


SHARES = {
    one.key: one
    for one in [
        Share(
            "contact",
            "Contacted in time",
            "Somebody was in touch before the shift was over, each time they were affected",
            "Those whose time for a first contact ran out in the year",
        ),
        Share(
            "considered",
            "Offered support in time",
            "Every stage of their support was offered, or settled with a reason, within its window",
            "Those with a stage whose window closed in the year, who had not declined support",
        ),
        Share(
            "given",
            "Given what was indicated",
            "Everything that they wanted or needed was arranged before the year was over",
            "Those for whom a need was noted in the year",
        ),
    ]
}


def count(year: date) -> tuple[int, int, Tally]:
    """(colleagues affected, those of them who answered something, and per group). Colleagues without an account are not
    asked and not counted, nor those brought over from the old system."""
    start, end = span_of_year(year)
    of_whom = dict(_cases(start, end).values_list("pk", "person__user"))
    sets = {AFFECTED: set(of_whom.values())}
    for key, told in (
        ("contact", _contacted(start, end)),
        ("considered", _considered(start, end)),
        ("given", _given(start, end)),
    ):
        sets[SHARES[key].out_of], sets[key] = _colleagues(told, of_whom)
    return len(sets[AFFECTED]), how_many_answered(sets[AFFECTED]), tally(sets)


def _cases(start, end):
    there = Case.objects.filter(opened_at__gte=start, opened_at__lt=end, person__user__isnull=False)
    there = there.exclude(person__incident__channel=Incident.Channel.IMPORTED)
    return there.exclude(status=CaseStatus.MERGED).order_by()


def _contacted(start, end):
    in_time = Q(case__contacted_at__lte=F("due_at"))
    return _in_time(due_between(start, end).filter(key=FIRST_CONTACT), in_time)


def _considered(start, end):
    return _in_time(due_between(start, end).filter(key__in=WITH_A_WINDOW), Q(considered_at__lte=F("due_at")))


def _in_time(stages, in_time):
    done = set(stages.filter(in_time).values_list("pk", flat=True))
    return [(case, pk in done) for pk, case in stages.order_by().values_list("pk", "case")]


def _given(start, end):
    for cases, done in by_need(start, end).values():
        yield from ((case, case in done) for case in cases)


def _colleagues(told: Iterable, of_whom: dict) -> tuple[set[int], set[int]]:
    """Of pairs (case, whether it held): the colleagues among them, and those for whom it held each time."""
    each = defaultdict(list)
    for case, held in told:
        if case in of_whom:
            each[of_whom[case]].append(held)
    return set(each), {one for one, all_told in each.items() if all(all_told)}
