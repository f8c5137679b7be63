"""The old system's words and ours, one table a column. Adding a word is one row."""

from dataclasses import dataclass

from incidents.models import AllegedPerpetrator, Incident
from incidents.workflow import Status

Answer, Harm = Incident.Answer, Incident.Harm
Alleged = AllegedPerpetrator.Kind


@dataclass(frozen=True)
class Means:
    """What a sub category of the old system says. `alleged` counts where the assailant is not known."""

    kinds: tuple[str, ...]
    alleged: str = Alleged.UNKNOWN
    weapon: str = Answer.NOT_KNOWN
    hate_motive: str = Answer.NOT_KNOWN
    characteristics: tuple[str, ...] = ()


# Their words and ours. A sub category that is not here is refused by name; adding it is one row.
SUB_CATEGORIES = {
    "physical assault - patient on staff": Means(("physical",), alleged=Alleged.PATIENT),
    "verbal abuse - patient on staff": Means(("verbal",), alleged=Alleged.PATIENT),
    "verbal abuse - visitor/relative on staff": Means(("verbal",), alleged=Alleged.RELATIVE),
    "abuse via social media / email / telephone": Means(("online",)),
    "racial abuse of staff": Means(
        ("verbal", "harassment"), hate_motive=Answer.YES, characteristics=(Incident.Characteristic.RACE,)
    ),
    "threat with weapon": Means(("threat",), weapon=Answer.YES),
    "sexual harassment of staff": Means(("sexual_harassment",)),
    "sexual assault on staff": Means(("sexual_assault",)),
}
RESULTS = {
    "": Harm.NOT_KNOWN,
    "no harm": Harm.NONE,
    "near miss": Harm.NEAR_MISS,
    "low harm": Harm.LOW,
    "moderate harm": Harm.MODERATE,
    "severe harm": Harm.SEVERE,
}
ASSAILANTS = {
    "": Alleged.UNKNOWN,
    "unknown": Alleged.UNKNOWN,
    "patient": Alleged.PATIENT,
    "relative/visitor": Alleged.RELATIVE,
    "member of public": Alleged.PUBLIC,
    "staff": Alleged.COLLEAGUE,
}
APPROVALS = {
    "": Status.HOLDING,
    "holding area, awaiting review": Status.HOLDING,
    "being reviewed": Status.REVIEWING,
    "awaiting final approval": Status.APPROVING,
    "finally approved": Status.CLOSED,
    "rejected": Status.CLOSED,
}
