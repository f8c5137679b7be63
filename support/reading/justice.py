"""What stands beside the steps of police, court and the law: the guide, the others who were there, days and rights."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count

from incidents.models import Footage, InvolvedPerson
from support.access import can_see_liaison
from support.deadlines import london_day
from support.help import CHOSEN, LEAD, TRACKS
from support.models import Case, Help, HelpEntry
from support.reading.help import helps_of
from support.workflow import HelpStatus

# Shown beside help of these tracks.
SHOWN = ("police", "court", "code", "union")


@dataclass(frozen=True)
class Right:
    """One right of the version that the help began with, and how it stands since which day."""

    words: str
    stands: str
    since: date | None


@dataclass(frozen=True)
class Beside:
    """`others` is how many more people were there; `days` are those in court still to come."""

    helps: dict[str, Help]
    others: int
    days: list[HelpEntry]
    rights: list[Right]


def beside(cases: list[Case], at: datetime) -> dict:
    """Case id to what stands beside its open help, in as many queries for many cases as for one."""
    helps: dict = {}
    for help in helps_of(cases):
        if help.status == HelpStatus.OPEN and help.track in SHOWN:
            helps.setdefault(help.case_id, {})[help.track] = help
    incidents = [case.person.incident_id for case in cases if case.pk in helps]
    counted = InvolvedPerson.objects.filter(incident__in=incidents).order_by().values("incident")
    there = {row["incident"]: row["number"] for row in counted.annotate(number=Count("pk"))}
    return {
        case.pk: Beside(
            helps[case.pk],
            max(0, there.get(case.person.incident_id, 1) - 1),
            days_ahead(helps[case.pk].get("court"), at),
            rights(helps[case.pk].get("code")),
        )
        for case in cases
        if case.pk in helps
    }


def days_ahead(help: Help | None, at: datetime) -> list[HelpEntry]:
    """Days in court from today on, the nearest first. A day that was noted again counts as it was noted last."""
    if help is None:
        return []
    latest = {entry.on: entry for entry in help.entries.all() if entry.key == "dates"}
    today = london_day(at)
    wanted = [one for one in latest.values() if one.on >= today and one.answers.get("what") != "moved"]
    return sorted(wanted, key=lambda one: one.on)


def rights(help: Help | None) -> list[Right]:
    """Every right of the version it began with, with what was noted last."""
    if help is None:
        return []
    track = TRACKS["code"]
    said = {}
    for entry in help.entries.all():
        if entry.key == "rights":
            said[entry.answers.get("right")] = entry
    words = dict(next(field for field in track.parts["rights"].fields if field.key == "stands").choices)
    version = next((one for one in track.wordings if one.version == help.wording), None)
    return [_right(point, said.get(key), words) for key, point in (version.points if version else ())]


def _right(point, entry, words):
    if entry is None:
        return Right(point, "", None)
    return Right(point, words.get(entry.answers.get("stands"), ""), entry.on)


def is_chosen_by_them(help: Help) -> bool:
    """Whether it is the colleague who says who owns it."""
    return TRACKS[help.track].owner == CHOSEN


@dataclass(frozen=True)
class Others:
    """Others of the report whose support the reader may see by name, and how many they may not."""

    seen: list[Case]
    unseen: int


def others_there(case: Case, user) -> Others:
    """Witnesses and the others, by where their support stands and nothing else (R87)."""
    of_report = Case.objects.filter(person__incident=case.person.incident_id).exclude(pk=case.pk)
    seen = list(
        Case.objects.visible_to(user)
        .filter(pk__in=of_report.values("pk"))
        .select_related("person__user", "person__incident")
        .order_by("opened_at", "id")
    )
    return Others(seen, of_report.count() - len(seen))


def recordings(case: Case, user) -> list[Footage]:
    """Recordings of the report by reference, for those who may see them there (R91)."""
    return list(
        Footage.objects.visible_to(user).filter(incident=case.person.incident_id).order_by("noted_at", "id")
    )


@dataclass(frozen=True)
class BesideHelp:
    """The same for whoever works on one help, no more than they may see elsewhere."""

    others: Others | None = None
    recordings: tuple[Footage, ...] = ()
    rights: tuple[Right, ...] = ()
    asks_police: bool = False


def beside_help(help: Help, user, readers: frozenset[str]) -> BesideHelp:
    if LEAD not in readers:
        return BesideHelp()
    track = help.track
    return BesideHelp(
        others=others_there(help.case, user) if track == "police" else None,
        recordings=tuple(recordings(help.case, user)) if track == "court" else (),
        rights=tuple(rights(help)) if track == "code" else (),
        asks_police=track in ("police", "court") and can_see_liaison(user),
    )
