"""What can be put in place about a person who is said to have hurt staff (B4). Adding one is a row and a migration.

The order is that of the ladder in NHS guidance on sanctions; an alert stands beside it.
"""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class PrecautionKind:
    key: str
    label: str
    is_for: str
    # Months after which it is looked at again, when nobody says otherwise.
    months: int

    def usually_until(self, starts: date) -> date:
        return starts + timedelta(days=round(self.months * 365.25 / 12))


KINDS = (
    PrecautionKind(
        "alert", "Alert on the record", "Tells staff what to take care of before they meet the person", 6
    ),
    PrecautionKind("warning", "Warning letter", "Says what happened, and that it must not happen again", 12),
    PrecautionKind(
        "agreement", "Acceptable behaviour agreement", "What the person and the staff both agree to", 6
    ),
    PrecautionKind(
        "exclusion", "Exclusion or conditional entry", "When the person may come, and how, or not at all", 3
    ),
    PrecautionKind(
        "elsewhere", "Alternative place of care", "Care is given in another place or by another team", 6
    ),
)
BY_KEY = {kind.key: kind for kind in KINDS}
CHOICES = [(kind.key, kind.label) for kind in KINDS]
