"""What a track of practical help is made of. A new track is one row in a module beside this one.

Nothing here stores what somebody told: references, choices, dates and a few words, and no clinical notes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from people.roles import RoleKind
from support.pathway import Prompt

# Who owes a step and who may read it: whoever looks after the case, the colleague themselves, somebody that they
# chose, or any role by its own name.
LEAD, PERSON, CHOSEN = "lead", "person", "chosen"
HR, OH = RoleKind.HR.value, RoleKind.OCCUPATIONAL_HEALTH.value
AGAIN = "28 days"


@dataclass(frozen=True)
class Step:
    """One thing to do. `words` say it to whoever does it, `for_person` to the colleague it is for.

    It falls due `within` a span of `since`: "" is the opening, "applied" the time that step was recorded,
    "pay.full_until" a date answered there. `ahead` counts back from that date. Nothing is due before that
    is known, nor what needs both before both have agreed; nothing ever for an empty `within`. `when` is
    ("agree.learning", "yes"): due only once that, or one of more such answers, was given. With `again` it is due
    again so long after each record, while the track is open. `owner` and `readers` are the track's when empty;
    `only` narrows single fields further ({"health": (OH,)}); the colleague reads all of it, always. What PERSON
    owns they alone record,
    and they can take it back. `both`: it counts once whoever owes it has proposed it and the colleague has
    said yes to just that. `trust_text` names a text of the trust's own to show (TRUST_TEXTS).
    `works_out` takes the answers of the step and those of all others, and adds what follows from them.
    """

    key: str
    name: str
    words: str
    for_person: str
    fields: tuple[Prompt, ...] = ()
    within: str = ""
    since: str = ""
    ahead: bool = False
    when: tuple[str, ...] = ()
    again: str = ""
    owner: str = ""
    readers: tuple[str, ...] = ()
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    both: bool = False
    trust_text: str = ""
    works_out: Callable[[dict, dict], dict] | None = None
    guidance: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Log:
    """What is noted again and again: an update, a date, a challenge. Each entry has a day, named `day`.

    `again`: the next entry is due so long after the day of the last one, or after the opening unless
    `waits` says that the clock starts with the first entry. `ahead`: its day may lie in the future, and the
    owner is reminded so long before the nearest one. `ends_with` is (field, answers): an entry with one of
    those stops the clock until there is another.
    """

    key: str
    name: str
    words: str
    for_person: str
    day: str
    fields: tuple[Prompt, ...] = ()
    again: str = ""
    waits: bool = False
    ahead: str = ""
    ends_with: tuple[str, tuple[str, ...]] | tuple[()] = ()
    owner: str = ""
    readers: tuple[str, ...] = ()
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    guidance: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()


@dataclass(frozen=True)
class OwnText:
    """A text that is the trust's own. We never invent it: it stands empty until somebody pastes theirs."""

    key: str
    name: str
    why: str


@dataclass(frozen=True)
class Wording:
    """One version of a list from elsewhere, such as the rights of a code. A track keeps the one it opened with.

    `points` are (key, plain words).
    """

    version: str
    source: str
    points: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Track:
    """One kind of practical help. `why` tells whoever opens it when it helps; `ask` is how the colleague asks.

    Each step is owed by the track's owner, by whoever looks after the case (LEAD) or by the colleague
    (PERSON). With `needs_consent`, nobody but the colleague and LEAD knows of it until they have agreed.
    `brings` names tracks that open with it. `many`: more than one can be open at once. `wordings` are versions
    of a list, the newest last. `takes_files`: proof of what it cost can be added. `chosen_among` is the role of
    those whom the colleague can choose as CHOSEN. `tells` are leaflets to read beside it (R17, R74).
    """

    key: str
    name: str
    purpose: str
    for_person: str
    why: str
    ask: str
    rows: tuple[str, ...]
    steps: tuple[Step, ...]
    logs: tuple[Log, ...] = ()
    owner: str = LEAD
    readers: tuple[str, ...] = (LEAD,)
    needs_consent: bool = False
    many: bool = False
    chosen_among: str = ""
    brings: tuple[str, ...] = ()
    wordings: tuple[Wording, ...] = ()
    takes_files: bool = False
    tells: tuple[str, ...] = ()

    @property
    def parts(self) -> dict[str, Step | Log]:
        return {one.key: one for one in (*self.steps, *self.logs)}

    def owner_of(self, part: Step | Log) -> str:
        return part.owner or self.owner

    def worded(self, key: str, version: str) -> Step | Log:
        """A step or log whose questions of kind "point" ask for a point of this version of the list."""
        points = next((one.points for one in self.wordings if one.version == version), ())
        part = self.parts[key]
        asked = (
            replace(one, kind="choice", choices=points) if one.kind == "point" else one for one in part.fields
        )
        return replace(part, fields=tuple(asked))

    def readers_of(self, part: Step | Log, name: str = "") -> frozenset[str]:
        """Who reads a step, or one field of it."""
        readers = {*(part.readers or self.readers), self.owner_of(part)}
        return frozenset(readers & {*part.only[name]} if name in part.only else readers)


REVIEW = Step(
    "review",
    "Is this still needed?",
    "Ask whether this help is still needed, and close it if it is not.",
    "Somebody asks you whether this is still of use.",
    within=AGAIN,
    again=AGAIN,
)


def reviewed(track: Track) -> Track:
    """Something is always owed for an open track, so that nobody can quietly let it drop."""
    if any(step.again for step in track.steps):
        return track
    return Track(**{**vars(track), "steps": (*track.steps, REVIEW)})
