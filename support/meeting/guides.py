"""The guide for each kind of session: from the pathway's own table, and ours for a talk between peers (R56, R57)."""

from dataclasses import dataclass

from support.models import Session
from support.pathway import STAGES


@dataclass(frozen=True)
class Guide:
    kind: str
    name: str
    purpose: str
    lines: tuple[str, ...]
    asked: tuple[str, ...] = ()


PEER = Guide(
    "peer",
    Session.Kind.PEER.label,
    "A colleague who listens. It is not treatment, and nobody has to talk about what happened.",
    (
        "Say who you are and how long you have. Ask how they would like to use the time.",
        "Listen more than you speak. You need not solve anything.",
        "Tell them about common reactions, and that most of them fade.",
        "Ask whether more help would be right, and say where it is. They decide.",
        "What is said stays between you, unless somebody is in danger. Write none of it down here.",
        "Look after yourself afterwards. You may ask for a word with somebody too.",
    ),
)


def guide(kind: str) -> Guide:
    if kind == Session.Kind.PEER:
        return PEER
    row = STAGES[kind]
    return Guide(kind, row.name, row.purpose, row.guidance, tuple(prompt.words for prompt in row.prompts))


def for_person(kind: str) -> str:
    """What it is, in words for whoever is invited."""
    if kind == Session.Kind.PEER:
        return (
            "A talk with a trained colleague who listens. You choose what to talk about, and whether to come."
        )
    return STAGES[kind].for_person
