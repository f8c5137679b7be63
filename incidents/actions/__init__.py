"""What can be done with a report: the verbs of this room. Each locks, asks, changes, records and tells."""

from incidents.actions.changing import ChangedMeanwhile, amend, move
from incidents.actions.drafts import discard_draft, start_draft
from incidents.actions.reporting import Affected, Alleged, report

__all__ = [
    "Affected",
    "Alleged",
    "ChangedMeanwhile",
    "amend",
    "discard_draft",
    "move",
    "report",
    "start_draft",
]
