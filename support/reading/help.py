"""Practical help, opened by somebody who looks after a colleague or owns a part of it. Each opening is noted."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, prefetch_related_objects
from django.shortcuts import get_object_or_404

from people.trail import record
from support import access
from support.help import LEAD, TRACKS, TRUST_TEXTS, OwnText
from support.models import Case, Help, HelpEntry, HelpTold, TrustText
from support.reading.cases import OPENED, ReasonNeeded

TOLD_SHOWN = 10
_WANTED = ("owner", "case__person__user", "case__person__incident", "case__team__site", "case__lead")
WITH = ("steps__by", Prefetch("entries", HelpEntry.objects.select_related("by")))


def open_help(request, pk) -> tuple[Help, frozenset[str]]:
    """The help and what the reader is to it, or 404. Through a sealed case only with a reason given this session."""
    help = get_object_or_404(
        Help.objects.visible_to(request.user).select_related(*_WANTED).prefetch_related(*WITH), pk=pk
    )
    readers = access.reads_as(request.user, help)
    if (
        LEAD in readers
        and help.case.incident.is_sealed
        and str(help.case_id) not in request.session.get(OPENED, [])
    ):
        raise ReasonNeeded(help.case)
    record("help.read", by=request.user, subject=help)
    return help, readers


def told_by(user) -> list[tuple[str, str, datetime]]:
    """(colleague, track, when) of what somebody told us last. What came of it is not among it, and never is."""
    told = HelpTold.objects.filter(by=user).select_related("colleague").order_by("-added_at", "id")
    return [(str(one.colleague), TRACKS[one.track].name, one.added_at) for one in told[:TOLD_SHOWN]]


def own_help(user, pk) -> Help:
    """The colleague's own, or 404."""
    return get_object_or_404(Help.objects.about(user).select_related(*_WANTED).prefetch_related(*WITH), pk=pk)


def helps_of(cases: list[Case]) -> list[Help]:
    """All help of these cases, in the same number of queries for one and for many."""
    found = Help.objects.select_related("owner").prefetch_related(*WITH).order_by("opened_at", "id")
    prefetch_related_objects(cases, Prefetch("helps", found))
    return [help for case in cases for help in case.helps.all()]


@dataclass(frozen=True)
class Text:
    """A text of the trust's own; `words` are empty until somebody has pasted them."""

    row: OwnText
    words: str


def own_texts() -> list[Text]:
    words = dict(TrustText.objects.values_list("key", "words"))
    return [Text(row, words.get(key, "")) for key, row in TRUST_TEXTS.items()]


def own_text(key: str) -> Text | None:
    if key not in TRUST_TEXTS:
        return None
    found = TrustText.objects.filter(key=key).first()
    return Text(TRUST_TEXTS[key], found.words if found else "")
