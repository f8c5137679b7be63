"""How what was said in confidence is read: by its writer with the code, and by its recipient through the one door.

A writer who reads leaves no trace at all (security.md B6). A recipient says why each time, and it is noted (A5).
"""

from dataclasses import dataclass, field
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from incidents import access, kinds
from incidents.actions.confidential import FILE, MESSAGE, REPORT, SEND_TO, WHO, WITHDRAW
from incidents.confidential.codes import hashed, id_for
from incidents.confidential.when import in_words
from incidents.models import ConfidentialMessage, ConfidentialParcel, ConfidentialReport
from people.models import Entry, Team, User
from people.trail import record

ROWS = 25
# What may be said when a sealed record is opened. Chosen, not written: the trail holds no narrative.
REASONS = {
    "new": "It was sent to me and I have not read it yet",
    "answer": "To answer it or to follow it up",
    "check": "To check something that I need for it",
    "cover": "A colleague asked me to look after it",
}


@dataclass(frozen=True)
class Talk:
    """A conversation as its writer sees it. `lines` are messages and files in order."""

    pk: UUID
    receipt: str
    recipient: User
    status: str
    said: dict
    not_to: list
    lines: list = field(default_factory=list)
    next: int = 1
    is_waiting: bool = False

    @property
    def is_closed(self):
        return self.status == ConfidentialReport.Status.CLOSED


@dataclass(frozen=True)
class Line:
    """One thing in a conversation. `who` is "writer", "note" or the name of the one who answered."""

    who: str
    number: int
    content: dict
    on: object = None
    file: object = None
    is_waiting: bool = False


def by_code(code: str) -> Talk | None:
    """The conversation with this code. A wrong code and a withdrawn one take as long and say the same (B11)."""
    return by_receipt(hashed(code))


def by_receipt(receipt: str) -> Talk | None:
    """Messages that nobody has been given yet are in it too.

    Whether there is one is asked before any word is read, by the same three questions for every code.
    """
    is_withdrawn = ConfidentialParcel.objects.filter(pk=id_for(receipt, WITHDRAW)).exists()
    waiting = list(ConfidentialParcel.objects.filter(receipt=receipt).values_list("pk", flat=True))
    moved = ConfidentialReport.objects.filter(receipt=receipt).values_list("pk", flat=True).first()
    if is_withdrawn or not (waiting or moved):
        return None
    report = ConfidentialReport.objects.select_related("recipient").get(pk=moved) if moved else None
    parcels = [(parcel, parcel.content) for parcel in ConfidentialParcel.objects.filter(pk__in=waiting)]
    first = next((content for _, content in parcels if content["what"] == REPORT), None)
    said = report.content if report else first["content"]
    chosen = [content["recipient"] for _, content in parcels if content["what"] == SEND_TO]
    lines = [*(_moved(report) if report else []), *_waiting(parcels)]
    recipient = report.recipient_id if report else first["recipient"]
    return Talk(
        pk=report.pk if report else UUID(first["report"]),
        receipt=receipt,
        recipient=User.objects.get(pk=chosen[-1] if chosen else recipient),
        status=report.status if report else ConfidentialReport.Status.NEW,
        said=facts(said),
        not_to=said["not_to"],
        lines=sorted(lines, key=lambda line: line.number),
        next=max([line.number for line in lines], default=0) + 1,
        is_waiting=bool(parcels),
    )


def others_for(talk, at) -> list:
    """Who else may have it, from the list that its writer chose from."""
    shut_out = {talk.recipient.pk, *talk.not_to}
    return [one for one in access.confidential_recipients(at) if one.user.pk not in shut_out]


def facts(content) -> dict:
    """A report's own words, for reading: kinds by name, the time in words, the team."""
    team = Team.objects.select_related("site").filter(pk=content.get("team")).first()
    return {
        "kinds": kinds.names(content.get("kinds", [])),
        "when": in_words(content.get("when", "")),
        "team": f"{team}, {team.site}" if team else "",
        "what_happened": content.get("what_happened", ""),
        "wants_support": content.get("wants_support", False),
    }


def confidential_inbox(user, *, page: int = 1):
    """Up to 25 reports, newest day first, and whether there are more. Their content is not read."""
    if not access.can_receive_confidential(user):
        raise Http404
    first = (max(page, 1) - 1) * ROWS
    rows = ConfidentialReport.objects.visible_to(user).defer("content").select_related("recipient")
    found = list(rows[first : first + ROWS + 1])
    return found[:ROWS], len(found) > ROWS


def look_at_confidential(user, pk) -> ConfidentialReport:
    """That there is one, for the page that asks why; 404 for whoever may not see it. No word of it is read."""
    rows = ConfidentialReport.objects.visible_to(user).defer("content").select_related("recipient")
    return get_object_or_404(rows, pk=pk)


def open_confidential(user, pk, *, why: str) -> ConfidentialReport:
    """The report, with the reason for opening it on the trail."""
    rows = ConfidentialReport.objects.visible_to(user).select_related("recipient")
    report = get_object_or_404(rows, pk=pk)
    record("confidential.read", by=user, subject=report, why=REASONS[why])
    return report


def open_confidential_file(user, pk, number_of, *, why: str):
    report = get_object_or_404(ConfidentialReport.objects.visible_to(user), pk=pk)
    file = get_object_or_404(report.files, pk=number_of)
    record("confidential.file_read", by=user, subject=report, why=REASONS[why])
    return file


def readers_of(report) -> list[Entry]:
    """The last ten times it was opened, by whom and why: shown to those it was sent to, and to nobody else."""
    about = Entry.objects.filter(subject_kind=report._meta.label_lower, subject_id=str(report.pk))
    return list(
        about.filter(event__in=("confidential.read", "confidential.file_read")).select_related("by")[:10]
    )


def lines_of(report) -> list[Line]:
    return sorted(_moved(report), key=lambda line: line.number)


def _moved(report):
    messages = ConfidentialMessage.objects.filter(report=report).select_related("by")
    yield from (Line(_who(one), one.number, one.content, one.written_on) for one in messages)
    for file in report.files.defer("content"):
        yield Line("writer", file.number, {"what": FILE, "suffix": file.suffix}, file.added_on, file)


def _who(message):
    if message.content["what"] == "note":
        return "note"
    return str(message.by) if message.by else "writer"


def _waiting(parcels):
    for _, content in parcels:
        if content["what"] in (MESSAGE, WHO, FILE):
            said = {name: value for name, value in content["content"].items() if name != "data"}
            yield Line("writer", content["number"], said | {"what": content["what"]}, is_waiting=True)
