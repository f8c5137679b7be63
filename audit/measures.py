"""What the board is told, measure by measure. Adding one is one object.

A measure's `count` takes a month (its first day) and answers with true numbers, {row: (counted, of)}; `of` is
None for a plain count. They never leave this room as they are: actions.publish_month hides and rounds them
first. Cases brought over from the old system are left out of everything to do with time: nobody promised
those colleagues ours.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, F, OuterRef, Q

from audit.access import READERS, RESOURCE_READERS
from audit.deadlines import month_after, span
from audit.leading import asked_in_time, managers_trained, words_in_time
from audit.wanted import COUNTED, arranged, wanted
from incidents.kinds import KINDS
from incidents.models import Incident, Trend
from incidents.workflow import Status
from support.editing.following import SWITCHED_OFF
from support.models import Case, Promise, Pulse, Stage
from support.pathway import STAGES
from support.pulse import QUESTIONS
from support.workflow import CaseStatus

Numbers = dict[str, tuple[int, int | None]]


class Better(StrEnum):
    HIGHER = "Higher is better"
    LOWER = "Lower is better"
    NEITHER = "Neither up nor down is better by itself"


@dataclass(frozen=True)
class Measure:
    """`sentence` is filled with month, percent, counted, of; and with several rows: most, most_value and range,
    from the least to the most. One that `is_open` has no rows of its own: they are called as they were counted.
    """

    key: str
    title: str
    question: str
    counted: str
    of: str
    better: Better
    count: Callable[[date], Numbers]
    sentence: str
    framework: tuple[str, ...]
    rows: dict[str, str] = field(default_factory=lambda: {"all": "All"})
    is_open: bool = False
    note: str = ""
    seen_by: tuple[str, ...] = READERS
    on_board: bool = True
    is_about_leaders: bool = False

    @property
    def is_share(self) -> bool:
        """Whether it is so many of so many, rather than a plain count."""
        return bool(self.of)


# From here on, on the scale of 1 to 5, an answer is a good one.
WELL = 4
# The stage whose window is the promise of a first contact: before the shift is over.
FIRST_CONTACT = "immediate"
WITH_A_WINDOW = {stage.key: stage.name for stage in STAGES.values() if stage.closes}


def _contact_in_time(month: date) -> Numbers:
    in_time = Q(case__contacted_at__lte=F("due_at"))
    return {"all": _tally(due_between(*span(month)).filter(key=FIRST_CONTACT), in_time)}


def _stages_considered(month: date) -> Numbers:
    in_time = Q(considered_at__lte=F("due_at"))
    found = (
        due_between(*span(month))
        .values("key")
        .order_by("key")
        .annotate(counted=Count("id", filter=in_time), of=Count("id"))
    )
    by_key = {row["key"]: (row["counted"], row["of"]) for row in found}
    return {key: by_key.get(key, (0, 0)) for key in WITH_A_WINDOW}


def _open_past_window(month: date) -> Numbers:
    _, end = span(month)
    open_then = Case.objects.filter(Q(closed_at=None) | Q(closed_at__gte=end), opened_at__lt=end)
    open_then = open_then.exclude(status=CaseStatus.MERGED)
    late = Promise.objects.filter(Q(kept_at=None) | Q(kept_at__gte=end), case=OuterRef("pk"), due_at__lt=end)
    return {
        "all": _tally(open_then.exclude(person__incident__channel=Incident.Channel.IMPORTED), Exists(late))
    }


def _well_answered(month: date) -> Numbers:
    found = Pulse.objects.filter(month=month)
    return {name: _tally(found.exclude(**{name: None}), Q(**{f"{name}__gte": WELL})) for name in QUESTIONS}


def _incidents_by_kind(month: date) -> Numbers:
    then = Incident.objects.filter(occurred_on__gte=month, occurred_on__lt=month_after(month))
    then = then.exclude(status=Status.MERGED)
    counts = then.aggregate(**{key: Count("pk", filter=Q(kinds__contains=[key])) for key in KINDS})
    return {key: (counts[key], None) for key in KINDS}


def _incidents_by_trend(month: date) -> Numbers:
    """By name, for a name is never changed: those that were on the list in that month, and any that a report has."""
    start, end = span(month)
    then = Q(marks__incident__occurred_on__gte=month, marks__incident__occurred_on__lt=month_after(month))
    on_it = Q(added_at__lt=end) & (Q(retired_at=None) | Q(retired_at__gte=start))
    counts = Trend.objects.annotate(
        times=Count("marks", filter=then & ~Q(marks__incident__status=Status.MERGED)),
        was_on=ExpressionWrapper(on_it, BooleanField()),
    )
    return {one.name: (one.times, None) for one in counts if one.times or one.was_on}


def due_between(start, end):
    """Stages whose time was up then, of those to whom they were owed."""
    due = Stage.objects.filter(due_at__gte=start, due_at__lt=end)
    # Who declined support before a stage came up is owed nothing more, and nobody was late.
    due = due.exclude(considered_at=None, case__status=CaseStatus.DECLINED)
    # What a trust or site has switched off is not owed there: a case that was moved counts as one opened there does.
    due = due.exclude(reason=SWITCHED_OFF)
    # Reported twice, they count once.
    due = due.exclude(case__status=CaseStatus.MERGED)
    return due.exclude(case__person__incident__channel=Incident.Channel.IMPORTED)


def _tally(rows, counted):
    found = rows.aggregate(counted=Count("pk", filter=counted), of=Count("pk"))
    return found["counted"], found["of"]


MEASURES = {
    measure.key: measure
    for measure in [
        Measure(
            "contact",
            "Contact made in time",
            "Did somebody get in touch with each affected colleague before the shift was over?",
            "Colleagues somebody was in touch with before their time was up",
            "Colleagues whose time for a first contact ran out in the month",
            Better.HIGHER,
            _contact_in_time,
            "In {month}, {percent}% of affected colleagues heard from somebody in time "
            "(about {counted} of {of}).",
            ("R38", "R102", "R110"),
        ),
        Measure(
            "considered",
            "Stages considered in time",
            "Was each stage of support thought about, and offered where it was right, within its window?",
            "Stages offered, held or settled with a reason before their window closed",
            "Stages whose window closed in the month, of colleagues who had not declined support",
            Better.HIGHER,
            _stages_considered,
            "In {month}, {percent}% of stages were considered in time: {range}.",
            ("R36", "R102", "R111"),
            rows=WITH_A_WINDOW,
            note="A stage counts as considered when it was offered or settled, whatever the colleague chose. "
            "Whether a debriefing was held is never counted: it is voluntary and not a target.",
        ),
        Measure(
            "late",
            "Cases open past a window",
            "Of the colleagues whose support has not ended, how many are owed something past its date?",
            "Cases with a stage, a check-in or something promised past its date at the end of the month",
            "Cases that had not ended at the end of the month",
            Better.LOWER,
            _open_past_window,
            "At the end of {month}, {percent}% of open cases had something overdue "
            "(about {counted} of {of}).",
            ("R102", "R105"),
        ),
        Measure(
            "incidents",
            "Incidents by kind",
            "What kinds of violence, abuse and harassment are being reported?",
            "Incidents that happened in the month, by kind",
            "",
            Better.NEITHER,
            _incidents_by_kind,
            "In {month}, {most} was reported most often (about {most_value} times).",
            ("R102", "R109"),
            rows={kind.key: kind.name for kind in KINDS.values()},
            note="More reports can mean more incidents or better reporting, so neither is good or bad by "
            "itself. An incident of two kinds is counted under both.",
        ),
        Measure(
            "trends",
            "Incidents by wider trend",
            "What happens outside the trust that violence against staff follows?",
            "Incidents that happened in the month, by the trends that reviewers saw behind them",
            "",
            Better.NEITHER,
            _incidents_by_trend,
            "In {month}, “{most}” was seen behind incidents most often (about {most_value} times).",
            ("R11", "R109"),
            rows={},
            is_open=True,
            note="The trust keeps the list. An incident with two trends is counted under both.",
            on_board=False,
        ),
        Measure(
            "answers",
            "What colleagues say of support",
            "Did support help, did they trust how it was dealt with, did it come in time, were they heard?",
            "Answers of “very much” or “mostly”",
            "Colleagues whose answers to that question were put together in the month",
            Better.HIGHER,
            _well_answered,
            "In {month}, {percent}% of answers were good ones: {range}.",
            ("R103",),
            rows=QUESTIONS,
            note="Answers are given without a name, once support has ended or after twelve weeks, and put together "
            "once a month when there are enough of them. Those who would rather not answer are not counted.",
        ),
        Measure(
            "wanted",
            "Help that was wanted",
            "What kinds of help did colleagues want?",
            "Colleagues who wanted a kind of help in the month",
            "",
            Better.NEITHER,
            wanted,
            "In {month}, {most} was wanted most often (about {most_value} times).",
            ("R13", "R104", "R118"),
            rows=COUNTED,
            note="Wanting help is neither good nor bad. Somebody who wanted two kinds is counted under both.",
            seen_by=RESOURCE_READERS,
            on_board=False,
        ),
        Measure(
            "arranged",
            "Help that was arranged",
            "Of the help that colleagues wanted, how much was arranged before the month was over?",
            "Colleagues for whom something was arranged or given by the end of the month",
            "Colleagues who wanted that kind of help in the month",
            Better.HIGHER,
            arranged,
            "In {month}, help was arranged for {percent}% of those who wanted it: {range}.",
            ("R13", "R111", "R118"),
            rows=COUNTED,
            note="Whoever declined support meanwhile is not counted.",
            seen_by=RESOURCE_READERS,
            on_board=False,
        ),
        Measure(
            "words",
            "Words from senior leaders in time",
            "Did a senior leader tell each colleague it was owed to that what happened matters, in time?",
            "Words from a senior leader that were sent before their time was up",
            "Words from a senior leader whose time ran out in the month",
            Better.HIGHER,
            words_in_time,
            "In {month}, {percent}% of colleagues heard from a senior leader in time (about {counted} of {of}).",
            ("R14", "R69"),
            note="They are owed after what was serious, or when somebody asks for them; never for what was said in "
            "confidence.",
            on_board=False,
            is_about_leaders=True,
        ),
        Measure(
            "asked",
            "Check-ins in time",
            "Was each colleague asked how they are, in the weeks after, by the date?",
            "Check-ins that were answered, or tried, before their date",
            "Check-ins that fell due in the month, but for those that the colleague did not want",
            Better.HIGHER,
            asked_in_time,
            "In {month}, {percent}% of check-ins were made in time (about {counted} of {of}).",
            ("R14", "R80"),
            note="Somebody who could not be reached counts when somebody tried in time.",
            on_board=False,
            is_about_leaders=True,
        ),
        Measure(
            "trained",
            "Managers with training in date",
            "Do those who manage a team have valid training in supporting colleagues after an incident?",
            "Managers and deputies whose training counted on the last day of the month",
            "Managers and deputies on the last day of the month",
            Better.HIGHER,
            managers_trained,
            "At the end of {month}, {percent}% of managers had valid training (about {counted} of {of}).",
            ("R14", "R29"),
            on_board=False,
            is_about_leaders=True,
        ),
    ]
}
