"""The emails of a story, read back line by line, and the calendar files that came with them."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from email.policy import default

import icalendar
from django.core import mail

# Words that no email and no calendar may hold, whoever reads it.
NEVER = (
    *("canary", "physical", "verbal", "violence", "assault", "abuse", "harass", "sexual", "hate", "racis"),
    *("police", "court", "crime", "injur", "hurt", "sick", "absence", "ward", "patient", "incident"),
    *("defus", "debrief", "counsel", "occupational", "victim", "distress", "trauma", "declin"),
)
CALENDAR_SAYS = {"Meeting", "Appointment"}


@dataclass(frozen=True)
class Letter:
    """`lines` maps each line to the link beneath it; `meetings` are the events of the calendar files."""

    to: str
    subject: str
    words: str
    lines: dict[str, str]
    meetings: list = field(default_factory=list)


@dataclass(frozen=True)
class Meeting:
    is_on: bool
    starts: datetime
    where: str
    uid: str
    sequence: int


def letter(message) -> Letter:
    written = message_from_bytes(message.message().as_bytes(), policy=default)
    words = written.get_body(("plain",)).get_content()
    files = [part.get_content() for part in written.iter_attachments()]
    return Letter(written["To"], written["Subject"], words, _lines(words), [meeting(file) for file in files])


def _lines(words):
    """Every paragraph but the greeting and the close has a line, which may be folded, and a link beneath it."""
    found = {}
    for paragraph in words.split("\n\n")[1:]:
        *line, link = paragraph.strip().split("\n")
        if link.startswith("http"):
            found[" ".join(line)] = link
    return found


def meeting(file) -> Meeting:
    """What a calendar reads; it must say no more than that there is something."""
    text = file if isinstance(file, str) else file.decode()
    calendar = icalendar.Calendar.from_ical(text)
    (event,) = calendar.walk("VEVENT")
    assert str(event["SUMMARY"]) in CALENDAR_SAYS
    assert str(event["DESCRIPTION"]) == "You can see more after you sign in."
    assert str(event["CLASS"]) == "PRIVATE"
    assert "ATTENDEE" not in event
    assert_says_nothing(text.replace("\r\n ", ""))
    return Meeting(
        is_on=str(calendar.get("METHOD", "REQUEST")) == "REQUEST",
        starts=event["DTSTART"].dt,
        where=str(event.get("LOCATION", "")),
        uid=str(event["UID"]),
        sequence=int(event.get("SEQUENCE", 0)),
    )


def assert_says_nothing(text, *, names=()):
    """What stands in a link is a room and a number; names are looked for as whole words."""
    said = re.sub(r"http\S+", "", text)
    found = [word for word in NEVER if word in said.lower()] + [
        name for name in names if re.search(rf"\b{name}\b", said)
    ]
    assert found == [], text


class Letters:
    """letters.to(nneka) gives those that have come since they were last read, oldest first."""

    def __init__(self, names):
        self.names, self.read = list(names), {}

    def to(self, reader) -> list[Letter]:
        address = getattr(reader, "email", reader)
        theirs = [one for one in self.all() if one.to == address]
        new = theirs[self.read.get(address, 0) :]
        self.read[address] = len(theirs)
        return new

    def lines_to(self, reader) -> list[str]:
        """Every line that has come since."""
        return [line for one in self.to(reader) for line in one.lines]

    def ever_to(self, reader) -> list[str]:
        """Every line of the whole story."""
        return [line for one in self.all() if one.to == reader.email for line in one.lines]

    def link_to(self, reader, line) -> str:
        """The link beneath a line that has come since."""
        links = [link for one in self.to(reader) for said, link in one.lines.items() if said.startswith(line)]
        assert links, f"{reader} has no letter that says {line!r}"
        return links[-1]

    def meetings_of(self, reader) -> list[Meeting]:
        return [meeting for one in self.to(reader) for meeting in one.meetings]

    def all(self) -> list[Letter]:
        return [letter(message) for message in mail.outbox]

    def tell_nothing(self):
        """No email of the whole story says what happened, of what kind, where or to whom."""
        letters = self.all()
        assert letters
        ids = [message.extra_headers["Message-ID"] for message in mail.outbox]
        assert len(ids) == len(set(ids)), "an email left twice"
        for one in letters:
            greeting, _, rest = one.words.partition("\n")
            assert_says_nothing(f"{one.subject}\n{greeting}")
            assert_says_nothing(f"{one.subject}\n{rest}", names=self.names)
