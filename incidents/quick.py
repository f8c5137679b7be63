"""The three questions of a poster, and the code that whoever answered them keeps.

The code stands on the page that says thank you, once and nowhere else. The report holds a keyed hash of it: whoever
reads the database cannot say more in somebody's name, and the code is never part of an address, so no log keeps it.
"""

import re
import secrets
from dataclasses import dataclass
from uuid import UUID

from incidents.models import Incident, QuickReport
from incidents.references import LETTERS
from people.encryption import keyed_hash


@dataclass(frozen=True)
class What:
    """One button: its words, and the kinds of the report it makes. Somebody corrects them later."""

    key: str
    words: str
    kinds: tuple[str, ...]
    is_sexual: bool = False


WHAT = {
    what.key: what
    for what in [
        What("verbal", "Shouted at, sworn at or insulted", ("verbal",)),
        What("physical", "Hit, pushed, grabbed or spat at", ("physical",)),
        What("threat", "Threatened, or felt in danger", ("threat",)),
        What("online", "Abused online, by phone or message", ("online",)),
        What("sexual", "Something sexual", ("sexual_harassment",), is_sexual=True),
        What("other", "Something else", ("other",)),
    ]
}
WHOM = [("me", "Me"), ("colleague", "A colleague"), ("several", "Several of us")]
SAFE = [
    (Incident.Answer.YES, "Yes"),
    (Incident.Answer.NO, "No"),
    (Incident.Answer.NOT_KNOWN, "I do not know"),
]


def make_code() -> str:
    """Sixteen letters in four groups, about 78 bits: to be written down, and not to be guessed."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


def tidy(code: str) -> str:
    """The same code however it was typed; nothing when it cannot be one."""
    letters = re.sub(r"[\s-]", "", code).upper()
    if len(letters) != 16 or set(letters) - set(LETTERS):
        return ""
    return "-".join(letters[n : n + 4] for n in range(0, 16, 4))


def form_key_of(code: str) -> UUID:
    return UUID(keyed_hash("quick report", code)[:32])


def with_code(code: str) -> Incident | None:
    """The report that this code was given for. Whoever knows the code may know that it is there, and nothing in it."""
    code = tidy(code)
    if not code:
        return None
    made = QuickReport.objects.filter(incident__form_key=form_key_of(code)).select_related(
        "incident__team__site"
    )
    quick = made.first()
    return quick.incident if quick else None
