"""What in somebody's words may say who they are, or who somebody else is: asked about before it is sent (B12).

Nothing is taken out. The writer looks again, and may keep it.
"""

import re
from dataclasses import dataclass

from django.db.models import Value
from django.db.models.functions import Concat, Lower

from people.encryption import keyed_hash
from people.models import User

EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
PHONE = re.compile(r"(?<![\w/])(?:\+\d{2}|0)[\d\s().-]{8,14}\d(?!\w)")
STAFF_NUMBER = re.compile(
    r"(?:staff|employee|payroll|assignment)\s*(?:number|no\.?|id)\W{0,3}(\w{3,12})", re.I
)
MAY_BE_NUMBER = re.compile(r"\b[A-Za-z]{0,3}\d[\w-]{3,18}\b")
OWN_NAME = re.compile(
    r"\b(?:my name(?: is|'s|’s)|my full name|i am called|i'm called|they call me|signed|kind regards|regards|"
    r"yours sincerely|best wishes)\b[,:]?\s+[A-Z]\w+(?:\s+[A-Z]\w+)?",
    re.I,
)
WORD = re.compile(r"[^\W\d_][\w'’-]*")
MOST = 8


@dataclass(frozen=True)
class Prompt:
    """Something that was found, and what it is."""

    what: str
    words: str


def look_through(text: str) -> list[Prompt]:
    """Up to eight things to look at again, each once."""
    found = [Prompt("An email address", match[0]) for match in EMAIL.finditer(text)]
    found += [Prompt("A phone number", match[0].strip()) for match in PHONE.finditer(text)]
    found += [Prompt("A staff number", match[0]) for match in STAFF_NUMBER.finditer(text)]
    found += [
        Prompt("It may say who you are", " ".join(match[0].split())) for match in OWN_NAME.finditer(text)
    ]
    found += [Prompt("The name of a colleague", name) for name in _names(text)]
    found += [Prompt("A staff number", number) for number in _numbers(text)]
    return list({prompt.words.casefold(): prompt for prompt in reversed(found)}.values())[::-1][:MOST]


def mark_of(found: list[Prompt]) -> str:
    """What was shown, in short: whoever keeps these words has been asked about them, and about no others."""
    return keyed_hash("confidential prompts", "\x1f".join(sorted(prompt.words for prompt in found)))[:24]


def _names(text):
    """Whole names of people who work here, wherever two or three words beside each other are one."""
    words = [word.casefold().replace("’", "'") for word in WORD.findall(text)][:4000]
    beside = {" ".join(words[place : place + size]) for size in (2, 3) for place in range(len(words))}
    if not beside:
        return []
    whole = Lower(Concat("first_name", Value(" "), "last_name"))
    people = User.objects.annotate(whole=whole).filter(whole__in=beside, is_active=True)[:MOST]
    return [str(person) for person in people]


def _numbers(text):
    maybe = {match.upper() for match in MAY_BE_NUMBER.findall(text)} | set(MAY_BE_NUMBER.findall(text))
    known = User.objects.filter(employee_number__in=list(maybe)[:500]) if maybe else User.objects.none()
    return known.values_list("employee_number", flat=True)[:MOST]
