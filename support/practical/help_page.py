"""A track of practical help as a page shows it: where each step stands, whose it is, what was said that may be read."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from people.roles import RoleKind
from support import access
from support.help import CHOSEN, LEAD, PERSON, TRACKS, Log, Step, Track, Wording
from support.models import Case, Help, HelpEntry, HelpStep, Leaflet
from support.own.leaflets import LEAFLETS, LeafletRow
from support.reading.help import helps_of
from support.reasons import HANDED_ON
from support.steps import due_words
from support.suggestions import SUGGESTIONS, Suggestion
from support.workflow import HelpStatus, HelpStepStatus

SAID = {
    "proposed": "Proposed",
    "agreed": "Agreed by the colleague",
    "refused": "The colleague said no",
    "noted": "Noted",
    "open": "Opened",
    "closed": "Finished",
    "declined": "Not wanted",
    "shared": "The colleague agreed that it is passed on",
    "unshared": "The colleague took that back",
    "handed_on": "Handed to somebody else",
    "passed_on": "Passed on to the role that asked for it",
    "done": "Done",
    "not_needed": "Not needed",
    "ahead": "Taken back",
}


@dataclass(frozen=True)
class Noted:
    """One entry of a log or one record of a step, with those answers that may be read."""

    entry: HelpEntry
    words: str
    said: list[tuple[str, str]]


@dataclass(frozen=True)
class Point:
    """One step or log. `look` is done, skipped, late, now or ahead; `state` and `due` say it in words."""

    part: Step | Log
    step: HelpStep
    look: str
    state: str
    urgency: str
    due: str
    owner: str
    said: list[tuple[str, str]]
    noted: list[Noted]
    can_record: bool
    is_log: bool
    waits_for_person: bool
    suggestions: list[Suggestion]


@dataclass(frozen=True)
class Page:
    help: Help
    track: Track
    points: list[Point]
    history: list[Noted]
    next: Point | None
    is_open: bool
    asks: bool
    readers: list[str]
    wordings: list[Wording]

    @property
    def tells(self) -> list[LeafletRow]:
        """What they can read about it (R17, R74)."""
        return [LEAFLETS[key] for key in self.track.tells]


def told(help: Help) -> list[tuple[LeafletRow, Leaflet | None]]:
    """What they can read about it, and whether they have: by their own word, or that it was shown to them."""
    tells = TRACKS[help.track].tells
    read = {one.key: one for one in Leaflet.objects.filter(case=help.case_id, key__in=tells)} if tells else {}
    return [(LEAFLETS[key], read.get(key)) for key in tells]


def page(help: Help, readers: frozenset[str], at: datetime) -> Page:
    """`help` comes with its steps and entries read."""
    track, fields = TRACKS[help.track], access.fields_for(readers, help)
    entries: dict[str, list[HelpEntry]] = {}
    for entry in help.entries.all():
        entries.setdefault(entry.key, []).append(entry)
    points = [
        _point(help, track, step, entries.get(step.key, []), fields[step.key], readers, at)
        for step in help.steps.all()
        if step.key in track.parts
    ]
    owed = [point for point in points if point.step.due_at]
    return Page(
        help=help,
        track=track,
        points=points,
        history=[Noted(entry, SAID.get(entry.outcome, ""), _why(entry)) for entry in entries.get("", [])],
        next=min(owed, key=lambda point: point.step.due_at, default=None),
        is_open=help.status == HelpStatus.OPEN,
        asks=not access.is_shared(help),
        readers=who_reads(help, track),
        wordings=[one for one in track.wordings if one.version == help.wording],
    )


def suggested_now(shown: Page) -> list[Suggestion]:
    """What the answers suggest and nobody is seeing to yet, each once."""
    promised = set(shown.help.case.promises.open().values_list("key", flat=True))
    found = {one.key: one for point in shown.points for one in point.suggestions}
    return [one for one in found.values() if not one.is_under_way(promised)]


def shown(case: Case, user, at: datetime) -> dict:
    """What stands on the page of a case."""
    return {"helps": [page(help, access.reads_as(user, help), at) for help in helps_of([case])]}


def who_reads(help: Help, track: Track) -> list[str]:
    """Who sees this help, in words, for the colleague and for everybody who works on it."""
    roles = dict(RoleKind.choices)
    named = [roles[one] for one in dict.fromkeys((track.owner, *track.readers)) if one in roles]
    lead = f"{help.case.lead}, and who else looks after the team: steps and dates"
    others = [f"{name}, what is theirs" for name in named] if access.is_shared(help) else []
    chosen = [str(help.owner)] if help.owner and not named else []
    return [lead, *others, *chosen]


def reader_words(help: Help, readers) -> list[str]:
    """Who these readers are, in words: "Maya Lindqvist", "Occupational health"."""
    roles = dict(RoleKind.choices)
    known = {LEAD: str(help.case.lead), CHOSEN: str(help.owner or help.case.lead)}
    return sorted(known.get(one) or roles[one] for one in readers if one in known or one in roles)


def owner_words(help: Help, part: Step | Log) -> str:
    owner = TRACKS[help.track].owner_of(part)
    if owner == PERSON:
        return str(help.case.person)
    return str(help.case.lead if owner == LEAD or not help.owner else help.owner)


def answers_in_words(part: Step | Log, answers: dict, names: frozenset[str]) -> list[tuple[str, str]]:
    """(question, answer) for those that may be read."""
    return [
        (field.words, _in_words(field, answers[field.key]))
        for field in part.fields
        if field.key in names and answers.get(field.key)
    ]


def _why(entry):
    """Why the help went to somebody else."""
    why = HANDED_ON.get(entry.answers.get("why", ""))
    return [("Why", why)] if why else []


def _in_words(field, answer):
    choices = dict(field.choices)
    if isinstance(answer, list):
        return ", ".join(choices.get(one, one) for one in answer)
    if field.kind == "date":
        day = date.fromisoformat(answer)
        return f"{day.day} {day:%B %Y}"
    return choices.get(answer, answer)


def _point(help, track, step, entries, names, readers, at):
    part = track.worded(step.key, help.wording)
    is_log = isinstance(part, Log)
    urgency, due = due_words(step.due_at, at) if step.due_at else ("", "")
    noted = [
        Noted(one, SAID.get(one.outcome, ""), answers_in_words(part, one.answers, names)) for one in entries
    ]
    return Point(
        part=part,
        step=step,
        look=_look(step, entries if is_log else [], at),
        state=_state(part, step),
        urgency=urgency,
        due=due,
        owner=owner_words(help, part),
        said=[] if is_log else answers_in_words(part, help.facts.get(step.key, {}), names),
        noted=sorted(noted, key=lambda one: (one.entry.on or date.min, one.entry.at), reverse=True),
        can_record=help.status == HelpStatus.OPEN and access.records_as(readers, help, step.key),
        is_log=is_log,
        waits_for_person=bool(step.proposed_at and not step.agreed_at),
        suggestions=_suggested(help, part, names),
    )


def _suggested(help, part, names):
    """What the latest answers suggest, in words with the colleague's name."""
    answers, keys = help.facts.get(part.key, {}), []
    for field in part.fields:
        answer = answers.get(field.key) if field.key in names else None
        for one in answer if isinstance(answer, list) else [answer]:
            keys += field.suggests.get(one, ())
    name = str(help.case.person)
    found = [SUGGESTIONS[key] for key in dict.fromkeys(keys) if key in SUGGESTIONS]
    return [replace(one, words=one.words.format(name=name)) for one in found]


def _state(part, step):
    if step.proposed_at and not step.agreed_at:
        return "Waits for the colleague’s answer"
    if step.agreed_at and step.status == HelpStepStatus.DONE:
        return "Agreed by both"
    if isinstance(part, Log) and step.status in (HelpStepStatus.AHEAD, HelpStepStatus.DONE):
        return ""
    if step.status == HelpStepStatus.AHEAD and step.due_at is None:
        return "To come, if it is needed"
    return HelpStepStatus(step.status).label


def _look(step, entries, at):
    if step.due_at:
        return "late" if step.due_at <= at else "now"
    if step.status == HelpStepStatus.DONE or entries:
        return "done"
    return "ahead" if step.status == HelpStepStatus.AHEAD else "skipped"
