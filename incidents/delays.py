"""Why an investigation takes longer: each reason as it is chosen, and in plain words for everybody who waits (R101)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """`plain` is what those affected and the reporter read. `is_flagged`: it may be the truth, and it is never a good
    reason, so senior managers see it marked."""

    key: str
    label: str
    plain: str
    is_flagged: bool = False


DELAYS = {
    reason.key: reason
    for reason in [
        Reason(
            "police", "The police asked us to wait", "The police asked us to wait while they look into it."
        ),
        Reason("court", "A court case comes first", "A court case has to come first."),
        Reason(
            "witness", "A witness cannot be heard yet", "We still have to hear from somebody who was there."
        ),
        Reason(
            "absence",
            "Somebody who is needed is away",
            "Somebody whose part in this is needed is away from work.",
        ),
        Reason(
            "wellbeing",
            "It would be too much for somebody now",
            "It would be too soon for somebody involved.",
        ),
        Reason("evidence", "Evidence has not come yet", "We wait for footage, records or other evidence."),
        Reason(
            "partner",
            "Another organisation has to answer",
            "We wait for an answer from another organisation.",
        ),
        Reason("wider", "More came to light", "More came to light, and it has to be looked at too."),
        Reason(
            "staffing", "There was nobody to do it", "We did not have enough people to do it in time.", True
        ),
        Reason("money", "It could not be paid for", "We could not pay for it in time.", True),
    ]
}
CHOICES = [(reason.key, reason.label) for reason in DELAYS.values()]
