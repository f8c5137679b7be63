"""What followed a report, as the reporter, those affected and those who look after it read it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import DateTimeField, Value
from django.utils.formats import date_format

from incidents.delays import DELAYS
from incidents.models import Delay, Feedback, Incident, IncidentMove, Merge, Update
from incidents.workflow import NEXT, PLAIN, Status
from people.deadlines import LONDON
from people.encryption import EncryptedTextField

# Beside the reasons of a delay (delays.py).
ANSWER = "answered"


@dataclass(frozen=True)
class Point:
    """One thing that happened to a report, in plain words."""

    at: datetime
    says: str
    words: str = ""
    by: str = ""


@dataclass
class News:
    """Where a report stands for somebody affected, and what they were told so far."""

    status: str
    points: list[Point] = field(default_factory=list)


def group_of(incident: Incident) -> list[Incident]:
    """The report and every one that was merged into it, however often."""
    found, newest = [incident], [incident]
    while newest:
        newest = list(Incident.objects.filter(merge__into__in=newest).select_related("reporter"))
        found += newest
    return found


def kept_of(incident: Incident) -> Incident:
    """The report that goes on in place of this one; itself when it was not merged."""
    while merge := Merge.objects.filter(duplicate=incident).select_related("into__team__site").first():
        incident = merge.into
    return incident


def reporters_of(incident: Incident) -> list[tuple]:
    """(user, their own report) for everybody known who reported it and still works here, each once."""
    found = {}
    for one in group_of(incident):
        if one.reporter and one.reporter.is_active:
            found.setdefault(one.reporter, one)
    return list(found.items())


def again_since(incident: Incident) -> datetime | None:
    """When it was last opened again after it had been closed."""
    moves = IncidentMove.objects.filter(incident=incident, moved_from=Status.CLOSED).order_by("-at", "-id")
    return moves.values_list("at", flat=True).first()


def timeline(incident: Incident, reader) -> list[Point]:
    """Everything that came of a report for the one who made it, oldest first. Nobody else is named, and no report but
    theirs; after a merge it goes on with what happens to the report that was kept."""
    merge = Merge.objects.filter(duplicate=incident).first()
    kept = kept_of(incident)
    points = [Point(incident.reported_at, PLAIN[Status.HOLDING])]
    points += _moves(incident)
    if merge:
        points += [point for point in _moves(kept) if point.at > merge.at]
    answers = Feedback.objects.filter(incident__in={incident, kept}, to=reader)
    points += [Point(row.at, "You were told what came of it", row.words) for row in answers]
    points += _delays([kept]).get(kept.pk, [])
    points += _corrections(incident, reader)
    return sorted(points, key=lambda point: point.at)


def what_next(incident: Incident) -> str:
    """The sentence under a timeline."""
    return NEXT[kept_of(incident).status]


def news(incidents: Iterable[Incident]) -> dict:
    """For those affected: each report's id to where it stands, delays, updates and answers meant for them too. As many
    queries for many reports as for one."""
    incidents = list({incident.pk: incident for incident in incidents}.values())
    found = {incident.pk: News(PLAIN[incident.status]) for incident in incidents}
    told = defaultdict(list)
    for incident, at, words, kind, due_at in _told_to_affected(incidents):
        if kind == ANSWER:
            point = Point(at, "What came of it", words)
        else:
            point = _delay(at, DELAYS[kind], due_at) if kind else Point(at, "How it goes", words)
        if all((at, point.words) != (one.at, one.words) for one in told[incident]):
            told[incident].append(point)
    for pk, points in told.items():
        found[pk].points = sorted(points, key=lambda point: point.at)
    return found


def _told_to_affected(incidents):
    """(report id, when, words, "" or ANSWER or the reason of a delay, its new date) in one question, answers last."""
    updates = Update.objects.filter(investigation__incident__in=incidents, kind=Update.Kind.AFFECTED)
    answers = Feedback.objects.filter(incident__in=incidents, is_for_affected=True)
    delays = Delay.objects.filter(investigation__incident__in=incidents)
    report, no_day, no_words = (
        "investigation__incident",
        Value(None, DateTimeField()),
        Value("", EncryptedTextField()),
    )
    rows = updates.order_by().values_list(report, "at", "words", Value(""), no_day)
    rows = rows.union(
        delays.order_by().values_list(report, "at", no_words, "reason", "due_at"),
        answers.order_by().values_list("incident", "at", "words", Value(ANSWER), no_day),
        all=True,
    )
    return sorted(rows, key=lambda row: (row[3] == ANSWER, row[1]))


def _moves(incident):
    """In plain words. Being sent back for more is not an event of the reporter's."""
    rows = IncidentMove.objects.filter(incident=incident)
    return [Point(row.at, _move(row)) for row in rows if row.moved_to != Status.HOLDING]


def _move(row):
    if row.moved_from == Status.CLOSED:
        return "It was opened again, and somebody is looking at it"
    return PLAIN[row.moved_to]


def _delays(incidents):
    """Report id to its delays: the reason in plain words, and the new date."""
    found = defaultdict(list)
    rows = Delay.objects.filter(investigation__incident__in=incidents).select_related("investigation")
    for row in rows:
        found[row.investigation.incident_id].append(_delay(row.at, row.row, row.due_at))
    return found


def _delay(at, reason, due_at):
    until = date_format(due_at.astimezone(LONDON), "j F Y")
    return Point(at, "It takes longer than planned", f"{reason.plain} We expect to know more by {until}.")


def _corrections(incident, reader):
    """That its words were corrected by somebody else; what changed stands on the report's page."""
    kept = list(incident.history.order_by("history_date", "history_id"))
    return [
        Point(after.history_date, "What it says was corrected", "You can see below what it said before.")
        for before, after in zip(kept, kept[1:], strict=False)
        if after.history_user_id != reader.pk
        and any(getattr(before, name) != getattr(after, name) for name in Incident.AMENDABLE)
    ]
