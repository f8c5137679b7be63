"""The two checklists as they stand until a trust words its own: examples of ours, not the framework's text (B6, R140).

A row keeps its key. `done` says that the case itself shows it: then nobody has to tick it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from support.models import Case, ChecklistTick, ChecklistVersion
from support.workflow import SETTLED, CheckInStatus, StageStatus

MOST, LONGEST = 30, 200


@dataclass(frozen=True)
class Row:
    key: str
    words: str
    done: Callable[[Case], bool] | None = None


def _answered(stage, prompt, *answers):
    """Said so when the stage was recorded; with no answers named, any answer at all."""

    def done(case):
        said = next((one.answers.get(prompt) for one in case.stages.all() if one.key == stage), None)
        return said in answers if answers else bool(said)

    return done


def _considered(*stages):
    settled = {*SETTLED, StageStatus.OFFERED, StageStatus.ACCEPTED, StageStatus.BOOKED}
    return lambda case: all(one.status in settled for one in case.stages.all() if one.key in stages)


def _checked_in(case):
    return any(one.status != CheckInStatus.NOT_WANTED for one in case.check_ins.all())


def _help(*tracks):
    return lambda case: any(one.track in tracks for one in case.helps.all())


MANAGER = [
    Row("safe", "Everybody is safe; help was called if needed", _answered("immediate", "safe", "yes")),
    Row("first_aid", "Injuries were treated, small ones too", _answered("immediate", "first_aid")),
    Row("space", "They were offered a private place to recover", _answered("immediate", "space", "yes")),
    Row("feelings", "You asked how they are, and listened", _answered("immediate", "emotional")),
    Row("shift", "You agreed whether they carry on with the shift", _answered("immediate", "carry_on")),
    Row("home", "They get home safely, and somebody is there", _answered("immediate", "home", "own", "arranged")),
    Row("thanked", "You thanked them for what they did", _answered("demobilising", "thanked", "yes")),
    Row("reported", "It is reported", lambda case: True),
    Row("named", "Everybody affected is named, those who saw it too", _answered("immediate", "reported", "yes")),
    Row("apart", "They are kept apart from the person who did it, as they wish",
        lambda case: bool(case.separations.all()) or _answered("demobilising", "apart")(case)),
    Row("reactions", "They know common reactions and where to get help", _answered("demobilising", "reactions", "yes")),
    Row("talks", "A defusing and a debriefing were considered and offered", _considered("defusing", "debriefing")),
    Row("police", "You asked about the police, and offered to come along", _help("police", "court")),
    Row("union", "You offered to involve their union", _help("union")),
    Row("absence", "Time off counts towards no warning, and HR was asked about pay", _help("absence", "money")),
    Row("check_in", "The next check-in is arranged", _checked_in),
    Row("return", "A way back to work is agreed, if they were off", _help("return_to_work")),
    Row("feedback", "They heard what came of the report"),
]  # fmt: skip
COLLEAGUE = [
    Row("safe", "Get to a safe place. Call security, or 999 in danger."),
    Row("treated", "Have injuries treated, small ones too."),
    Row("tell", "Tell somebody you trust, today."),
    Row("report", "Report it here, or have somebody do it for you. Some reports can be made in confidence."),
    Row("notes", "Note for yourself what you remember, and when."),
    Row("choose", "Say yes or no to any part of support, and change your mind whenever you like."),
    Row("reactions", "Read about common reactions. They may come late."),
    Row("talk", "Talk to your union, occupational health or the Freedom to Speak Up guardian."),
    Row("police", "Decide whether to go to the police. Ask for work time for a statement, and for somebody to come "
        "with you."),
    Row("money", "Ask about injury allowance, sick pay and paid leave for court."),
    Row("outcome", "Ask what came of your report."),
    Row("escalate", "If nothing happens, tell a more senior manager, your union or the guardian."),
]  # fmt: skip
TEMPLATES = {ChecklistVersion.Kind.MANAGER: MANAGER, ChecklistVersion.Kind.COLLEAGUE: COLLEAGUE}


@dataclass(frozen=True)
class Shown:
    """One row in one case: shown by the case itself, ticked by somebody, or still open."""

    row: Row
    by_itself: bool
    tick: ChecklistTick | None

    @property
    def is_done(self) -> bool:
        return self.by_itself or self.tick is not None


def latest(kind: str) -> ChecklistVersion | None:
    return ChecklistVersion.objects.filter(kind=kind).order_by("-number").first()


def rows(kind: str) -> list[Row]:
    """The rows in force. A row that the trust has reworded still knows from its key what shows it done."""
    version, template = latest(kind), TEMPLATES[kind]
    if version is None:
        return template
    done = {row.key: row.done for row in template}
    return [Row(row["key"], row["words"], done.get(row["key"])) for row in version.rows]


def shown(case: Case) -> list[Shown]:
    """The manager's checklist of a case that was read with its stages, check-ins, help, plans and ticks."""
    ticks = {tick.key: tick for tick in case.ticks.all()}
    return [
        Shown(row, bool(row.done and row.done(case)), ticks.get(row.key))
        for row in rows(ChecklistVersion.Kind.MANAGER)
    ]
