"""Harassment of staff by somebody who does not work here, to do with one of seven characteristics (R23).

It is worked out from what the report says and kept nowhere: when the report is corrected, so is this.
"""

from incidents import kinds
from incidents.models import AllegedPerpetrator

COLLEAGUE = AllegedPerpetrator.Kind.COLLEAGUE


def harassed(incident) -> bool:
    """Somebody other than a colleague did it, or may have, and a characteristic was said or the kind asks for one."""
    because = bool(incident.characteristics) or any(
        kinds.KINDS[key].asks_characteristic for key in incident.kinds
    )
    alleged = [one.kind for one in incident.alleged.all()]
    return because and (not alleged or any(kind != COLLEAGUE for kind in alleged))
