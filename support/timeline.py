"""A case as a timeline: each stage with its window, where it stands and what was decided."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from support import reasons
from support.deadlines import LAST_MINUTE, LONDON
from support.deciding import undecided
from support.models import Case, CheckIn, Stage, StageMove, SuggestionDecision
from support.owed.stages import stage_owed
from support.pathway import STAGES, StageRow
from support.steps import due_words
from support.suggestions import SUGGESTIONS, Suggestion
from support.workflow import SETTLED, CheckInStatus, StageStatus

# A colleague can answer a check-in from this long before it is due.
CHECK_IN_SHOWN = timedelta(days=2)
ASKED = (CheckInStatus.AHEAD, CheckInStatus.NO_ANSWER)
# What must be read beside a case to show it. Read for many cases at once, it costs as much as for one.
OWN_SHOWN = ("version__rules", "check_ins", "stages")
SHOWN = (*OWN_SHOWN, "promises", "stages__led_by", "stages__moves__by", "stages__decisions__by")
OWN_WORDS = {
    StageStatus.AHEAD: "To come, if you want it",
    StageStatus.OFFERED: "Offered to you",
    StageStatus.ACCEPTED: "You said yes",
    StageStatus.BOOKED: "Booked for",
    StageStatus.HELD: "Done",
    StageStatus.DECLINED: "You said no",
    StageStatus.NOT_NEEDED: "Not needed for now",
    StageStatus.DEFERRED: "Put off until",
}


@dataclass(frozen=True)
class Point:
    """One stage on the timeline. `look` is done, skipped, late, now or ahead; `due` is lateness in words."""

    row: StageRow
    stage: Stage
    window: str
    look: str
    urgency: str
    due: str
    reason: str
    moves: list[StageMove] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)
    decided: list = field(default_factory=list)

    @property
    def own(self) -> str:
        """Where it stands, said to the colleague it is for."""
        return OWN_WORDS[StageStatus(self.stage.status)]


@dataclass(frozen=True)
class Decided:
    """What was suggested, and what somebody decided about it."""

    words: str
    decision: SuggestionDecision

    @property
    def why_not(self) -> str:
        return reasons.NOT_TAKEN.get(self.decision.reason, "")


@dataclass(frozen=True)
class Asked:
    """One check-in on the timeline."""

    check_in: CheckIn
    urgency: str
    due: str


def points(case: Case, at: datetime) -> list[Point]:
    """The stages in order, as those who look after somebody see them. The case comes with what SHOWN names."""
    promises, name = list(case.promises.all()), str(case.person)
    return [
        replace(
            _point(stage, rule, at),
            moves=list(stage.moves.all()),
            suggestions=[
                replace(one, words=one.words.format(name=name))
                for one in undecided(stage, rule.prompts, promises)
            ],
            decided=[
                Decided(SUGGESTIONS[one.key].words.format(name=name), one)
                for one in stage.decisions.all()
                if one.superseded_at is None and one.key in SUGGESTIONS
            ],
        )
        for stage, rule in _stages(case)
    ]


def own_points(case: Case, at: datetime) -> list[Point]:
    """The stages as the colleague sees them: without what was suggested, and by whom each was moved (OWN_SHOWN)."""
    return [_point(stage, rule, at) for stage, rule in _stages(case)]


def _stages(case):
    rules = {rule.key: rule for rule in case.version.rules.all()}
    return [(stage, rules[stage.key]) for stage in case.stages.all()]


def check_ins(case: Case, at: datetime) -> list[Asked]:
    asked = []
    for one in case.check_ins.all():
        waiting = one.status in ASKED
        asked.append(Asked(one, *(due_words(one.due_at, at) if waiting else ("", ""))))
    return asked


def asked_now(case: Case, at: datetime) -> CheckIn | None:
    """The check-in that a colleague can answer now, the earliest first."""
    shown_until = at + CHECK_IN_SHOWN
    waiting = (one for one in case.check_ins.all() if one.status in ASKED and one.due_at <= shown_until)
    return next(waiting, None)


def window_words(rule, stage: Stage) -> str:
    """The window as people say it: "Days 3 to 10", "By the end of the shift", with its dates."""
    if stage.due_at is None:
        return "When a trained facilitator agrees the time"
    if rule.closes_after == "0 shifts":
        return "By the end of the shift"
    if rule.opens_after.startswith("0 "):
        return f"Within {rule.closes_after}"
    opens, closes = rule.opens_after.split(), rule.closes_after.split(maxsplit=1)
    if opens[1].startswith("day") and closes[1].startswith("day"):
        return f"Days {opens[0]} to {closes[0]}"
    return f"{rule.opens_after} to {rule.closes_after} after"


def until(stage: Stage) -> str:
    """The end of the window: the day, and the hour unless that is the end of the day."""
    if stage.due_at is None:
        return ""
    local = stage.due_at.astimezone(LONDON)
    hour = "" if local.time() == LAST_MINUTE else f", {local:%H:%M}"
    return f"{local.day} {local:%B}{hour}"


def _point(stage, rule, at):
    owed = stage_owed(stage, rule.owes)
    urgency, due = due_words(owed.due_at, at) if owed else ("", "")
    return Point(
        row=STAGES[stage.key],
        stage=stage,
        window=window_words(rule, stage),
        look=_look(stage, owed, at),
        urgency=urgency,
        due=due,
        reason=reasons.words(stage.reason),
    )


def _look(stage, owed, at):
    if stage.status == StageStatus.HELD:
        return "done"
    if stage.status in SETTLED:
        return "skipped"
    if owed and owed.due_at <= at:
        return "late"
    return "now" if owed and owed.opens_at <= at else "ahead"
