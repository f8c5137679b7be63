"""The queue of practical help: what each owner has to do, the most urgent first, in the same number of queries."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q

from support import access
from support.help import TRACKS
from support.models import Help, HelpStep
from support.steps import due_words
from support.workflow import CaseStatus, HelpStatus

PAGE = 25
SHOWN = {"mine": "What I do", "all": "All I may see", "ended": "Finished or not wanted"}


@dataclass(frozen=True)
class Row:
    help: Help
    track: str
    name: str
    step: str
    urgency: str
    due: str
    owner: str


def rows(user, shown: str):
    """Unsliced. Nothing of somebody who wants no support for now, or whose support has ended."""
    found = Help.objects.visible_to(user).select_related(
        "owner", "case__lead", "case__team", "case__person__user", "case__person__incident"
    )
    if shown == "ended":
        return found.exclude(status=HelpStatus.OPEN).order_by("-settled_at", "id")
    found = found.filter(status=HelpStatus.OPEN, case__status=CaseStatus.OPEN)
    if shown == "mine":
        found = found.filter(access.helps_of_mine(user) | Q(owner=None, case__lead=user))
    return found.order_by(F("next_due_at").asc(nulls_last=True), "id")


def with_steps(helps: list[Help], at: datetime) -> list[Row]:
    helps = list(helps)
    first: dict = {}
    steps = HelpStep.objects.filter(help__in=helps, due_at__isnull=False).order_by("due_at", "order")
    for step in steps:
        first.setdefault(step.help_id, step)
    return [_row(help, first.get(help.pk), at) for help in helps]


def _row(help, step, at):
    track = TRACKS[help.track]
    urgency, due = due_words(step.due_at, at) if step else ("none", "No date")
    return Row(
        help,
        track.name,
        str(help.case.person) if access.is_shared(help) else help.case.listed_as,
        track.parts[step.key].name if step else help.get_status_display(),
        urgency,
        due,
        str(help.owner or help.case.lead),
    )
