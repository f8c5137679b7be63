"""Kinds of incident: the framework's definitions, and what each kind switches on. Adding a kind is one row.

Definitions follow the framework's "Definitions" section and R4, R19, R22, R23.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    key: str
    name: str
    means: str
    rows: tuple[str, ...]
    examples: tuple[str, ...] = ()
    is_physical: bool = False
    may_be_sealed: bool = False
    asks_characteristic: bool = False
    suggests_police: bool = False


KINDS = {
    kind.key: kind
    for kind in [
        Kind(
            "physical",
            "Physical violence",
            "Being hit, pushed, kicked, spat at, grabbed or hurt in any other way.",
            ("R4", "R19"),
            examples=("A patient pinches you while you wash them", "A visitor throws a cup that misses you"),
            is_physical=True,
            suggests_police=True,
        ),
        Kind(
            "verbal",
            "Verbal abuse",
            "Being shouted at, sworn at, insulted or threatened in words.",
            ("R4", "R19"),
            examples=("A relative swears at you at the desk", "A caller shouts at you and will not stop"),
        ),
        Kind(
            "threat",
            "Threat or feeling threatened",
            "A threat, or something that felt like one, such as seeing a weapon on a home visit. Nobody "
            "has to be hurt.",
            ("R19",),
            examples=("You see a knife on the table on a home visit", "Somebody follows you to your car"),
            suggests_police=True,
        ),
        Kind(
            "online",
            "Online or digital abuse",
            "Abuse by email, text, phone, social media or any other digital way.",
            ("R4", "R19"),
            examples=("A post that names you and calls you names", "Messages that do not stop"),
        ),
        Kind(
            "harassment",
            "Harassment because of who you are",
            "Unwanted or offensive behaviour from a patient, relative or member of the public to do with "
            "age, disability, "
            "gender reassignment, race, religion or belief, sex or sexual orientation.",
            ("R23",),
            examples=("A patient says they will not be treated by you because of your race",),
            asks_characteristic=True,
        ),
        Kind(
            "sexual_harassment",
            "Sexual harassment",
            "Unwanted sexual comments, behaviour or advances, by anyone.",
            ("R4", "R22"),
            examples=("Remarks about your body", "Being asked for a date again and again"),
            may_be_sealed=True,
        ),
        Kind(
            "sexual_assault",
            "Sexual assault",
            "Being touched sexually without consent, with an object or a part of the body.",
            ("R4", "R22"),
            examples=("Being groped while you help somebody to wash",),
            is_physical=True,
            may_be_sealed=True,
            suggests_police=True,
        ),
        Kind(
            "indecent_exposure",
            "Indecent exposure",
            "Someone deliberately showing their genitals to frighten or upset.",
            ("R22",),
            examples=("Somebody uncovers themselves on purpose when you come in",),
            may_be_sealed=True,
            suggests_police=True,
        ),
        Kind(
            "other",
            "Something else",
            "Anything else at work that hurt or frightened somebody, or was not right.",
            ("R26",),
            examples=("Somebody waits for you outside every day and says nothing",),
        ),
    ]
}

CHOICES = [(kind.key, kind.name) for kind in KINDS.values()]


def names(keys) -> list[str]:
    return [KINDS[key].name for key in keys]


def may_be_sealed(keys) -> bool:
    """Whether the reporter is asked who may see the report (R4, R32)."""
    return any(KINDS[key].may_be_sealed for key in keys)
