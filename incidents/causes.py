"""What lay behind an incident, as a reviewer sees it, and the next actions each class suggests (R20, R21).

It never changes what staff are owed: support is the same for everybody who was affected, whatever the cause.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cause:
    """`suggests` is for people to decide on; nothing follows by itself."""

    key: str
    name: str
    means: str
    suggests: tuple[str, ...]
    rows: tuple[str, ...]


CAUSES = {
    cause.key: cause
    for cause in [
        Cause(
            "behavioural",
            "Behavioural",
            "The person could choose what they did.",
            (
                "Ask security what would make the place safer now",
                "Think about a warning letter or a behavioural agreement, with a date to look at it again",
                "Ask the colleague whether they want the police told, and offer to be with them",
                "Put an alert on the record if others may be at risk, in factual words",
            ),
            ("R20",),
        ),
        Cause(
            "medical",
            "Medically related",
            "Illness, confusion, pain, a learning disability, or the effect of a drug or of withdrawal.",
            (
                "Ask the clinical team for a medication review",
                "Ask for a mental health assessment, if there has not been one",
                "Ask safeguarding whether a referral is needed, for the patient or for anybody else",
                "Review the care plan and safe-care controls: observation, staffing, space and triggers",
            ),
            ("R21",),
        ),
        Cause(
            "not_known",
            "Not known",
            "It is not clear, or it was some of both.",
            (
                "Ask the clinical team and security together what they think",
                "Look at it again at the review panel",
            ),
            ("R20", "R21"),
        ),
    ]
}

CHOICES = [(cause.key, cause.name) for cause in CAUSES.values()]
